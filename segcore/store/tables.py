"""The tables as the newest migration leaves them; times are ISO texts in UTC, whole seconds."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, MetaData, String, Table, Text

ALL = MetaData()

WORKSPACE = Table(
    "workspace",
    ALL,
    Column("id", String, primary_key=True),
    Column("version", Integer),
    Column("saved_at", String),
    Column("document", Text),
    Column("name", String),
    Column("owner", String),
    Column("opened_at", String),
)
LEDGER = Table(
    "ledger",
    ALL,
    Column("workspace", String, primary_key=True),
    Column("digest", String),
    Column("lines", LargeBinary),
    Column("parties", LargeBinary),
    Column("report", Text),
)
VISIT = Table(
    "visit",
    ALL,
    Column("visitor", String, primary_key=True),
    Column("workspace", String, primary_key=True),
    Column("opened_at", String),
)
SCORE = Table(
    "score",
    ALL,
    Column("workspace", String, primary_key=True),
    Column("segment", String, primary_key=True),
    Column("criterion", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("value", Float),
)
STEP = Table(
    "step",
    ALL,
    Column("workspace", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("visitor", String),
    Column("done_at", String),
    Column("undone", Boolean),
    Column("changes", Text),
)
LINK = Table(
    "link",
    ALL,
    Column("token", String, primary_key=True),
    Column("workspace", String),
    Column("role", String),
    Column("created", String),
)
WORKSHOP = Table(
    "workshop",
    ALL,
    Column("workspace", String, primary_key=True),
    Column("number", Integer),
    Column("segments", Text),
    Column("criteria", Text),
    Column("state", String),
    Column("said", Text),
)
VOTER = Table(
    "voter",
    ALL,
    Column("workspace", String, primary_key=True),
    Column("browser", String, primary_key=True),
    Column("name", String),
    Column("number", Integer),
)
