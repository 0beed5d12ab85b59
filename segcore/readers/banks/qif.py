"""QIF of Quicken and of banks: the transactions of bank, cash and credit card accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segcore.errors import LabradorError
from segcore.readers.banks import rules
from segcore.readers.banks.statement import Entry, Statement
from segcore.readers.cells import decimals
from segcore.readers.content import Content
from segcore.readers.format import Format
from segcore.readers.records import Records

_ACCOUNTS = {"!type:bank", "!type:cash", "!type:ccard"}
_OPENING = re.compile(
    r"(?:opening|starting) balance|bilans otwarcia|saldo początkowe|anfangssaldo|начальн\w+ (?:остаток|сальдо)",
    re.IGNORECASE,
)


def read(content: Content) -> Records:
    """Day and month stay open where no date proves their order.

    Raises LabradorError file.header_only where no account has a transaction.
    """
    found = list(transactions(content.text))
    moves = [fields for fields in found if not _OPENING.match(fields.get("P", ""))]
    if not moves:
        raise LabradorError("file.header_only", file=content.file.name)
    amounts = decimals([fields.get("T") or fields.get("U", "") for fields in moves], None, ".")
    entries = [
        Entry(
            day=None,
            written=_written(fields.get("D", "")),
            amount=amount,
            party=fields.get("P") or fields.get("M", ""),
            purpose=fields.get("M", ""),
            kind=fields.get("L", ""),
            reference=fields.get("N", ""),
            reason="own_transfer" if fields.get("L", "").startswith("[") and (amount or 0) > 0 else "",
        )
        for fields, amount in zip(moves, amounts, strict=True)
    ]
    return rules.records(Statement(entries, layout_rows=len(found) - len(moves)))


def transactions(text: str) -> Iterator[dict[str, str]]:
    """The first value of each letter; the parts of a split transaction are no transactions."""
    account, fields = False, dict[str, str]()
    for line in [*text.splitlines(), "^"]:
        if line.startswith("!"):
            if not line.casefold().startswith(("!option", "!clear")):
                account, fields = line.strip().casefold() in _ACCOUNTS, {}
        elif line.startswith("^"):
            if account and "D" in fields and ("T" in fields or "U" in fields):
                yield fields
            fields = {}
        elif line.strip():
            fields.setdefault(line[0].upper(), line[1:].strip())


def _written(text: str) -> str:
    """`2/14'2020`, `1/ 5' 6` and `14.02'20` with one mark between their parts."""
    parts = re.split(r"\s*([-/.'])\s*", text.strip())
    if len(parts) != 5:
        return text.strip()
    first, mark, second, _, year = parts
    full = f"20{year:0>2}" if parts[3] == "'" and len(year) < 3 else year
    return f"{first}{mark}{second}{mark}{full}"


FORMAT = Format("qif", "QIF", "bank", ("qif",), ("qif",), lambda _: True, read)
