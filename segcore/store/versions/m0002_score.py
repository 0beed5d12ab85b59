"""Scores of segments, a row per person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "score",
        sa.Column("workspace", sa.String, sa.ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("segment", sa.String, primary_key=True),
        sa.Column("criterion", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("value", sa.Float, nullable=False),
    )
