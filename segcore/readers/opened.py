"""A file understood as far as its head allows: layout, roles, columns, and what to show on the mapping screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from segcore.ledger import Control, FileOptions, FileReport, PreviewRow, ReadOptions, RowKind, SourceFile
from segcore.readers import roles as role_rules
from segcore.readers import units
from segcore.readers.contents import SAMPLE, Profile, profile
from segcore.readers.grid import Body, Row, Source, Wanted, is_blank, show
from segcore.readers.parquet_table import ParquetSource
from segcore.readers.records import Records, RecordSource
from segcore.readers.registry import open_file
from segcore.readers.roles import Roles
from segcore.readers.table import Layout, find_layout, stated_period, unique_names
from segcore.readers.totals import has_label

PREVIEW_ROWS, PREVIEW_TOTALS, PREVIEW_CELL = 12, 2, 80
MOST_OTHERS = 12
Pairs: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Opened:
    """One file with its layout and roles; the body is not loaded yet. choices: what the user decided about it."""

    name: str
    size: int
    source: Source
    choices: FileOptions
    layout: Layout
    profiles: tuple[Profile, ...]
    roles: Roles
    fingerprint: str

    @property
    def records(self) -> Records | None:
        """What a reader of its own found; None for a table that is mapped by its header."""
        return self.source.records if isinstance(self.source, RecordSource) else None

    @property
    def decimal(self) -> str | None:
        """The decimal mark that is known."""
        return self.choices.decimal or (self.records.decimal if self.records else None)

    @property
    def above(self) -> int:
        """Title rows, and for records all layout rows."""
        if self.records:
            return self.records.layout_rows
        place = self.layout.first if self.layout.header is None else self.layout.header
        return sum(not is_blank(row) for row in self.source.head[:place])

    @property
    def titles(self) -> Sequence[str]:
        """The texts above the header."""
        if not isinstance(self.source, RecordSource):
            return self.layout.preamble
        rows = self.source.raw[: (self.records.header_row or 1) - 1] if self.records else ()
        return [show(cell) for row in rows for cell in row if show(cell)]

    @property
    def factor(self) -> int:
        """How many units of the currency 1 is in the column of amounts."""
        place = self.roles.get("amount")
        return 1 if place is None else units.factor(self.layout.names[place], self.titles)

    def body(self) -> Body:
        """Load the columns that are needed."""
        roles = self.roles
        telling = {*roles.customers, *roles.statuses, *self._describing()}
        split = {place for place in roles.date_parts if place is not None}
        places = {*roles.by_role.values(), *telling, *split}
        figures = {p for role in ("amount", "debit", "credit", "profit", "cost") if (p := roles.get(role)) is not None}
        numbers = figures - telling if self.decimal in (None, ".") and not roles.times and self.factor == 1 else set()
        layout, date = self.layout, roles.get("date")
        days = () if date is None or date in telling or split else (date,)
        wanted = Wanted(
            layout.first,
            layout.width,
            tuple(sorted(places)),
            self._anchors(),
            tuple(sorted(figures)),
            tuple(numbers),
            days,
            tuple(place for place in self._documents() if place not in telling),
        )
        return self.source.body(wanted)

    def _documents(self) -> list[int]:
        """The column of document numbers, where most rows have their own."""
        place = self.roles.get("document")
        if place is None or self.profiles[place].distinct * 2 < self.profiles[place].filled:
            return []
        return [place]

    def _anchors(self) -> tuple[int, ...]:
        """Columns one of which every ledger row fills."""
        places = (*self.roles.customers, self.roles.get("date"), self.roles.get("tax_id"))
        return tuple(sorted({place for place in places if place is not None}))

    def _describing(self) -> list[int]:
        """Columns without a role that may describe customers: no rarer repeated than the customers themselves."""
        if not self.roles.customers:
            return [place for place in self.roles.others if place in self.roles.given]
        customers = max(self.profiles[place].distinct for place in self.roles.customers)
        found = [
            place
            for place in self.roles.others
            if place in self.roles.given
            or (
                0 < self.profiles[place].distinct <= customers * 1.05 + 1
                and self.profiles[place].dated < 0.5
                and self.profiles[place].fractional == 0
                and self.profiles[place].length <= 60
            )
        ]
        return found[:MOST_OTHERS]

    def _header_row(self) -> int | None:
        if self.records:
            return self.records.header_row
        return None if self.layout.header is None else self.layout.header + 1

    def report(self, decimal: str | None, date_format: str | None, controls: tuple[Control, ...]) -> FileReport:
        """The file as the mapping screen shows it."""
        source, layout = self.source, self.layout
        start, end = self.records.stated if self.records else stated_period(layout.preamble)
        return FileReport(
            name=self.name,
            format=source.format,
            size=self.size,
            encoding=source.encoding,
            delimiter=source.delimiter,
            sheet=source.sheet,
            sheets=source.sheets,
            header_row=self._header_row(),
            fingerprint=self.fingerprint,
            columns=role_rules.reports(layout.names, self.profiles, self.roles, self._describing()),
            preview=_preview(source, layout, self._anchors()),
            decimal=decimal,
            date_format=date_format,
            stated_from=start,
            stated_to=end,
            controls=controls,
        )


def open_for_reading(file: SourceFile, options: ReadOptions) -> Opened:
    """Open a file, find its header row and guess its roles. Raises LabradorError of kinds and table."""
    source = open_file(file, options.default)
    layout = _layout(source, file.name, options.default.header_row)
    fingerprint = layout.fingerprint
    answers = dict(options.by_fingerprint).get(fingerprint)
    if answers is not None and answers != options.default:
        if _reopens(answers, options.default):
            source = open_file(file, answers)
        layout = _layout(source, file.name, answers.header_row)
    choices = answers or options.default
    filled = (row for row in source.head[layout.first :] if not is_blank(row) and not has_label(row))
    rows = list(islice(filled, SAMPLE))
    profiles = tuple(profile(rows, column) for column in range(layout.width))
    roles = role_rules.guess(layout.names, profiles, _chosen(source, choices.roles), layout.preamble)
    return Opened(file.name, len(file.content), source, choices, layout, profiles, roles, fingerprint)


def _layout(source: Source, file: str, header_row: int | None) -> Layout:
    """Where the table stands; records and Parquet begin with their header."""
    if not isinstance(source, RecordSource | ParquetSource):
        return find_layout(source, file, header_row)
    names = [show(cell) for cell in source.head[0]]
    return Layout(0, 1, len(names), unique_names(names, len(names)), ())


def _chosen(source: Source, chosen: Pairs) -> Pairs:
    """Roles that need no guessing: the user's, and what records say themselves where he said nothing."""
    if not isinstance(source, RecordSource):
        return chosen
    names = unique_names([header for header, _ in source.records.fields], len(source.records.fields))
    taken, headers = {role for _, role in chosen} - {"attribute", "ignore"}, {header for header, _ in chosen}
    own = [
        (name, "ignore" if role in taken else role)
        for name, (_, role) in zip(names, source.records.fields, strict=True)
        if name not in headers
    ]
    return (*own, *chosen)


