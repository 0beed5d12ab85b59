"""Saved work: workspaces, their cleaned ledgers, and which browser opened which last."""

from __future__ import annotations

from segcore.store.database import data_folder, database_url, file_url, postgres_url
from segcore.store.scores import Score
from segcore.store.workspaces import Saved, Store

__all__ = ["Saved", "Score", "Store", "data_folder", "database_url", "file_url", "postgres_url"]
