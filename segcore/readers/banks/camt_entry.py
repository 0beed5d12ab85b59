"""The entries of a camt statement: status, batches, the other side of every payment."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from segcore.readers import taxids
from segcore.readers.banks.statement import Entry
from segcore.readers.banks.values import money
from segcore.readers.markup import below, local

_NOTHING = {"", "NOTPROVIDED", "NOTAVAILABLE", "NONREF"}
_BOOKED = {"", "BOOK"}
# what the bank's code of a payment says by itself: family or sub-family
_CODES = {"INTR": "interest", "CDPT": "cash_deposit", "RRTN": "reversal", "MCRD": "acquiring"}


def entries(statement: Any, own: str, owner: str, currency: str) -> list[Entry]:
    """All entries of a statement. own, owner: its account and the name of its owner."""
    found = []
    for element in statement:
        if local(element) == "Ntry":
            found += _Movement(element, own, owner, currency).entries()
    return found


def text(element: Any, *names: str) -> str:
    """The trimmed text down a path of names, "" where there is none."""
    found = below(element, *names)
    return " ".join((found.text or "").split()) if found is not None else ""


def day(stated: str) -> date | None:
    """The day of a date or of a time."""
    try:
        return date.fromisoformat(stated[:10])
    except ValueError:
        return None


def _all(element: Any, name: str) -> list[Any]:
    return [child for child in element if local(child) == name] if element is not None else []


class _Movement:
    """One Ntry and the payments in it."""

    def __init__(self, element: Any, own: str, owner: str, currency: str) -> None:
        self.element, self.own, self.owner = element, own, owner
        amount = below(element, "Amt")
        self.amount = money(text(amount))
        self.currency = (amount.get("Ccy") if amount is not None else "") or currency
        self.credit = text(element, "CdtDbtInd") != "DBIT"
        self.payments = [tx for details in _all(element, "NtryDtls") for tx in _all(details, "TxDtls")]

    def entries(self) -> list[Entry]:
        """One entry per payment where their amounts add up to the whole, else one for the whole."""
        amounts = [self._amount_of(payment) for payment in self.payments]
        known = [amount for amount in amounts if amount is not None]
        if len(known) > 1 and len(known) == len(amounts) and sum(known) == self._signed(self.amount):
            return [self._entry([payment], amount) for payment, amount in zip(self.payments, known, strict=True)]
        return [self._entry(self.payments, self._signed(self.amount))]

    def _signed(self, amount: Decimal | None, credit: bool | None = None) -> Decimal | None:
        incoming = self.credit if credit is None else credit
        return amount if amount is None or incoming else -amount

    def _amount_of(self, payment: Any) -> Decimal | None:
        """The amount of one payment in the currency of the entry."""
        mark = text(payment, "CdtDbtInd")
        for path in (("Amt",), ("AmtDtls", "TxAmt", "Amt"), ("AmtDtls", "InstdAmt", "Amt")):
            found = below(payment, *path)
            if found is not None and found.get("Ccy", self.currency) == self.currency:
                return self._signed(money(text(found)), mark != "DBIT" if mark else None)
        return None

    def _entry(self, payments: list[Any], amount: Decimal | None) -> Entry:
        sides = [self._side(payment) for payment in payments]
        names = {name for name, _, _ in sides if name}
        first = next((side for side in sides if side[0]), sides[0] if sides else ("", "", ""))
        several = len(names) > 1
        return Entry(
            day=self._day(),
            amount=amount,
            currency=self.currency,
            party="" if several else first[0],
            tax_id="" if several else first[1],
            account="" if several else first[2],
            purpose=" ".join(dict.fromkeys(filter(None, map(_purpose, payments)))) or self._info(),
            kind=f"{self._code()} {self._info()}".strip(),
            reference=self._reference(payments),
            own=self.own,
            reason=self._reason(amount),
        )

    def _day(self) -> date | None:
        dates = (
            text(self.element, *path)
            for path in (("BookgDt", "Dt"), ("BookgDt", "DtTm"), ("ValDt", "Dt"), ("ValDt", "DtTm"))
        )
        return next(filter(None, map(day, dates)), None)

    def _side(self, payment: Any) -> tuple[str, str, str]:
        """Name, tax number and account of the other side: the payer of a credit.

        Where only the receiver is named, he is the other side unless he is the owner or has the owner's account.
        """
        parties = below(payment, "RltdPties")
        payer, receiver = ("Dbtr", "Cdtr") if self.credit else ("Cdtr", "Dbtr")
        for role in (payer, f"Ultmt{payer}"):
            if name := _name(parties, role):
                return name, _tax_id(parties, role), _account(parties, payer)
        name, account = _name(parties, receiver), _account(parties, receiver)
        if name and account and account != self.own and name != self.owner:
            return name, _tax_id(parties, receiver), account
        return "", "", _account(parties, payer)

    def _info(self) -> str:
        return text(self.element, "AddtlNtryInf")

    def _code(self) -> str:
        code = below(self.element, "BkTxCd")
        parts = (text(code, "Domn", "Fmly", "Cd"), text(code, "Domn", "Fmly", "SubFmlyCd"), text(code, "Prtry", "Cd"))
        return " ".join(filter(None, parts))

    def _reference(self, payments: list[Any]) -> str:
        """The bank's number of the payment; one for a whole batch tells nothing of its payments."""
        single = len(self.payments) < 2 or len(payments) == len(self.payments)
        paths = ("AcctSvcrRef", "TxId", "InstrId", "EndToEndId")
        ofs = [text(payments[0], "Refs", name) for name in paths] if len(payments) == 1 else []
        whole = [text(self.element, "AcctSvcrRef"), text(self.element, "NtryRef")] if single else []
        return next((found for found in (*ofs[:2], *whole, *ofs[2:]) if found.upper() not in _NOTHING), "")

    def _reason(self, amount: Decimal | None) -> str:
        status = text(self.element, "Sts", "Cd") or text(self.element, "Sts")
        if status not in _BOOKED:
            return "pending"
        if text(self.element, "RvslInd").casefold() in ("true", "1"):
            return "reversal"
        codes = set(re.split(r"\W+", self._code()))
        named = next((reason for code, reason in _CODES.items() if code in codes), "")
        return named if amount is not None and amount > 0 else ""


def _name(parties: Any, role: str) -> str:
    return text(parties, role, "Nm") or text(parties, role, "Pty", "Nm")


def _tax_id(parties: Any, role: str) -> str:
    """A number of the organisation that is a valid tax number."""
    party = below(parties, role, "Pty") if below(parties, role, "Pty") is not None else below(parties, role)
    numbers = [text(other, "Id") for other in _all(below(party, "Id", "OrgId"), "Othr")]
    return next(filter(None, map(taxids.valid, numbers)), "")


def _account(parties: Any, role: str) -> str:
    return text(parties, f"{role}Acct", "Id", "IBAN") or text(parties, f"{role}Acct", "Id", "Othr", "Id")


def _purpose(payment: Any) -> str:
    """What the payer wrote, else his reference, else what the bank adds."""
    info = below(payment, "RmtInf")
    free = " ".join(filter(None, (text(line) for line in _all(info, "Ustrd"))))
    structured = [text(part, "CdtrRefInf", "Ref") or text(part, "AddtlRmtInf") for part in _all(info, "Strd")]
    return free or " ".join(filter(None, structured)) or text(payment, "AddtlTxInf")
