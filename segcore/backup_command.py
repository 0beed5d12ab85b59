"""The command `backup`: a copy of all saved work, made while the app runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from segcore import output, streams
from segcore.store import backup, database_url
from segcore.words import Words


def add_arguments(command: argparse.ArgumentParser, w: Words) -> None:
    """The arguments of CONTRACT.md."""
    command.add_argument("target", type=Path, metavar="DEST", help=w("the file to write"))


def run(chosen: argparse.Namespace, w: Words) -> None:
    """Write the copy and say so, as a line or as one JSON document."""
    size = backup(database_url(), chosen.target)
    if chosen.json:
        streams.put([output.to_json({"backup": {"file": str(chosen.target), "bytes": size}})])
    else:
        streams.put([w("All saved work is copied to {file} ({size}).", file=str(chosen.target), size=w.size(size))])
