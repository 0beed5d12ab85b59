"""Workspaces, their ledgers, and the workspace each browser opened last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "workspace",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.String, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "ledger",
        sa.Column("workspace", sa.String, sa.ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("lines", sa.LargeBinary, nullable=False),
        sa.Column("parties", sa.LargeBinary, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
    )
    op.create_table(
        "browser",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("workspace", sa.String, sa.ForeignKey("workspace.id", ondelete="CASCADE"), nullable=False),
    )
