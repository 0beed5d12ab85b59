"""Which entries of a bank statement are sales: the rules every bank format shares, in order, each a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from segcore.errors import Notice, notice
from segcore.readers import taxids
from segcore.readers.banks import party, words
from segcore.readers.banks.statement import Entry, Statement, minor
from segcore.readers.grid import Row
from segcore.readers.names import normalise
from segcore.readers.records import Records

FIELDS = (
    ("date", "Date", "date"),
    ("customer", "Party", "customer"),
    ("tax_id", "Tax number", "tax_id"),
    ("amount", "Amount", "amount"),
    ("currency", "Currency", "currency"),
    ("document", "Reference", "document"),
    ("purpose", "Purpose", "ignore"),
    ("kind", "Type", "ignore"),
)
_SIGNS = re.compile(r"[^0-9A-Z]+")
# in this order; loans, interest and transfers give way to a purpose that names an invoice
SPOKEN = ("interest", "loan", "supplier_refund", "cash_deposit")


def records(statement: Statement) -> Records:
    """Entries as records: credits of the own accounts are sales, all others are left out with their reason."""
    headers = dict(statement.headers)
    entries, own = party.split_payments([party.clean(entry) for entry in statement.entries])
    found = _Rules(statement, entries, own).reasons()
    return Records(
        fields=tuple((headers.get(name, header), role) for name, header, role in FIELDS),
        rows=[_row(entry) for entry in entries],
        reasons=found,
        basis="payment",
        controls=statement.controls,
        warnings=(*statement.warnings, *_told(statement, entries, found)),
        stated=statement.stated,
        layout_rows=statement.layout_rows,
        header_row=statement.header_row,
    )


def _row(entry: Entry) -> Row:
    day = entry.day or entry.written or None
    return (day, entry.party, entry.tax_id, entry.amount, entry.currency, entry.reference, entry.purpose, entry.kind)


class _Rules:
    """Who the owner is and who pays him, and what follows for every entry."""

    def __init__(self, statement: Statement, entries: Sequence[Entry], own_numbers: set[str]) -> None:
        self.entries = entries
        self.accounts = {_account(a) for a in (*statement.accounts, *(entry.own for entry in entries))} - {""}
        self.names = set(normalise(sorted(statement.names))) - {""}
        self.numbers = {taxids.valid(number) or number for number in (*statement.tax_ids, *own_numbers)} - {""}
        self.plain = normalise([entry.party for entry in entries])
        self.taxes = [taxids.valid(entry.tax_id) for entry in entries]

    def reasons(self) -> list[str]:
        """One of ledger.REASONS per entry, "" for a sale."""
        found = [entry.reason or self._reason(place, entry) for place, entry in enumerate(self.entries)]
        paying = {
            key
            for place, entry in enumerate(self.entries)
            if not found[place] and entry.amount
            for key in self._keys(place)
        }
        for place, entry in enumerate(self.entries):
            if (
                found[place] == "outgoing"
                and self._keys(place) & paying
                and words.said("supplier_refund", _said(entry))
            ):
                found[place] = "outgoing_refund"
        return found

    def _keys(self, place: int) -> set[str]:
        return {self.plain[place], self.taxes[place]} - {""}

    def _reason(self, place: int, entry: Entry) -> str:
        if (entry.amount or Decimal(0)) < 0:
            return "outgoing"
        said, name = _said(entry), words.fold(entry.party)
        sale = words.said("sale", words.fold(entry.purpose)) and bool(name)
        if self._is_own(place, entry) or (words.said("own_transfer", said) and not sale):
            return "own_transfer"
        if _is_state(entry, name):
            return "tax_refund"
        for rule in SPOKEN:
            if words.said(rule, said) and not (sale and rule in ("interest", "loan")):
                return rule
        return _of_the_payer(_account(entry.account), name, said, sale)

    def _is_own(self, place: int, entry: Entry) -> bool:
        account = _account(entry.account)
        return (
            (account in self.accounts and account != _account(entry.own))
            or self.taxes[place] in self.numbers
            or (self.plain[place] in self.names)
        )


def _said(entry: Entry) -> str:
    """What the payment says of itself."""
    return words.fold(f"{entry.purpose} | {entry.kind}")


def _account(text: str) -> str:
    """An account as its digits and letters, a Polish one without its country."""
    return _SIGNS.sub("", text.upper()).removeprefix("PL")


def _is_state(entry: Entry, name: str) -> bool:
    account = _account(entry.account)
    institution = words.account("tax_refund", account, "institution_accounts")
    if institution and not words.named("tax_refund", name, "service"):
        return False
    return words.account("tax_refund", account) or words.named("tax_refund", name)


def _of_the_payer(account: str, name: str, said: str, sale: bool) -> str:
    """Payment services and the inner accounts of Russian banks."""
    bank = not name or words.named("bank", name)
    if words.named("acquiring", name) or (words.said("acquiring", said) and (bank or not sale)):
        return "acquiring"
    inner = words.account("interest", account) or (
        bank and not sale and words.account("interest", account, "bank_accounts")
    )
    if inner or (not sale and words.named("interest", name)):
        return "interest"
    return ""


def _told(statement: Statement, entries: Sequence[Entry], found: Sequence[str]) -> list[Notice]:
    """What is worth telling of every statement: payments are no orders, markets are no customers, balances differ."""
    told = [notice("payments")] if "" in found else []
    markets = {
        entry.party
        for entry, reason in zip(entries, found, strict=True)
        if not reason and words.named("marketplace", words.fold(entry.party))
    }
    if markets:
        told.append(notice("marketplaces", names=tuple(sorted(markets))))
    back = [entry for entry, reason in zip(entries, found, strict=True) if reason == "outgoing_refund"]
    if back:
        total = sum((minor(entry.amount or Decimal(0)) for entry in back), 0)
        told.append(notice("refunds_paid", rows=len(back), amount=-total))
    for control in statement.controls:
        if not control.matches:
            told.append(notice("balance_differs", name=control.name, stated=control.file, read=control.read))
    return told
