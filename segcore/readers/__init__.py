"""Bytes to Ledger: what a file is by its content, where its table stands, what its columns mean, whose rows these are.

`read` makes one ledger of one or several files, `look` tells what was understood of one, also where `read` refuses.
"""

from __future__ import annotations

from collections.abc import Sequence

from segcore.errors import LabradorError
from segcore.ledger import FileReport, Ledger, ReadOptions, SourceFile
from segcore.readers import assemble, summary
from segcore.readers.assemble import Gathered
from segcore.readers.format import Format
from segcore.readers.grid import give_back
from segcore.readers.opened import open_for_reading
from segcore.readers.part import read_part
from segcore.readers.registry import ENDINGS, FORMATS, unpacked

__all__ = ["ENDINGS", "FORMATS", "Format", "gather", "inspect", "look", "read"]


def read(files: Sequence[SourceFile], options: ReadOptions = ReadOptions()) -> Ledger:
    """One ledger of all files.

    Every row is a sale, a return, or left out with one of ledger.REASONS: rows_read = sales + returns + excluded, and
    so are the sums. Raises LabradorError ledger.none, ledger.no_customer_column, ledger.no_amount_column,
    ledger.no_date_column (one file has no dates, another has), ledger.no_rows, ledger.mixed_currencies (currencies),
    ledger.mixed_basis (bases), and the file.* codes of kinds, charsets and table, each with the fact `file`.
    """
    ledger = inspect(files, options)
    named = tuple(name or "?" for name, _ in ledger.report.sum_by_currency)
    if len(named) > 1:
        own = [dict(told.facts) for told in ledger.report.warnings if told.code == "own_rate"]
        rates = {"rates": tuple(f"{rate['currency']} {rate['into']} {rate['rate']}" for rate in own)} if own else {}
        raise LabradorError("ledger.mixed_currencies", currencies=named, **rates)
    return ledger


def inspect(files: Sequence[SourceFile], options: ReadOptions = ReadOptions()) -> Ledger:
    """As `read`, to look at only: several currencies may stand side by side, each with its sum in the report."""
    found = gather(files, options)
    kept = found.reasons == 0
    lines, parties = assemble.tables(found, kept)
    report = summary.report(found, kept)
    del found, kept
    give_back()
    return Ledger.of(lines, parties, report)


def gather(files: Sequence[SourceFile], options: ReadOptions = ReadOptions()) -> Gathered:
    """All rows of all files, judged and with their parties, before currencies are looked at. Raises as `read`."""
    if not files:
        raise LabradorError("ledger.none")
    whole = [member for file in files for member in unpacked(file, options.default)]
    parts = [read_part(open_for_reading(file, options), options) for file in whole]
    if not sum(len(part.amount) for part in parts):
        raise LabradorError("ledger.no_rows", file=files[0].name)
    parts = assemble.by_month(parts)
    undated = [part.name for part in parts if not part.dated]
    if 0 < len(undated) < len(parts):
        raise LabradorError("ledger.no_date_column", file=undated[0])
    return assemble.gather(parts, options)


def look(file: SourceFile, options: ReadOptions = ReadOptions()) -> FileReport:
    """What was understood of one file, of the first one in an archive of several; controls and formats are empty where
    its rows cannot be read.

    Raises the file.* codes only: a missing role is no obstacle here.
    """
    opened = open_for_reading(unpacked(file, options.default)[0], options)
    try:
        return read_part(opened, options).report
    except LabradorError:
        return opened.report(None, None, ())
