"""Roles that no header names surely: guessed by what the cells of a column hold."""

from __future__ import annotations

from collections.abc import Sequence

from segcore.ledger import Sureness
from segcore.readers import headers
from segcore.readers.contents import Profile
from segcore.readers.preferences import FALLBACK, UNLIKELY, preference


def by_header(
    names: Sequence[str],
    profiles: Sequence[Profile],
    found: dict[str, int],
    sure: dict[int, Sureness],
    free: Sequence[int],
) -> None:
    """Where no column of numbers is called an amount: one that is exactly called so and holds a number at all."""
    if "amount" in found or "credit" in found:
        return
    called = [
        place
        for place in free
        if place not in found.values()
        and headers.matches(names[place]).get("amount") == headers.EXACT
        and profiles[place].numeric > 0
        and profiles[place].percent < 0.2
    ]
    if called:
        found["amount"] = min(called, key=lambda place: (preference("amount", headers.normal(names[place])), place))
        sure[found["amount"]] = "question"


def by_content(
    names: Sequence[str],
    profiles: Sequence[Profile],
    found: dict[str, int],
    sure: dict[int, Sureness],
    free: Sequence[int],
) -> None:
    """Where no header names a date, an amount or a customer: the one column that can be it."""
    taken = set(found.values())
    loose = [place for place in free if place not in taken and profiles[place].filled]
    dated = [place for place in loose if profiles[place].dated >= 0.8]
    if "date" not in found and len(dated) == 1 and not UNLIKELY["date"].search(headers.normal(names[dated[0]])):
        found["date"] = dated[0]
        sure[dated[0]] = "question"
    money = [
        place
        for place in loose
        if profiles[place].numeric >= 0.9
        and profiles[place].fractional > 0
        and not headers.is_percentage(names[place])
        and not UNLIKELY["amount"].search(headers.normal(names[place]))
    ]
    if "amount" not in found and "credit" not in found and len(money) == 1:
        found["amount"] = money[0]
        sure[money[0]] = "question"
    texts = [place for place in loose if profiles[place].lettered >= 0.9 and profiles[place].dated < 0.1]
    if "customer" not in found and "product" in found and headers.normal(names[found["product"]]) in FALLBACK:
        found["customer"] = found.pop("product")
        sure[found["customer"]] = "question"
    elif "customer" not in found and len(texts) == 1 and profiles[texts[0]].length >= 4:
        found["customer"] = texts[0]
        sure[texts[0]] = "question"