def _reopens(answers: FileOptions, default: FileOptions) -> bool:
    names = ("encoding", "delimiter", "sheet", "format", "date_order")
    return any(getattr(answers, name) != getattr(default, name) for name in names)


def _preview(source: Source, layout: Layout, anchors: Sequence[int]) -> tuple[PreviewRow, ...]:
    """The first rows as they stand, and the last rows where these are totals; of records from no table, or one
    without a header row, the records themselves without a number.
    """
    if isinstance(source, RecordSource):
        header = source.records.header_row
        if not header or not source.raw:
            data: RowKind = "data"
            kinds: tuple[RowKind, ...] = ("header", *([data] * PREVIEW_ROWS))
            return tuple(PreviewRow(0, kind, _cells(row)) for kind, row in zip(kinds, source.head, strict=False))
        own = Layout(header - 1, header, layout.width, layout.names, ())
        filled = [(number, row) for number, row in enumerate(source.raw, 1) if not is_blank(row)]
        return tuple(_shown(number, row, own, ()) for number, row in filled)
    first = [(number, row) for number, row in enumerate(source.head) if not is_blank(row)]
    shown = [
        _shown(number + 1, row, layout, anchors) for number, row in first[: max(PREVIEW_ROWS, (layout.header or 0) + 8)]
    ]
    ends: Sequence[Row] = source.tail or source.head
    last = [row for row in ends if not is_blank(row)][-PREVIEW_TOTALS:]
    if len(first) > len(shown) or source.tail:
        shown += [PreviewRow(0, "total", _cells(row)) for row in last if _is_total(row, anchors)]
    return tuple(shown)


def _shown(number: int, row: Row, layout: Layout, anchors: Sequence[int]) -> PreviewRow:
    kind: RowKind = "data"
    if layout.header is not None and number - 1 < layout.header:
        kind = "title"
    elif layout.header is not None and number - 1 == layout.header:
        kind = "header"
    elif number - 1 < layout.first:
        kind = "title"
    elif _is_total(row, anchors):
        kind = "total"
    return PreviewRow(number, kind, _cells(row))


def _is_total(row: Row, anchors: Sequence[int]) -> bool:
    """A label, or nothing where every ledger row names its customer or day."""
    return has_label(row) or (bool(anchors) and not any(show(row[p]) for p in anchors if p < len(row)))


def _cells(row: Row) -> tuple[str, ...]:
    return tuple(text if len(text) <= PREVIEW_CELL else text[: PREVIEW_CELL - 1] + "…" for text in map(show, row))
