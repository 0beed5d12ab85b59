"""Marks texts of tables for the extraction of messages; the text itself is translated where it is shown."""

from __future__ import annotations


def mark(text: str) -> str:
    """This text is a message."""
    return text


def mark_plural(one: str, many: str) -> tuple[str, str]:
    """These texts are the two English forms of one message."""
    return one, many
