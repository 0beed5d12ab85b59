"""The arguments of the command line, with their help in the language asked for."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from segcore import backup_command, score_command
from segcore.errors import LabradorError
from segcore.words import LANGUAGES, Words, load


class _Help(argparse.HelpFormatter):
    def __init__(self, usage: str, **options: Any) -> None:
        super().__init__(**options)
        self.usage = usage

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self.usage if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser that speaks the language of its help, and raises `usage.wrong` instead of leaving."""

    def __init__(self, *, words: Words, **options: Any) -> None:
        form = partial(_Help, f"{words('Usage')}: ")
        super().__init__(allow_abbrev=False, add_help=False, formatter_class=form, **options)
        self._positionals.title = words("What to give")
        self._optionals.title = words("Options")
        self.add_argument("-h", "--help", action="help", help=words("show this help"))

    def error(self, message: str) -> NoReturn:
        raise LabradorError("usage.wrong", problem=message)


def asked(given: Iterable[str]) -> Words:
    """The words of a command line, though the rest of it may be wrong; English if no language is asked for."""
    named = [language for language in LANGUAGES if {language, f"--language={language}"} & set(given)]
    return load(named[0] if named else "en")


def parser(w: Words) -> argparse.ArgumentParser:
    """The parser of CONTRACT.md; the name of the command that was given is `command`."""
    top = _Parser(words=w, prog="python -m segcore", description=w("A sales ledger in, customer segments out."))
    commands = top.add_subparsers(
        dest="command", required=True, parser_class=_Parser, metavar=w("COMMAND"), title=w("Commands")
    )
    inspect = commands.add_parser("inspect", words=w, help=w("how the files are read: columns, rows, sums, customers"))
    analyse = commands.add_parser(
        "analyse", words=w, help=w("the matrix, the actions, the workbook, the customer table")
    )
    score = commands.add_parser("score", words=w, help=w("ranks of scored segments, and how sure they are"))
    formats = commands.add_parser("formats", words=w, help=w("the file formats that can be read"))
    backup = commands.add_parser("backup", words=w, help=w("a copy of all saved work, made while the app runs"))
    score_command.add_arguments(score, w)
    backup_command.add_arguments(backup, w)
    for command in (inspect, analyse, score, formats, backup):
        command.add_argument("--json", action="store_true", help=w("one JSON document on standard output"))
        command.add_argument("--language", default="en", metavar="en|pl|ru", help=w("language of texts"))
    for command in (inspect, analyse):
        _add_files(command, w)
    analyse.add_argument("--as-of", metavar="YYYY-MM-DD", help=w("the day the ledger is looked at"))
    analyse.add_argument("-o", "--output", type=Path, metavar="OUT.xlsx", help=w("write the workbook"))
    analyse.add_argument("--customers", type=Path, metavar="OUT.csv|OUT.parquet", help=w("write the customer table"))
    return top


def _add_files(command: argparse.ArgumentParser, w: Words) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help=w("several files are one ledger"))
    roles = w("the header of the column with this role (may be repeated)")
    command.add_argument("--column", metavar="ROLE=HEADER", help=roles, action="append", default=[])
    one = w("one setting, such as {example} (may be repeated)", example="abc.limits=0.7,0.9")
    command.add_argument("--set", metavar="NAME=VALUE", help=one, action="append", default=[])
    command.add_argument("--settings", type=Path, metavar="FILE.toml", help=w("settings of a TOML file"))
