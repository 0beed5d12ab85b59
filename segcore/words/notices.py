"""Notices, sufficiency lights and questions: what is worth telling but stops nothing."""

from __future__ import annotations

import re
from datetime import date

from segcore.errors import Notice
from segcore.ledger import Question
from segcore.lights import Light
from segcore.words import Words
from segcore.words.markers import mark
from segcore.words.texts import counted, one, say

NOTICES = {
    "sparse": one(
        "Your customers buy about every {gap_days} days, more rarely than monthly; with fewer than six complete "
        "quarters months are used all the same."
    ),
    "long_rhythm": one(
        "Your customers buy about every {gap_days} days: take a long window before you judge regularity."
    ),
    "no_a_customer": one(
        "No customer is in class A: the largest alone passes the border. Another rule for the border lets them in."
    ),
    "no_concentration": one("Revenue is spread evenly: ABC does not separate your customers."),
    "large_tie": counted(
        "{n} customer with the same value stands across a border and shares the better class.",
        "{n} customers with the same value stand across a border and share the better class.",
        "customers",
    ),
    "computed_limits_refused": one(
        "Limits could not be computed: fewer than ten customers, or too equal ones; fixed shares are used."
    ),
    "rfm_fixed": counted(
        "RFM uses fixed limits: {n} customer with a purchase, {distinct} different values, are too few to compare.",
        "RFM uses fixed limits: {n} customers with a purchase, {distinct} different values, are too few to compare.",
        "scored",
    ),
    "fixed_suggested": one(
        "{share} of customers have the same frequency, so scores by rank hardly separate them: try fixed limits."
    ),
    "only_refunds": counted(
        "{n} customer has only returns; look for the sales in an earlier file.",
        "{n} customers have only returns; look for the sales in an earlier file.",
        "customers",
    ),
    "refunds_unmatched": counted(
        "Returns of {amount} from {n} customer have no earlier purchase here; they count in the total only.",
        "Returns of {amount} from {n} customers have no earlier purchase here; they count in the total only.",
        "customers",
    ),
    "profit_missing": one("Profit is missing for {share} of revenue, so ABC goes by revenue."),
    "partial_periods": one("Not complete, so left out of regularity: {labels}. Their revenue counts."),
    "customer_since": counted(
        "{n} customer was known before the first purchase here; the empty periods since then count.",
        "{n} customers were known before their first purchase here; the empty periods since then count.",
        "customers",
    ),
    "ledger_ended": counted(
        "The ledger ends {n} day ago: silences are counted to its end; add the newest file.",
        "The ledger ends {n} days ago: silences are counted to its end; add the newest file.",
        "days",
    ),
    "quantity_missing": one("There is no quantity, so ABC goes by revenue."),
    "lines_after_as_of": counted(
        "{n} line lies after the reference date and is left out.",
        "{n} lines lie after the reference date and are left out.",
        "rows",
    ),
    "whale": one("Some customers cost money: without them profit would be {peak} of what it is."),
    "no_dates": one("There are no dates, so ABC only: add a date column for regularity, RFM and status."),
    "outside_window": counted(
        "{n} line lies outside the chosen dates and is left out.",
        "{n} lines lie outside the chosen dates and are left out.",
        "rows",
    ),
}
LIGHTS = {
    "abc.few_customers": counted(
        "{n} customer with positive revenue; at least five are needed, 20 are good.",
        "{n} customers with positive revenue; at least five are needed, 20 are good.",
        "amount",
    ),
    "abc.no_positive_total": one("returns are larger than sales, so there is nothing to divide."),
    "abc.short_period": counted(
        "{n} complete month; six or more show who stays large.",
        "{n} complete months; six or more show who stays large.",
        "amount",
    ),
    "abc.no_dates": one("no dates, so nobody can say how long a time these totals cover."),
    "abc.enough": counted("{n} customer is enough.", "{n} customers are enough.", "amount"),
    "xyz.no_dates": one("no dates, so nobody can say how regularly customers buy."),
    "xyz.few_periods": counted(
        "{n} complete period; at least three are needed, six are good.",
        "{n} complete periods; at least three are needed, six are good.",
        "amount",
    ),
    "xyz.enough": counted("{n} complete period is enough.", "{n} complete periods are enough.", "amount"),
    "rfm.no_dates": one("no dates, so nobody can say who bought lately."),
    "rfm.few_distinct": counted(
        "customers hardly differ: only {n} different value; five are needed.",
        "customers hardly differ: only {n} different values; five are needed.",
        "amount",
    ),
    "rfm.few_customers": counted(
        "{n} customer with a purchase; from 25 on scores by rank mean something.",
        "{n} customers with a purchase; from 25 on scores by rank mean something.",
        "amount",
    ),
    "rfm.short_period": counted(
        "{n} complete month; three or more show who comes back.",
        "{n} complete months; three or more show who comes back.",
        "amount",
    ),
    "rfm.enough": counted(
        "{n} customer with a purchase is enough.", "{n} customers with a purchase are enough.", "amount"
    ),
}
LIGHT_NAMES = {"green": mark("Enough data"), "yellow": mark("With care"), "red": mark("Too little data")}


def notice(w: Words, told: Notice) -> str:
    """One sentence. Plain text, it may hold names from a file."""
    return say(w, NOTICES, told.code, dict(told.facts))


def light(w: Words, shown: Light) -> str:
    """Which analysis, and why the data suffice for it or do not."""
    reason = say(w, LIGHTS, f"{shown.analysis}.{shown.reason}", {"amount": shown.amount})
    return w("{analysis}: {reason}", analysis=shown.analysis.upper(), reason=reason)


def light_name(w: Words, colour: str) -> str:
    """The word beside the colour of a light."""
    return w(LIGHT_NAMES[colour])


def question(w: Words, asked: Question) -> str:
    """A question only the user can answer."""
    facts = dict(asked.facts)
    if asked.code == "currency":
        return w(
            "Amounts of {file} are in {currencies}. Which one counts?", file=asked.file, currencies=_options(w, asked)
        )
    days = _both_ways(facts.get("example", ""))
    if days is None:
        return w("Do dates such as {example} begin with the day or with the month?", example=facts.get("example", ""))
    return w(
        "Is {example} {first} or {second}?", example=facts["example"], first=w.date(days[0]), second=w.date(days[1])
    )


def question_reason(w: Words, asked: Question) -> str:
    """Why it cannot be found out."""
    if asked.code == "currency":
        return w("Sums of several currencies mean nothing; lines in the others are left out.")
    column = dict(asked.facts).get("column", "")
    return w(
        "The column {column} of {file} can be read both ways, so the file cannot tell.", column=column, file=asked.file
    )


def question_option(w: Words, asked: Question, option: str) -> str:
    """What one answer means."""
    if asked.code == "currency":
        return option
    days = _both_ways(dict(asked.facts).get("example", ""))
    if days is None:
        return w("Day first") if option == "dmy" else w("Month first")
    if option == "dmy":
        return w("{day}: day first", day=w.date(days[0]))
    return w("{day}: month first", day=w.date(days[1]))


def _options(w: Words, asked: Question) -> str:
    return w.listed(asked.options, most=6)


def _both_ways(example: str) -> tuple[date, date] | None:
    found = re.match(r"\s*(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})", example)
    if found is None:
        return None
    first, second, year = (int(text) for text in found.groups())
    year += 2000 if year < 100 else 0
    try:
        return date(year, second, first), date(year, first, second)
    except ValueError:
        return None
