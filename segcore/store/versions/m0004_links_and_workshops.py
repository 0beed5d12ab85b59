"""Links to look, score or edit; workshops and the people who score in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("token", sa.String, primary_key=True),
        sa.Column("workspace", sa.String, sa.ForeignKey("workspace.id", ondelete="CASCADE"), nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("created", sa.String, nullable=False),
    )
    op.create_index("link_workspace", "link", ["workspace"])
    op.create_table(
        "workshop",
        sa.Column("workspace", sa.String, sa.ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("segments", sa.Text, nullable=False),
        sa.Column("criteria", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
    )
    op.create_table(
        "voter",
        sa.Column("workspace", sa.String, sa.ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("browser", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.UniqueConstraint("workspace", "name", name="voter_name"),
    )
