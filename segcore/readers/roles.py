"""Which column plays which role: header words first, then checked against the content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from segcore.ledger import OTHER_ROLES, ROLES, ColumnReport, Sureness
from segcore.readers import headers, persons
from segcore.readers import statuses as words
from segcore.readers.contents import Profile
from segcore.readers.date_texts import parse
from segcore.readers.preferences import NUMBERED, preference, unlikely
from segcore.readers.role_guesses import (
    by_content,
    by_header,
    date_parts,
    dated_inside,
    shipped_money,
    unit_price,
    without_header,
)
from segcore.readers.role_ranks import best

_RATE = re.compile(r"\d\s?%|\bzw\b|\bnp\b|\boo\b", re.IGNORECASE)  # one column of amounts per tax rate
_SINGLE = (
    "tax_id", "amount", "date", "customer_since", "customer", "currency", "document", "profit", "cost", "debit",
    "credit", "quantity", "manager", "region", "industry", "size", "product",
)  # fmt: skip


@dataclass(frozen=True)
class Roles:
    """Column positions by role. customers: the main column first, then those that stand in where it is empty.

    statuses: every column with words of statuses or document types. basis: net, gross, payment or unknown.
    given: roles the user set himself. times: amounts are unit prices, to be multiplied by the quantity. date_parts:
    columns of year, month and day where the date is split; year: that of the titles where no column has it. persons:
    columns of customers that make up one name.
    """

    by_role: dict[str, int]
    customers: tuple[int, ...]
    statuses: tuple[int, ...]
    others: tuple[int, ...]
    sure: dict[int, Sureness]
    given: frozenset[int]
    times: bool = False
    date_parts: tuple[int | None, int | None, int | None] = (None, None, None)
    year: int | None = None
    persons: tuple[int, ...] = ()

    def get(self, role: str) -> int | None:
        return self.by_role.get(role)


def guess(
    names: Sequence[str], profiles: Sequence[Profile], chosen: Sequence[tuple[str, str]], titles: Sequence[str] = ()
) -> Roles:
    """Roles of all columns. chosen: (header, role) pairs of the user; these are never argued with. titles: the texts
    above the header.
    """
    fixed = _fixed(names, chosen)
    free = [place for place in range(len(names)) if place not in fixed]
    found: dict[str, int] = {}
    sure: dict[int, Sureness] = dict.fromkeys(fixed, "sure")
    for place, role in fixed.items():
        found.setdefault(role, place)
    candidates = _all_candidates(names, profiles, free)
    person = persons.free(names, profiles, fixed, candidates)
    for role in _SINGLE:
        if role in found:
            continue
        first = best(role, names, profiles, candidates, set(found.values()))
        if first is not None:
            found[role] = first[0]
            sure[first[0]] = "sure" if first[1] == headers.EXACT else "question"
    _settle_money(names, found, fixed)
    if shipped_money(names, profiles, found) not in (None, *fixed):
        sure.pop(found.pop("quantity"))
    person = persons.settled(names, found, sure, person)
    if not chosen and all(name.startswith("#") for name in names):
        without_header(profiles, found, sure)
    by_header(names, profiles, found, sure, free)
    by_content(names, profiles, found, sure, free)
    parts, year = _split_date(names, profiles, found, titles)
    times = _priced(names, profiles, found, sure)
    statuses = _statuses(found, fixed, candidates)
    customers = _customers(names, found, fixed, candidates, person)
    sure.update(dict.fromkeys(statuses, "sure"))
    sure.update({place: "question" for place in customers[1:] if place not in fixed})
    used = {*found.values(), *statuses, *customers, *(p for p, role in fixed.items() if role in ("ignore", "status"))}
    others = tuple(place for place in range(len(names)) if place not in used or fixed.get(place) == "attribute")
    by_role = {role: place for role, place in found.items() if role not in OTHER_ROLES and role != "status"}
    return Roles(by_role, customers, statuses, others, sure, frozenset(fixed), times, parts, year, person)


def _statuses(found: dict[str, int], fixed: dict[int, str], candidates: dict[int, dict[str, int]]) -> tuple[int, ...]:
    named = {place for place, roles in candidates.items() if "status" in roles and place not in found.values()}
    return tuple(sorted(named.union(place for place, role in fixed.items() if role == "status")))


def _split_date(
    names: Sequence[str], profiles: Sequence[Profile], found: dict[str, int], titles: Sequence[str]
) -> tuple[tuple[int | None, int | None, int | None], int | None]:
    """Where no column is the date: columns of year, month and day, or the day inside the texts of one."""
    if "date" not in found:
        year, month, day = date_parts(names, profiles)
        stated = {int(text) for title in titles for text in re.findall(r"(?<!\d)20\d\d(?!\d)", title)}
        if month is not None and (year is not None or len(stated) == 1):
            found["date"] = month
            return (year, month, day), stated.pop() if year is None else None
        inside = dated_inside(profiles)
        if inside is not None:
            found["date"] = inside
    return (None, None, None), None


def _priced(
    names: Sequence[str], profiles: Sequence[Profile], found: dict[str, int], sure: dict[int, Sureness]
) -> bool:
    """Where no column is the amount: unit prices, to be multiplied where there is a quantity."""
    price = None if "amount" in found or "credit" in found else unit_price(names, profiles)
    if price is None or price in found.values():
        return False
    found["amount"] = price
    sure[price] = "question"
    return "quantity" in found


def reports(
    names: Sequence[str], profiles: Sequence[Profile], roles: Roles, describing: Sequence[int]
) -> tuple[ColumnReport, ...]:
    """One line per column for the mapping screen. describing: columns kept as attributes of customers."""
    by_place = {place: role for role, place in roles.by_role.items()}
    by_place.update(dict.fromkeys(roles.statuses, "status"))
    by_place.update(dict.fromkeys(roles.customers, "customer"))
    found = []
    for place, (name, seen) in enumerate(zip(names, profiles, strict=True)):
        role = by_place.get(place)
        if role is None:
            role = "attribute" if place in describing else "ignore"
        sure = roles.sure.get(place, "sure" if place in roles.given else "skipped")
        found.append(ColumnReport(name, role, seen.examples, sure))
    return tuple(found)


def _fixed(names: Sequence[str], chosen: Sequence[tuple[str, str]]) -> dict[int, str]:
    known = {name: place for place, name in reversed(list(enumerate(names)))}
    loose = {headers.normal(name): place for place, name in reversed(list(enumerate(names)))}
    fixed = {}
    for header, role in chosen:
        place = known.get(header, loose.get(headers.normal(header)))
        if place is not None and role in (*ROLES, *OTHER_ROLES):
            fixed[place] = role
    return fixed


def _all_candidates(
    names: Sequence[str], profiles: Sequence[Profile], free: Sequence[int]
) -> dict[int, dict[str, int]]:
    """Roles of the free columns; of several with amounts by tax rate none is the amount."""
    found = {place: _candidates(names[place], profiles[place]) for place in free}
    by_rate = [place for place in free if "amount" in found[place] and _RATE.search(names[place])]
    for place in by_rate if len(by_rate) > 1 else ():
        found[place].pop("amount")
    return found


def _candidates(name: str, seen: Profile) -> dict[str, int]:
    """Roles this column may play: named by its header and borne out by its cells, the surest names only."""
    if words.is_flag(name, seen.values):
        return {"status": headers.EXACT}
    named = {role: s for role, s in headers.matches(name).items() if role in ROLES and _fits(role, name, seen, s)}
    if named.get("status") and not seen.status and len(named) > 1:
        named.pop("status")
    top = max(named.values(), default=0)
    return {role: strength for role, strength in named.items() if strength == top}


def _fits(role: str, name: str, seen: Profile, strength: int) -> bool:
    """Whether the cells bear the role out; UNLIKELY words deny it where the header is not exactly a known one."""
    if strength < headers.EXACT and unlikely(role, headers.normal(name)):
        return False
    if role == "cost" and unlikely("cost", headers.normal(name)):
        return False
    if not seen.filled:
        return role in ("date", "status", "manager", "region", "industry", "size") and strength == headers.EXACT
    if role in ("amount", "debit", "credit", "quantity", "profit", "cost"):
        return seen.numeric >= 0.8 and seen.percent < 0.2 and not headers.is_percentage(name)
    if role in ("date", "customer_since"):
        return seen.dated >= 0.6 or (seen.dated + seen.numeric >= 0.8 and _serials(seen))
    if role == "tax_id":
        return seen.tax >= 0.6
    if role == "currency":
        return seen.currency >= 0.8
    if role == "customer":
        named = seen.lettered >= 0.5 or (seen.numeric >= 0.5 and not seen.fractional)
        return seen.dated < 0.5 and named and not words.is_yes_or_no(seen.values)
    if role == "document":
        numbered = strength == headers.EXACT and NUMBERED.search(headers.normal(name)) is not None
        return (seen.dated < 0.5 or numbered) and seen.fractional < 0.5
    if role == "status":
        return seen.numeric < 0.5 and (seen.status > 0 or strength == headers.EXACT)
    return role != "size" or seen.length < 40


def _serials(seen: Profile) -> bool:
    return all(parse(text).day or parse(text).parts for text in seen.values)


def _settle_money(names: Sequence[str], found: dict[str, int], fixed: dict[int, str]) -> None:
    """Debit and credit columns stand together or not at all; an amount of its own outweighs both."""
    amount = found.get("amount")
    own = amount is not None and (amount in fixed or preference("amount", headers.normal(names[amount])) < 3)
    both = "debit" in found and ("credit" in found or amount is not None)
    if both and not own:
        found.setdefault("credit", found["amount"] if amount is not None else found["debit"])
        found.pop("amount", None)
    elif amount is not None:
        for role in ("debit", "credit"):
            if role in found and found[role] not in fixed:
                found.pop(role)


def _customers(
    names: Sequence[str],
    found: dict[str, int],
    fixed: dict[int, str],
    candidates: dict[int, dict[str, int]],
    parts: tuple[int, ...],
) -> tuple[int, ...]:
    """The customer column and those that stand in for an empty cell: a contact where the company is missing."""
    own = [place for place, role in fixed.items() if role == "customer"]
    if own or "customer" not in found:
        return persons.together(own, parts)
    main = found["customer"]
    stand_ins = [
        place
        for place, roles in candidates.items()
        if roles.get("customer") == headers.EXACT
        and place not in found.values()
        and preference("customer", headers.normal(names[place]))
        >= 4
        > preference("customer", headers.normal(names[main]))
    ]
    return (main, *(place for place in (*stand_ins, *parts) if place != main))
