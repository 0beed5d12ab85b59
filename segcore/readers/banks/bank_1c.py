"""1CClientBankExchange: the statement of Russian banks, and of those of Kazakhstan, Belarus and Kyrgyzstan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from segcore.errors import LabradorError
from segcore.ledger import Control
from segcore.readers.banks import rules
from segcore.readers.banks.bank_1c_file import PAYER, RECEIVER, Section, accounts, exchange, first, once, plain, total
from segcore.readers.banks.party import before
from segcore.readers.banks.statement import Balance, Entry, Statement, closing_balances, minor
from segcore.readers.banks.values import day, money
from segcore.readers.content import Content
from segcore.readers.format import Format
from segcore.readers.records import Records

_CURRENCIES = {"810": "RUB", "643": "RUB", "840": "USD", "978": "EUR", "156": "CNY", "398": "KZT", "933": "BYN"}


def read(content: Content) -> Records:
    """Raises LabradorError file.header_only for a statement without documents."""
    found = exchange(content.text)
    if not found.documents:
        raise LabradorError("file.header_only", file=content.file.name)
    documents = once(found.documents)
    met = {account for document in documents for side in (PAYER, RECEIVER) for account in accounts(document, side)}
    own = (found.own & met) or _learnt(documents) or found.own
    entries = _entries(documents, own, found.head)
    names, numbers = _owner(documents, own)
    return rules.records(
        Statement(
            entries,
            frozenset(own | found.own),
            names,
            numbers,
            controls=_controls(found.accounts, entries),
            stated=(day(found.head.get("датаначала", "")), day(found.head.get("датаконца", ""))),
        )
    )


def _learnt(documents: Sequence[Section]) -> set[str]:
    """The own account where no section names it: the only one that stands in every document."""
    seen = Counter(a for d in documents for a in {*accounts(d, PAYER), *accounts(d, RECEIVER)})
    everywhere = {account for account, times in seen.items() if times == len(documents)}
    return everywhere if len(everywhere) == 1 else set()


def _owner(documents: Sequence[Section], own: set[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Name and tax number that stand most often where the own account stands."""
    names: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for document in documents:
        for side in (PAYER, RECEIVER):
            if own & set(accounts(document, side)):
                name, number = _party(document, side)
                names[name] += 1
                numbers[number] += 1
    return _most(names), _most(numbers)


def _most(counted: Counter[str]) -> frozenset[str]:
    del counted[""]
    return frozenset(text for text, _ in counted.most_common(1))


def _entries(documents: Sequence[Section], own: set[str], head: Section) -> list[Entry]:
    """A transfer between two own accounts that stands twice is money in first and money out then."""
    entries: list[Entry] = []
    seen: Counter[tuple[tuple[str, str], ...]] = Counter()
    for document in documents:
        ours = {side: [a for a in accounts(document, side) if a in own] for side in (PAYER, RECEIVER)}
        again = tuple(sorted(document.items()))
        sign = _sign(document, bool(ours[PAYER]), bool(ours[RECEIVER]), seen[again])
        seen[again] += 1
        entries.append(_entry(document, sign, ours[RECEIVER if sign > 0 else PAYER], own, head))
    return entries


def _sign(document: Section, pays: bool, receives: bool, before: int) -> int:
    """1 for money in, -1 for money out, 0 where nothing tells."""
    came, went = (bool(money(document.get(key, ""))) for key in ("суммаприход", "суммарасход"))
    if came == went:
        came, went = receives, pays
    if came and went and before % 2:
        return -1
    if came == went:
        came, went = bool(document.get("датапоступило")), bool(document.get("датасписано"))
        if came == went and pays and receives:
            return 1
    return came - went


