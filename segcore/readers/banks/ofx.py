"""OFX 1.x (SGML, tags left open) and 2.x (XML): the transactions of bank accounts."""

from __future__ import annotations

import html
import re
from datetime import date
from decimal import Decimal, InvalidOperation

from segcore.errors import LabradorError
from segcore.readers.banks import rules
from segcore.readers.banks.statement import Entry, Statement
from segcore.readers.content import Content
from segcore.readers.format import Format
from segcore.readers.records import Records

_STATEMENT = re.compile(r"<(?:STMTRS|CCSTMTRS)>.*?(?=<(?:STMTRS|CCSTMTRS)>|\Z)", re.IGNORECASE | re.DOTALL)
_ENTRY = re.compile(r"<STMTTRN>(.*?)(?=</STMTTRN>|<STMTTRN>|</BANKTRANLIST>|\Z)", re.IGNORECASE | re.DOTALL)
_FIELD = re.compile(r"<([A-Z0-9.]+)>\s*(?:<!\[CDATA\[(.*?)\]\]>|([^<\r\n]*))", re.IGNORECASE | re.DOTALL)


def read(content: Content) -> Records:
    """Raises LabradorError file.truncated where there is no statement."""
    statements = _STATEMENT.findall(content.text)
    if not statements:
        raise LabradorError("file.truncated", file=content.file.name)
    entries: list[Entry] = []
    accounts = set()
    for text in statements:
        head = _fields(text.partition("<STMTTRN>")[0])
        accounts.add(head.get("ACCTID", ""))
        entries += [_entry(_fields(found), head) for found in _ENTRY.findall(text)]
    return rules.records(Statement(entries, frozenset(accounts) - {""}, stated=_stated(statements)))


def _stated(statements: list[str]) -> tuple[date | None, date | None]:
    found = [_fields(text) for text in statements]
    starts = [day for fields in found if (day := _day(fields.get("DTSTART", "")))]
    ends = [day for fields in found if (day := _day(fields.get("DTEND", "")))]
    return (min(starts), max(ends)) if starts and ends else (None, None)


def _fields(text: str) -> dict[str, str]:
    """The first value of every tag."""
    found: dict[str, str] = {}
    for tag, raw, plain in _FIELD.findall(text):
        value = (raw or html.unescape(plain)).strip()
        if value:
            found.setdefault(tag.upper(), value)
    return found


def _entry(fields: dict[str, str], head: dict[str, str]) -> Entry:
    return Entry(
        day=_day(fields.get("DTPOSTED", "")),
        amount=_amount(fields.get("TRNAMT", "")),
        currency=fields.get("CURSYM") or head.get("CURDEF", ""),
        party=fields.get("NAME") or fields.get("MEMO", ""),
        purpose=fields.get("MEMO", ""),
        kind=fields.get("TRNTYPE", ""),
        reference=fields.get("FITID", ""),
        own=head.get("ACCTID", ""),
        reason="interest" if fields.get("TRNTYPE", "").upper() == "INT" else "",
    )


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        return None


FORMAT = Format("ofx", "OFX", "bank", ("ofx",), ("ofx",), lambda _: True, read)
