"""Names and owners of workspaces, all workspaces a visitor has opened, and the steps that can be undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for name in ("name", "owner", "opened_at"):
        op.add_column("workspace", sa.Column(name, sa.String, nullable=False, server_default=""))
    op.create_index("workspace_owner", "workspace", ["owner"])
    op.execute("UPDATE workspace SET opened_at = saved_at")
    op.create_table(
        "visit",
        sa.Column("visitor", sa.String, primary_key=True),
        sa.Column("workspace", sa.String, sa.ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("opened_at", sa.String, nullable=False),
    )
    op.create_index("visit_workspace", "visit", ["workspace"])
    op.execute(
        "INSERT INTO visit (visitor, workspace, opened_at) "
        "SELECT browser.id, workspace.id, workspace.saved_at FROM browser "
        "JOIN workspace ON workspace.id = browser.workspace"
    )
    op.drop_table("browser")
    op.create_table(
        "step",
        sa.Column("workspace", sa.String, sa.ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("visitor", sa.String, nullable=False),
        sa.Column("done_at", sa.String, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
    )