def _entry(document: Section, sign: int, ours: list[str], own: set[str], head: Section) -> Entry:
    side = RECEIVER if sign < 0 else PAYER
    name, number = _party(document, side)
    amount = total(document)
    account = ours[0] if ours else min(own) if len(own) == 1 else ""
    dates = ("датасписано", "датапоступило") if sign < 0 else ("датапоступило", "датасписано")
    others = accounts(document, side)
    return Entry(
        day=next(
            filter(None, (day(document.get(k, "")) for k in (*dates, "датаоперации", "дата", "датадокумента"))), None
        ),
        amount=abs(amount) * (sign or 1) if amount is not None else None,
        currency=_currency(document.get("валюта") or head.get("валюта", ""), account),
        party=name,
        tax_id=number,
        account=others[0] if others else "",
        purpose=_purpose(document),
        kind=document.get("виддокумента") or document["вид"],
        reference=first(document, "номер", "номердокумента"),
        own=account,
        reason="" if sign else "unreadable",
    )


def _party(document: Section, side: str) -> tuple[str, str]:
    """Name and tax number of one side."""
    number, name = before(first(document, f"{side}1", side, f"{side}наименование"))
    known = first(document, *(f"{side}{key}" for key in ("инн", "бин_иин", "бин", "иин", "унп", "рнн")))
    return name, known or number


def _purpose(document: Section) -> str:
    whole = document.get("назначениеплатежа", "")
    return whole or " ".join(filter(None, (document.get(f"назначениеплатежа{n}", "") for n in range(1, 7))))


def _currency(stated: str, account: str) -> str:
    """The currency a payment states, else the one its own account says."""
    if stated:
        return _CURRENCIES.get(stated, stated)
    if len(account) == 20 and account.isdigit():
        return _CURRENCIES.get(account[5:8], "")
    return {"KZ": "KZT", "BY": "BYN"}.get(account[:2], "")


def _controls(sections: Sequence[Section], entries: Sequence[Entry]) -> tuple[Control, ...]:
    """What the file says of every account beside its movements: money in, money out, closing balance."""
    controls: list[Control] = []
    for account in dict.fromkeys(plain(section.get("расчсчет", "")) for section in sections):
        days = _days([section for section in sections if plain(section.get("расчсчет", "")) == account])
        came, went = _moved(account, entries)
        for name, key, read in (("ВсегоПоступило", "всегопоступило", came), ("ВсегоСписано", "всегосписано", went)):
            stated = [money(section.get(key, "")) for section in days]
            known = [amount for amount in stated if amount is not None]
            if known and len(known) == len(stated):
                controls.append(Control(f"{name} {account}", minor(sum(known, Decimal(0))), minor(read)))
        opening, closing = money(days[0].get("начальныйостаток", "")), money(days[-1].get("конечныйостаток", ""))
        controls += closing_balances([Balance(account, "", opening, closing, came - went)])
    return tuple(controls)


def _days(sections: list[Section]) -> list[Section]:
    """The sections of one account by day, each once; one that spans all others instead of them."""
    spans = {(day(s.get("датаначала", "")) or date.min, day(s.get("датаконца", "")) or date.min): s for s in sections}
    whole = (min(start for start, _ in spans), max(end for _, end in spans))
    return [spans[whole]] if whole in spans else [spans[span] for span in sorted(spans)]


def _moved(account: str, entries: Sequence[Entry]) -> tuple[Decimal, Decimal]:
    """Money in and money out of one account; a transfer to another own account may stand there only."""
    amounts = [entry.amount for entry in entries if entry.own == account and entry.amount and not entry.reason]
    mirrored = Counter((e.reference, -e.amount) for e in entries if e.own == account and e.amount)
    other = [
        entry.amount
        for entry in entries
        if entry.account == account != entry.own
        and (entry.amount or 0) > 0
        and entry.amount
        and not mirrored[entry.reference, entry.amount]
    ]
    went = sum((-amount for amount in amounts if amount < 0), Decimal(0)) + sum(other, Decimal(0))
    return sum((amount for amount in amounts if amount > 0), Decimal(0)), went


FORMAT = Format(
    "bank_1c", "1CClientBankExchange", "bank", ("txt",), ("bank_1c",), lambda _: True, read,
)  # fmt: skip
