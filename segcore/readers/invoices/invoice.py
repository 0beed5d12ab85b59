"""What every invoice says, whatever its format, and the rules all of them share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from segcore.errors import Notice, notice
from segcore.ledger import Control
from segcore.readers.identity_words import is_nobody
from segcore.readers.invoices.values import Period, bounds, money
from segcore.readers.records import Records

FIELDS = (
    ("Date", "date"),
    ("Customer", "customer"),
    ("Tax number", "tax_id"),
    ("Number", "document"),
    ("Amount", "amount"),
    ("Currency", "currency"),
    ("Gross", "ignore"),
    ("Type", "ignore"),
    ("Rate", "ignore"),
)
CORRECTIONS = ("KOR", "KFS", "KRS", "КСЧФ", "ДИС")


@dataclass(frozen=True)
class Party:
    """A side of an invoice; both fields may be empty."""

    name: str = ""
    tax_id: str = ""


@dataclass(frozen=True)
class Invoice:
    """One document. net, gross: signed, None where it is not stated; a correction is the difference it makes. kind: the
    type as the file calls it. rate: of its currency, as the file writes it. edition: of the same document, 0 for the
    first. reason: one of ledger.REASONS, "" for a sale or a return.
    """

    number: str
    issued: date | None
    supplied: date | None
    buyer: Party
    net: Decimal | None
    gross: Decimal | None
    currency: str = ""
    seller: Party = Party()
    kind: str = ""
    rate: str = ""
    edition: int = 0
    reason: str = ""

    @property
    def amount(self) -> Decimal | None:
        """Net, else gross."""
        return self.gross if self.net is None else self.net

    @property
    def day(self) -> date | None:
        """Of supply, else of issue; a correction counts when it was issued, not when the goods had been supplied."""
        corrects = (self.amount or 0) < 0 or self.kind.startswith(CORRECTIONS)
        first, second = (self.issued, self.supplied) if corrects else (self.supplied, self.issued)
        return first or second


@dataclass(frozen=True)
class Book:
    """What a file says about all its invoices. own: the tax number of the company, "" where the file does not say."""

    own: str = ""
    controls: tuple[Control, ...] = ()
    stated: Period = (None, None)
    layout_rows: int = 0


def bound(books: Sequence[Book]) -> Book:
    """Several files of one company as one book."""
    return Book(
        own=next((book.own for book in books if book.own), ""),
        controls=tuple(control for book in books for control in book.controls),
        stated=bounds([book.stated for book in books]),
    )


def records(invoices: Sequence[Invoice], book: Book = Book()) -> Records:
    """Invoices as records: net where it is stated, else gross; purchases and replaced documents are left out."""
    own = _plain(book.own) or company(invoices)
    reasons = ["purchase" if _is_bought(invoice, own) else invoice.reason for invoice in invoices]
    for place in _replaced(invoices):
        reasons[place] = reasons[place] or "cancelled"
    counted = [invoice for invoice, reason in zip(invoices, reasons, strict=True) if not reason]
    gross = sum(invoice.net is None and invoice.gross is not None for invoice in counted)
    mixed = 0 < gross < len(counted)
    return Records(
        fields=FIELDS,
        rows=[_row(invoice, _is_bought(invoice, own)) for invoice in invoices],
        reasons=reasons,
        basis="gross" if gross and not mixed else "net",
        controls=book.controls,
        warnings=(*((notice("gross_without_net", rows=gross),) if mixed else ()), *_rates(invoices)),
        stated=book.stated,
        layout_rows=book.layout_rows,
    )


def _rates(invoices: Sequence[Invoice]) -> Iterator[Notice]:
    """The newest rate the file itself names for each currency, in the currency of the invoices without one."""
    bases = Counter(invoice.currency for invoice in invoices if not invoice.rate and invoice.currency)
    newest = {
        invoice.currency: rate
        for invoice in sorted(invoices, key=lambda invoice: invoice.day or date.min)
        if (rate := money(invoice.rate)) and rate > 0
    }
    for currency, rate in sorted(newest.items()) if bases else ():
        if currency not in bases:
            yield notice("own_rate", currency=currency, rate=f"{rate:f}", into=bases.most_common(1)[0][0])


def company(invoices: Sequence[Invoice]) -> str:
    """The tax number most invoices share, as seller or as buyer; among equals the one that sells more. "" where no
    seller is named.
    """
    sells = Counter(found for invoice in invoices if (found := _plain(invoice.seller.tax_id)))
    buys = Counter(found for invoice in invoices if (found := _plain(invoice.buyer.tax_id)))
    if not sells:
        return ""
    return max(sells | buys, key=lambda who: (sells[who] + buys[who], sells[who]))


def _is_bought(invoice: Invoice, own: str) -> bool:
    """Whether the company itself is the buyer."""
    return bool(own) and _plain(invoice.buyer.tax_id) == own != _plain(invoice.seller.tax_id)


@lru_cache(maxsize=65536)
def _plain(tax_id: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", tax_id.upper()).removeprefix("PL")


def _replaced(invoices: Sequence[Invoice]) -> list[int]:
    """Places of the documents of which the file holds a later edition."""
    if not any(invoice.edition for invoice in invoices):
        return []
    latest: dict[tuple[str, Party, Party], int] = {}
    for invoice in invoices:
        key = invoice.number, invoice.seller, invoice.buyer
        latest[key] = max(latest.get(key, 0), invoice.edition)
    return [
        place
        for place, invoice in enumerate(invoices)
        if invoice.edition < latest[invoice.number, invoice.seller, invoice.buyer]
    ]


def _row(invoice: Invoice, bought: bool) -> tuple[str | Decimal | date | None, ...]:
    other = invoice.seller if bought else invoice.buyer
    name = "" if other.name.casefold() == "none" or is_nobody(other.name) else other.name
    return (
        invoice.day, name, other.tax_id, invoice.number, invoice.amount, invoice.currency, invoice.gross, invoice.kind,
        invoice.rate,
    )  # fmt: skip
