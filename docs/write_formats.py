"""python -m docs.write_formats: writes docs/formats.md from the formats the readers know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from segcore.readers import FORMATS, Format
from segcore.words.formats_where import ALIASES, WHERE

TARGET = Path(__file__).parent / "formats.md"
HEAD = """# Formats: what Labrador reads, and what it is called where

Search this page for the name of your bank or program. A file is recognised by its content, never by its ending; several
files are one ledger. What is not in the list is read as a plain table if it has a header row, or columns that can be
told apart, and you can set every column yourself. `python -m segcore formats` prints the same list.
"""
FAMILIES = {
    "bank": "Banks",
    "invoice": "Invoices, VAT",
    "list": "Shops, CRM, books",
    "shape": "Reports",
    "table": "Plain tables",
}
LEFT_OUT = {
    "bank": "own transfers, tax refunds, interest, loans, suppliers' refunds, cash, card takings, money out, pending",
    "invoice": "purchases, pro formas, retail totals, replaced or cancelled documents",
    "list": "cancelled and failed orders, drafts, deals lost or still open",
    "shape": "totals, subtotals and group rows are layout: compared, never counted",
    "table": "cancelled documents, repeated rows, rows without customer or amount",
}
TAIL = """
Left out means: shown with its rows and sum, and switched back on with one click where a row can be a sale at all.
Corrections and refunds to a customer are returns. Figures a file states about itself (balances, totals, control sums)
are compared with what was read.
"""
# format: date, amount, customer where they differ from what its family says
TAKEN = {
    "bank": "booking date, amount received, payer (tax number where the title holds one)",
    "invoice": "sale date, net amount, buyer with tax number",
    "list": "order or close date, net total, company or buyer",
    "shape": "month or document date, amount, customer of the group",
    "table": "the columns found; each can be changed",
    "bank_1c": "ДатаПоступило, Сумма, Плательщик with ИНН; direction from the own accounts",
    "camt": "booking date, amount of each payment of a batch, debtor",
    "jpk_v7": "sale date, net of the K_ fields, NrKontrahenta; one month a file",
    "ksef": "P_6 or P_1, P_13 fields, Podmiot2 with NIP; corrections are differences",
    "turnover": "debit turnover per customer; no dates, so ABC only",
    "elixir": "nothing: these are orders sent to the bank; a sentence says what to export instead",
    "datev": "nothing: bookings, not sales; a sentence says what to export instead",
}


def _row(known: Format) -> str:
    where = WHERE[known.name].text if known.name in WHERE else ""
    endings = " ".join(f".{ending}" for ending in known.endings)
    taken = TAKEN.get(known.name, TAKEN[known.family])
    cells = (known.title, FAMILIES[known.family], where, endings, taken, LEFT_OUT[known.family], f"`{known.name}`")
    return _line(cells)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _alias(program: str, name: str) -> str:
    """A program without a format of its own."""
    known = next(known for known in FORMATS if known.name == name)
    where = f"a list of invoices or sales, read as {known.title}"
    endings = " ".join(f".{ending}" for ending in known.endings)
    return _line((program, FAMILIES["table"], where, endings, TAKEN["table"], LEFT_OUT["table"], f"`{name}`"))


def text() -> str:
    """The whole page: one table, families in turn, then the programs without a format of their own."""
    heads = ("format or program", "family", "what it is called where", "endings", "date, amount, customer", "left out")
    rows = [_row(known) for family in FAMILIES for known in FORMATS if known.family == family]
    aliases = [_alias(*pair) for pair in sorted(ALIASES.items(), key=lambda pair: pair[0].casefold())]
    lines = [HEAD, _line((*heads, "name")), "|---|---|---|---|---|---|---|", *rows, *aliases]
    return "\n".join(lines) + "\n" + TAIL


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
