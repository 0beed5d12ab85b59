"""OFX 1.x (SGML, tags left open) and 2.x (XML): the transactions of bank accounts."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date, timedelta

from segcore.errors import LabradorError
from segcore.readers.banks import rules
from segcore.readers.banks.statement import Entry, Statement
from segcore.readers.banks.values import money
from segcore.readers.content import Content
from segcore.readers.format import Format
from segcore.readers.records import Records

LONG = 366
_OUT = {"DEBIT", "CHECK", "FEE", "SRVCHG", "PAYMENT", "CASH", "ATM", "POS", "DIRECTDEBIT", "REPEATPMT"}
_REASONS = {"INT": "interest", "DIV": "interest", "FEE": "interest", "SRVCHG": "interest", "ATM": "cash_deposit"}
_STATEMENT = re.compile(r"<(?:STMTRS|CCSTMTRS)>.*?(?=<(?:STMTRS|CCSTMTRS)>|\Z)", re.IGNORECASE | re.DOTALL)
_ENTRY = re.compile(r"<STMTTRN>(.*?)(?=</STMTTRN>|<STMTTRN>|</BANKTRANLIST>|\Z)", re.IGNORECASE | re.DOTALL)
_FIELD = re.compile(r"<([A-Z0-9.]+)>\s*(?:<!\[CDATA\[(.*?)\]\]>|([^<\r\n]*))", re.IGNORECASE | re.DOTALL)


def read(content: Content) -> Records:
    """Raises LabradorError file.truncated or file.not_a_table where there is no statement of a bank account,
    file.header_only where none has a transaction.
    """
    statements = _STATEMENT.findall(content.text)
    if not statements:
        whole = "</OFX>" in content.text.upper()
        raise LabradorError("file.not_a_table" if whole else "file.truncated", file=content.file.name)
    entries: list[Entry] = []
    accounts = set()
    for text in statements:
        head = _fields(text.partition("<STMTTRN>")[0])
        accounts.add(head.get("ACCTID", ""))
        entries += _signed([_entry(found, head) for found in _ENTRY.findall(text)])
    if not entries:
        raise LabradorError("file.header_only", file=content.file.name)
    return rules.records(Statement(entries, frozenset(accounts) - {""}, stated=_stated(statements, entries)))


def _signed(entries: list[Entry]) -> list[Entry]:
    """Some banks write all amounts without a sign: then the type of the transaction tells money out."""
    if any((entry.amount or 0) < 0 for entry in entries):
        return entries
    return [
        replace(entry, amount=-entry.amount) if entry.amount and entry.kind.upper() in _OUT else entry
        for entry in entries
    ]


def _stated(statements: list[str], entries: list[Entry]) -> tuple[date | None, date | None]:
    """The period the file states; a beginning long before all entries only asks for everything there is."""
    found = [_fields(text) for text in statements]
    starts = [day for fields in found if (day := _day(fields.get("DTSTART", "")))]
    ends = [day for fields in found if (day := _day(fields.get("DTEND", "")))]
    first = min((entry.day for entry in entries if entry.day), default=None)
    if not starts or not ends or first is None or min(starts) > first:
        return None, None
    return (min(starts) if first - min(starts) < timedelta(LONG) else None), max(ends)


def _fields(text: str) -> dict[str, str]:
    """The first value of every tag."""
    found: dict[str, str] = {}
    for tag, raw, plain in _FIELD.findall(text):
        value = (raw or html.unescape(plain)).strip()
        if value:
            found.setdefault(tag.upper(), value)
    return found


def _entry(text: str, head: dict[str, str]) -> Entry:
    fields = _fields(text)
    kind = fields.get("TRNTYPE", "")
    amount = money(fields.get("TRNAMT", ""))
    foreign = "<CURRENCY>" in text.upper()
    return Entry(
        day=_day(fields.get("DTPOSTED", "")),
        amount=amount,
        currency=(fields.get("CURSYM") if foreign else "") or head.get("CURDEF", ""),
        party=fields.get("NAME") or fields.get("MEMO", ""),
        account=fields.get("ACCTID", ""),
        purpose=fields.get("MEMO", ""),
        kind=kind,
        reference=fields.get("FITID", ""),
        own=head.get("ACCTID", ""),
        reason=_REASONS.get(kind.upper(), "") if amount is not None and amount > 0 else "",
    )


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


FORMAT = Format("ofx", "OFX", "bank", ("ofx", "qfx", "qbo"), ("ofx",), lambda _: True, read)
