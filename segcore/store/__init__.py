"""Saved work: workspaces, their cleaned ledgers and scores, their steps, and who opened which when."""

from __future__ import annotations

from segcore.store.backup import backup
from segcore.store.database import data_folder, database_url, file_url, postgres_url
from segcore.store.history import By
from segcore.store.links import ROLES, Link
from segcore.store.rights import Role
from segcore.store.rows import Saved
from segcore.store.scores import Score
from segcore.store.shelf import Entry, retention
from segcore.store.workshops import Voter, Workshop
from segcore.store.workspaces import Store

__all__ = [
    "ROLES",
    "By",
    "Entry",
    "Link",
    "Role",
    "Saved",
    "Score",
    "Store",
    "Voter",
    "Workshop",
    "backup",
    "data_folder",
    "database_url",
    "file_url",
    "postgres_url",
    "retention",
]
