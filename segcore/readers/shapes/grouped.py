"""Grouped reports: customers in rows of their own, their documents (or months) in the rows below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from segcore.errors import LabradorError, Notice, notice
from segcore.readers.content import TABLES, Content
from segcore.readers.format import Format
from segcore.readers.grid import Cell, Row, show
from segcore.readers.identity_words import is_nobody
from segcore.readers.lists.accounting import transaction_reason
from segcore.readers.records import Records
from segcore.readers.shapes import cross_tab, groups, leveled, outline, periods, settlements, sheet, turnover, undated
from segcore.readers.shapes.groups import LEAF, NAME, OTHER, TOTAL, Head
from segcore.readers.shapes.nested import is_nested

_FIGURES = ("quantity", "amount", "cost", "profit")


@dataclass(frozen=True)
class _Leaf:
    """A row below customers: the names above it from the outermost, and its cells."""

    path: tuple[str, ...]
    row: Row


def claims(content: Content) -> bool:
    known = (settlements, leveled, groups, undated)
    found = groups.possible(content.first_rows) and any(shape.find(content) for shape in known)
    return bool(found) or (not (turnover.claims(content) or cross_tab.claims(content)) and is_nested(content))


def read(content: Content) -> Records:
    """Raises LabradorError file.grouped for a report whose levels are not told apart by their sums."""
    if settled := settlements.find(content):
        return settlements.records(content, settled)
    if nested := leveled.find(content):
        return leveled.records(content, nested)
    if head := groups.find(content):
        return _Report(content, head).records()
    if found := undated.find(content):
        return undated.records(content, found)
    raise LabradorError("file.grouped", file=content.file.name)


class _Report:
    """The body of the report: leaves with their paths, totals, how many rows are neither."""

    def __init__(self, content: Content, head: Head) -> None:
        self.sheet = content.sheet
        self.file, self.head, self.forced = content.file.name, head, content.options.decimal
        self.body = [row for row in content.rows()[head.first :] if sheet.filled(row)]
        self.texts = [[show(cell) for cell in row] for row in self.body]
        self.kinds = self._kinds()
        self.type = next((place for place, name in enumerate(head.layout.names) if groups.KIND.fullmatch(name)), None)
        self.closed = _closed(self.texts, self.kinds, head.label)
        self.taxes: dict[str, str] = {}
        self.leaves = list(self._leaves())
        self.level = self._level()

    def _kinds(self) -> list[str]:
        """The kind of every row; one without a name is a leaf where it holds an amount, or the total of all."""
        place = self.head.roles.by_role["amount"]
        self.amounts = sheet.numbers(self.body, [place], self.forced, self.head.layout.names)[place]
        kinds = [self.head.kind(row) for row in self.texts]
        labels = [next(filter(None, row)) for row in self.texts]
        names = {
            groups.customer(label)[0].casefold() for label, kind in zip(labels, kinds, strict=True) if kind == NAME
        }
        kinds = [
            TOTAL if (sheet.total_of(label) or "").casefold() in names else kind
            for label, kind in zip(labels, kinds, strict=True)
        ]
        read = Decimal(0)
        for number, amount in enumerate(self.amounts):
            if kinds[number] == OTHER and amount:
                kinds[number] = TOTAL if amount == read else LEAF
            read += amount if kinds[number] == LEAF else 0
        return kinds

    def _leaves(self) -> Iterator[_Leaf]:
        """Each leaf with the names it stands under; a total that bears a name closes it, else the next names do."""
        stack: list[str] = []
        run: list[str] = []
        for row, texts, kind in zip(self.body, self.texts, self.kinds, strict=True):
            label = next(filter(None, texts))
            if kind == NAME:
                name, tax = groups.customer(label)
                self.taxes[name] = tax or self.taxes.get(name, "")
                run.append(name)
            elif kind == LEAF:
                stack = [*stack, *run] if self.closed else [*stack[: max(0, len(stack) - len(run))], *run]
                run = []
                yield _Leaf(tuple(stack), row)
            elif kind == TOTAL and self.closed and (ended := sheet.total_of(label)):
                names = [*stack, *run]
                found = [at for at, one in enumerate(names) if one.casefold() == ended.casefold()]
                stack, run = (names[: found[-1]] if found else names), []

    def _level(self) -> int:
        """Which of the nested names is the customer: as the header says, else the one with legal forms, the first."""
        depth = max((len(leaf.path) for leaf in self.leaves), default=0)
        if self.closed or depth < 2:
            return 0
        if "customer" in self.head.levels and len(self.head.levels) >= depth:
            return self.head.levels.index("customer")
        shares = [
            outline.named(sorted({leaf.path[place] for leaf in self.leaves if place < len(leaf.path)}))
            for place in range(depth)
        ]
        return shares.index(max(shares))

    def records(self) -> Records:
        """The leaves as rows."""
        names, roles = self.head.layout.names, self.head.roles
        figures = [(role, place) for role in _FIGURES if (place := roles.get(role)) is not None]
        others = [(role, place) for role in ("product", "tax_id") if (place := roles.get(role)) is not None]
        document = roles.get("document")
        own = names[self.head.label] if not names[self.head.label].startswith("#") else "Customer"
        fields = [(own, "customer")]
        taxed = roles.get("tax_id") is None and any(self.taxes.values())
        fields += [("Tax number", "tax_id")] if taxed else []
        fields += [("Manager", "manager")] if self._manager() is not None else []
        fields += [(names[self.head.dated] if self.head.dated is not None else "Date", "date")]
        fields += [(names[document] if document is not None else "Document", "document")]
        fields += [(names[place], role) for role, place in [*others, *figures]]
        currency = sheet.currency((*self.head.layout.preamble, self.sheet), names, self._cells())
        fields += [("Currency", "currency")] if currency else []
        places = [place for _, place in [*others, *figures]]
        rows: list[list[Cell]] = []
        for leaf in self.leaves:
            words = self._words(leaf, document)
            words[1:1] = [self.taxes.get(str(words[0]), "")] if taxed else []
            rows.append([*words, *(_at(leaf.row, place) for place in places)])
            rows[-1] += [currency] if currency else []
        controls, differing = sheet.compared(self.file, sheet.counted_once(self.file, self._controls()))
        return Records(
            fields=tuple(fields),
            rows=rows,
            reasons=[transaction_reason(self._kind(leaf)) for leaf in self.leaves],
            basis=sheet.basis_of(names[roles.by_role["amount"]]),
            controls=controls,
            warnings=(*self._told(), *differing),
            stated=periods.stated(self.head.layout.preamble),
            layout_rows=len(self.head.layout.preamble) + len(self.body) - len(self.leaves),
            header_row=(self.head.layout.header or 0) + 1,
            decimal=None,
        )

    def _words(self, leaf: _Leaf, document: int | None) -> list[Cell]:
        """Customer, manager where there is one, day, document."""
        label = _at(leaf.row, self.head.label)
        name = leaf.path[min(self.level, len(leaf.path) - 1)] if leaf.path else ""
        name = next((text for place in self.head.customers if (text := show(_at(leaf.row, place)))), name)
        name = name.partition(":")[0].strip() if self.type is not None else name
        name = "" if is_nobody(name) else name
        if self.head.turned:
            return [label, groups.month(name), ""]
        manager = self._manager()
        words: list[Cell] = [name]
        words += [leaf.path[manager]] if manager is not None else []
        texts = sheet.filled(leaf.row)
        spoken = next((text for text in texts if groups.inside(text) or groups.month(text)), texts[0])
        day = groups.inside(spoken) or groups.month(spoken)
        own = _at(leaf.row, document) if document is not None else label or (spoken if self.head.dated is None else "")
        return [*words, _at(leaf.row, self.head.dated) if self.head.dated is not None else day, own]

    def _told(self) -> list[Notice]:
        """Whether the rows are months and no documents."""
        spoken = [text for leaf in self.leaves for text in sheet.filled(leaf.row)[:2]]
        months = self.head.turned or (self.head.dated is None and any(map(groups.month, spoken)))
        return [notice("months_across", file=self.file)] if months else []

    def _manager(self) -> int | None:
        depth = min((len(leaf.path) for leaf in self.leaves), default=0)
        found = [place for place, role in enumerate(self.head.levels[:depth]) if role == "manager"]
        return found[0] if found and depth > 1 else None

    def _kind(self, leaf: _Leaf) -> str:
        return show(_at(leaf.row, self.type)) if self.type is not None else ""

    def _cells(self) -> Iterator[str]:
        return (cell for row in self.texts[:50] + self.texts[-5:] for cell in row)

    def _controls(self) -> list[tuple[str, Decimal, Decimal]]:
        """The last total of all beside the sum of the leaves."""
        read = sum((amount for amount, kind in zip(self.amounts, self.kinds, strict=True) if kind == LEAF), Decimal(0))
        names = {name.casefold() for leaf in self.leaves for name in leaf.path}
        found = [
            (next(filter(sheet.is_total, texts), "Σ"), amount, read)
            for texts, kind, amount in zip(self.texts, self.kinds, self.amounts, strict=True)
            if kind == TOTAL and amount and (sheet.total_of(next(filter(None, texts))) or "").casefold() not in names
        ]
        return found[-1:]


def _closed(texts: Sequence[Sequence[str]], kinds: Sequence[str], label: int) -> bool:
    """Whether totals bear the names of the groups they end."""
    heads = [row[label] for row, kind in zip(texts, kinds, strict=True) if kind == NAME and label < len(row)]
    names = {groups.customer(head)[0].casefold() for head in heads}
    ends = [sheet.total_of(next(filter(None, row))) for row, kind in zip(texts, kinds, strict=True) if kind == TOTAL]
    return sum((end or "").casefold() in names for end in ends) * 2 > len(names)


def _at(row: Row, place: int) -> Cell:
    return row[place] if place < len(row) else ""


FORMAT = Format("grouped", "Grouped report", "shape", ("xlsx", "xls", "csv"), TABLES, claims, read)
