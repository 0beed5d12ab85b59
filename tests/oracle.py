"""A second, slow and plain implementation of the method, to check the engine against.

Written from the definitions alone (METHOD, sections 1 to 4), with the standard library and whole loops, and
sharing nothing with segcore. `compute` takes rows `(customer, date, amount in minor units, document text or None)` and
flat options (`{"abc.limits": (0.7, 0.95)}`) and returns a `Result`. Meant for small ledgers: to_next_class searches.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

Row = tuple[str, date, int, str | None]
EPS = Fraction(1, 10**9)
DAY = timedelta(days=1)

DEFAULTS: dict[str, Any] = {
    "abc.value": "revenue",
    "abc.basis": "share",
    "abc.limits": (0.80, 0.95),
    "abc.border": "crossing",
    "abc.ties": "together",
    "xyz.method": "two_part",
    "xyz.often": 0.75,
    "xyz.rare": 0.25,
    "xyz.steady": 0.50,
    "xyz.min_active": 3,
    "xyz.limits": (0.5, 1.0),
    "xyz.rule": "at_most",
    "xyz.ddof": "0",
    "xyz.empty_periods": "zero_since_first",
    "xyz.partial_periods": "drop",
    "rfm.scoring": "share_worse",
    "rfm.bins": "5",
    "rfm.frequency": "documents",
    "rfm.monetary": "sum",
    "rfm.fm": "mean",
    "rfm.edges_r": (30, 90, 180, 365),
    "rfm.edges_f": (2, 4, 8, 16),
    "rfm.edges_m": None,
    "period.grid": "auto",
    "period.from": None,
    "period.to": None,
    "period.tolerance_days": 5,
    "status.new_days": 90,
    "status.lost_days": 90,
    "status.lost_single_days": 365,
    "status.key": "A",
    "rhythm.slipping": 1.5,
    "rhythm.lost": 3,
    "refunds": "carry_back",
    "as_of": None,
}
COLUMNS = (
    *("customer", "revenue", "share", "cumulative_share", "abc", "periods", "active_periods", "activity_share"),
    *("amount_cv", "cv", "xyz", "xyz_kind", "confidence", "silent", "cell", "base_action", "action", "recency_days"),
    *("documents", "purchase_days", "first_date", "last_date", "average_document", "revenue_last_12m"),
    *("revenue_previous_12m", "trend", "frequency", "monetary", "r", "f", "m", "fm", "rfm_segment"),
    *("typical_gap_days", "overdue_ratio", "slipping", "status", "to_next_class", "why"),
)
SEGMENTS = {
    5: ("recent", "potential_loyalist", "potential_loyalist", "champions", "champions"),
    4: ("promising", "potential_loyalist", "potential_loyalist", "loyal", "loyal"),
    3: ("about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"),
    2: ("hibernating", "hibernating", "at_risk", "at_risk", "cant_lose"),
    1: ("hibernating", "hibernating", "at_risk", "at_risk", "cant_lose"),
}


def exact(number: Any) -> Fraction:
    """A limit as typed: 0.8 is four fifths, not the nearest binary number."""
    return number if isinstance(number, Fraction) else Fraction(str(number))


def pair(value: Any) -> tuple[Fraction, ...]:
    """Limits given as text `0.7,0.95` or as numbers."""
    return tuple(exact(part) for part in (value.split(",") if isinstance(value, str) else value))


def median(numbers: Iterable[Any]) -> Fraction:
    """The middle one, or the mean of the two middle ones."""
    ordered = sorted(Fraction(number) for number in numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def years_before(day: date, years: int) -> date:
    """The same day some years before; 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        try:
            return day.replace(year=day.year - years)
        except ValueError:
            return date(day.year - years, 2, 28)
    return day.replace(year=day.year - years)


# Section 1: documents, window, periods, refunds ----------------------------------------------------------------------


@dataclass
class Document:
    """One purchase or return: the lines of one customer with one number on one day."""

    day: date
    amount: int = 0
    lines: int = 0


def documents_of(rows: Iterable[Row]) -> list[Document]:
    """Documents of one customer, in time order; without numbers a day is one document."""
    found: dict[tuple[date, str | None], Document] = {}
    for _customer, day, amount, number in rows:
        document = found.setdefault((day, number or None), Document(day))
        document.amount += amount
        document.lines += 1
    return sorted(found.values(), key=lambda document: document.day)


def start_of_period(grid: str, day: date, as_of: date) -> date:
    """First day of the period a day lies in."""
    if grid == "month":
        return day.replace(day=1)
    if grid == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    if grid == "week":
        return day - timedelta(days=day.weekday())
    blocks = (as_of - day).days // 30
    return as_of - timedelta(days=30 * (blocks + 1) - 1)


def start_of_next(grid: str, start: date) -> date:
    """First day of the following period."""
    if grid == "week":
        return start + timedelta(days=7)
    if grid == "rolling_30":
        return start + timedelta(days=30)
    month = start.month + (1 if grid == "month" else 3)
    return date(start.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


@dataclass
class Window:
    """First and last day counted, and whether somebody stated them."""

    start: date
    end: date
    start_stated: bool
    end_stated: bool


def make_periods(grid: str, window: Window, as_of: date, tolerance: int) -> list[tuple[date, date, bool]]:
    """(first day, last day, complete) of each period that covers the window."""
    periods: list[tuple[date, date, bool]] = []
    start = start_of_period(grid, window.start, as_of)
    end = as_of if grid == "rolling_30" else window.end
    slack = {"week": tolerance * 2 // 5, "quarter": tolerance * 2}.get(grid, tolerance)
    while start <= end:
        following = start_of_next(grid, start)
        last = following - DAY
        complete = True
        if start < window.start:
            complete = complete and not window.start_stated and (window.start - start).days <= slack
        if last > window.end and grid != "rolling_30":
            complete = complete and not window.end_stated and (last - window.end).days <= slack
        periods.append((start, last, complete))
        start = following
    return periods


def typical_portfolio_gap(documents: Mapping[str, list[Document]]) -> Fraction | None:
    """Median over customers with three positive documents of their median gap in days."""
    medians = []
    for papers in documents.values():
        positive = [paper for paper in papers if paper.amount > 0]
        gaps = gaps_between(paper.day for paper in positive)
        if len(positive) >= 3 and gaps:
            medians.append(median(gaps))
    return median(medians) if medians else None


def choose_grid(gap: Fraction | None, window: Window, as_of: date, options: Mapping[str, Any]) -> str:
    """The grid asked for, or a quarter for a slow portfolio with six complete quarters, or a month."""
    if options["period.grid"] != "auto":
        return str(options["period.grid"])
    if gap is None or gap <= 45:
        return "month"
    quarters = make_periods("quarter", window, as_of, options["period.tolerance_days"])
    return "quarter" if sum(complete for _, _, complete in quarters) >= 6 else "month"


def carry_back(sums: list[int]) -> tuple[list[int], int]:
    """Period sums with every negative one taken off earlier periods, newest first, and the rest that found none."""
    left = list(sums)
    rest = 0
    for position, amount in enumerate(sums):
        if left[position] >= 0:
            continue
        owed, left[position] = -amount, 0
        for earlier in range(position - 1, -1, -1):
            taken = min(owed, left[earlier])
            left[earlier] -= taken
            owed -= taken
        rest -= owed
    return left, rest


def period_sums(papers: list[Document], periods: list[tuple[date, date, bool]], refunds: str) -> list[int]:
    """The customer's amount in each period, refunds treated as the setting says."""
    sums = [0] * len(periods)
    for paper in papers:
        if refunds == "drop" and paper.amount <= 0:
            continue
        for position, (first, last, _) in enumerate(periods):
            if first <= paper.day <= last:
                sums[position] += paper.amount
    return carry_back(sums)[0] if refunds == "carry_back" else sums


# Section 2: ABC ------------------------------------------------------------------------------------------------------


def abc_letters(values: Mapping[str, int], options: Mapping[str, Any]) -> dict[str, str]:
    """A, B, C by the largest value first; N where it is not positive."""
    order = ranked(values)
    positive = [customer for customer in order if values[customer] > 0]
    letters = dict.fromkeys(order, "N")
    ranks = _count_borders([values[customer] for customer in positive], options)
    total, before = sum(values[customer] for customer in positive), 0
    for position, customer in enumerate(positive):
        value = values[customer]
        if ranks is None:
            letter = _share_letter(Fraction(before, total), Fraction(value, total), options)
        else:
            letter = "A" if position < ranks[0] else "B" if position < ranks[1] else "C"
        previous = positive[position - 1] if position else None
        if options["abc.ties"] == "together" and previous is not None and values[previous] == value:
            letter = letters[previous]
        letters[customer] = letter
        before += value
    return letters


def ranked(values: Mapping[str, int]) -> list[str]:
    """Largest first, equals by key."""
    return sorted(values, key=lambda customer: (-values[customer], customer))


def _share_letter(before: Fraction, own: Fraction, options: Mapping[str, Any]) -> str:
    border = options["abc.border"]
    for letter, limit in zip("AB", pair(options["abc.limits"]), strict=True):
        if border == "at_most":
            inside = before + own <= limit + EPS
        else:
            reach = {"crossing": before, "nearest": before + own / 2, "below": before + own}[border]
            inside = reach < limit - EPS
        if inside:
            return letter
    return "C"


def _count_borders(values: list[int], options: Mapping[str, Any]) -> tuple[int, int] | None:
    n = len(values)
    if options["abc.basis"] == "count":
        return math.ceil(Fraction(n, 5)), math.ceil(Fraction(n, 2))
    return computed_borders(values) if options["abc.basis"] == "computed" else None


def computed_borders(values: list[int]) -> tuple[int, int]:
    """Ultsch & Loetsch on the empirical curve: how many are A, and how many A or B."""
    n, total = len(values), sum(values)
    if n < 10 or gini(values) < Fraction(1, 10):
        raise ValueError("computed limits are refused: fewer than 10 customers, or no concentration")
    curve = [(Fraction(i, n), Fraction(sum(values[:i]), total)) for i in range(n + 1)]
    pareto = min(range(n + 1), key=lambda i: (curve[i][0] ** 2 + (1 - curve[i][1]) ** 2, i))
    break_even = sum(1 for value in values if value * n >= total)
    first, other = min(pareto, break_even), max(pareto, break_even)
    last = min(range(first, n + 1), key=lambda i: ((curve[i][0] - curve[other][0]) ** 2 + (1 - curve[i][1]) ** 2, i))
    return first, last


def gini(values: Iterable[int]) -> Fraction:
    """Uncorrected, over positive values."""
    ordered = sorted(value for value in values if value > 0)
    n = len(ordered)
    return Fraction(sum((2 * (i + 1) - n - 1) * value for i, value in enumerate(ordered)), n * sum(ordered))


def hhi(values: Iterable[int]) -> Fraction:
    """Sum of squared shares of the positive total."""
    positive = [value for value in values if value > 0]
    return sum((Fraction(value, sum(positive)) ** 2 for value in positive), Fraction(0))


def to_next_class(customer: str, values: Mapping[str, int], options: Mapping[str, Any]) -> int | None:
    """The least amount that, added to this customer alone, gives a better letter; None for A, N or where none does.

    Candidates are the amounts that reach or pass another customer, and between two of them every whole amount: there
    the rank stands still and the share only rises or only falls, so the ends decide and halving finds the first.
    """
    now = abc_letters(values, options)[customer]
    if now in "AN":
        return None

    def better(added: int) -> bool:
        changed = {**values, customer: values[customer] + added}
        return abc_letters(changed, options)[customer] < now

    if options["abc.basis"] == "computed":
        return next((added for added in range(1, max(values.values()) + 2) if better(added)), None)
    others = sorted({value for name, value in values.items() if name != customer and value > values[customer]})
    low = 1
    for value in [*others, None]:
        high = sum(map(abs, values.values())) * 10**6 if value is None else value - values[customer] - 1
        found = _first_between(better, low, high) if low <= high else None
        if found is not None:
            return found
        if value is not None:
            if better(high + 1):
                return high + 1
            low = high + 2
    return None


def _first_between(better: Callable[[int], bool], low: int, high: int) -> int | None:
    if better(low):
        return low
    if not better(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if better(middle) else (middle, high)
    return high


# Section 3: XYZ ------------------------------------------------------------------------------------------------------


@dataclass
class Rhythm:
    """The numbers of one series of period sums. a and the two variations are None where they cannot be computed."""

    n: int
    m: int
    a: Fraction | None
    c: float | None
    cv: float | None


def deviation(numbers: list[int], ddof: int) -> float:
    """Standard deviation; the squares are summed in whole numbers (n times each deviation), so nothing is lost."""
    n, total = len(numbers), sum(numbers)
    squares = sum((n * number - total) ** 2 for number in numbers)
    return math.sqrt(Fraction(squares, n * n * (n - ddof)))


def rhythm(series: list[int], options: Mapping[str, Any]) -> Rhythm:
    """n, m, a = m/n, c of the active periods and the variation of the whole series."""
    active = [amount for amount in series if amount > 0]
    n, m = len(series), len(active)
    ddof = int(options["xyz.ddof"])
    c = cv = None
    if m >= 2:
        c = deviation(active, 1) / (sum(active) / m) * (1 + 1 / (4 * m))
    if n > ddof and sum(series) > 0:
        cv = deviation(series, ddof) / (sum(series) / n)
    return Rhythm(n, m, Fraction(m, n) if n else None, c, cv)


def _often(found: Rhythm, options: Mapping[str, Any]) -> bool:
    return found.a is not None and found.a >= exact(options["xyz.often"]) - EPS


def _rare(found: Rhythm, options: Mapping[str, Any]) -> bool:
    too_few = found.m < options["xyz.min_active"] or found.c is None
    return too_few or found.a is None or found.a < exact(options["xyz.rare"]) - EPS


def _steady(found: Rhythm, options: Mapping[str, Any]) -> bool:
    return found.c is not None and found.c <= float(options["xyz.steady"]) + float(EPS)


def xyz_letter(series: list[int], options: Mapping[str, Any]) -> str:
    """X, Y or Z of one series by the method chosen."""
    found = rhythm(series, options)
    if options["xyz.method"] == "two_part":
        if _rare(found, options):
            return "Z"
        return "X" if _often(found, options) and _steady(found, options) else "Y"
    for letter, limit in zip("XY", pair(options["xyz.limits"]), strict=True):
        margin = float(EPS) if options["xyz.rule"] == "at_most" else -float(EPS)
        if found.cv is not None and (
            found.cv <= float(limit) + margin if options["xyz.rule"] == "at_most" else found.cv < float(limit) + margin
        ):
            return letter
    return "Z"


def xyz_kind(series: list[int], options: Mapping[str, Any]) -> str:
    """regular, erratic, intermittent, lumpy or single, by a and c whatever the method."""
    found = rhythm(series, options)
    if _rare(found, options):
        return "single"
    if _often(found, options):
        return "regular" if _steady(found, options) else "erratic"
    return "intermittent" if _steady(found, options) else "lumpy"


def confidence(series: list[int], since_first: int, grid: str, age: int | None, options: Mapping[str, Any]) -> str:
    """provisional (too short or too young), borderline (one period left out changes the letter) or firm."""
    enough = 3 if grid == "quarter" else 6
    if since_first < enough or age is None or age < 180:
        return "provisional"
    letter = xyz_letter(series, options)
    for position in range(len(series)):
        if xyz_letter(series[:position] + series[position + 1 :], options) != letter:
            return "borderline"
    return "firm"


def is_silent(series: list[int], partial_end: int) -> bool:
    """At least twice the own span without a purchase at the end. partial_end: bought in the dropped last period."""
    bought = [position for position, amount in enumerate(series) if amount > 0]
    if len(bought) < 2 or partial_end > 0:
        return False
    span = Fraction(bought[-1] - bought[0] + 1, len(bought))
    return len(series) - 1 - bought[-1] >= max(2, math.ceil(2 * span))


# Section 4: RFM, rhythm, status, action ------------------------------------------------------------------------------


def gaps_between(days: Iterable[date]) -> list[int]:
    """Days between distinct purchase days."""
    distinct = sorted(set(days))
    return [(later - earlier).days for earlier, later in pairwise(distinct)]


def scores(
    values: Mapping[str, Any], scoring: str, bins: int, edges: Iterable[Any], low_is_good: bool = False
) -> dict[str, int]:
    """Score per customer, 1 worst. values: exact numbers; edges: four ascending numbers for `fixed`."""
    result: dict[str, int] = {}
    everybody = list(values.values())
    for customer, value in values.items():
        if scoring == "share_worse":
            worse = sum(1 for other in everybody if (other > value if low_is_good else other < value))
            result[customer] = 1 + math.floor(bins * Fraction(worse, len(everybody)) + EPS)
        elif scoring == "quantile":
            cuts = [type_7(everybody, Fraction(k, bins)) for k in range(1, bins)]
            place = 1 + sum(1 for cut in cuts if value > cut + EPS)
            result[customer] = bins + 1 - place if low_is_good else place
        elif scoring == "fixed":
            if low_is_good:
                result[customer] = 1 + sum(1 for edge in edges if value <= exact(edge) + EPS)
            else:
                result[customer] = 1 + sum(1 for edge in edges if value >= exact(edge) - EPS)
    return ntile(values, bins, low_is_good) if scoring == "ntile" else result


def type_7(numbers: Iterable[Any], p: Fraction) -> Fraction:
    """Quantile by linear interpolation between order statistics (R type 7)."""
    ordered = sorted(Fraction(number) for number in numbers)
    place = (len(ordered) - 1) * p
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def ntile(values: Mapping[str, Any], bins: int, low_is_good: bool) -> dict[str, int]:
    """Worst to best, ties by key, larger groups first, as SQL does."""
    order = sorted(values, key=lambda customer: (-values[customer] if low_is_good else values[customer], customer))
    size, larger = divmod(len(order), bins)
    result: dict[str, int] = {}
    position = 0
    for tile in range(1, bins + 1):
        for _ in range(size + (1 if tile <= larger else 0)):
            result[order[position]] = tile
            position += 1
    return result


def typical_gap(gaps: list[int], portfolio: Fraction) -> Fraction:
    """Own median gap, drawn towards the portfolio's, never below the own."""
    if not gaps:
        return portfolio
    own, k = median(gaps), len(gaps)
    return max(own, (k * own + 2 * portfolio) / (k + 2))


def status_of(
    papers: int,
    recency: int | None,
    overdue: Fraction | None,
    age: int | None,
    old_enough: bool,
    key: bool,
    limits: Any,
) -> str:
    """The first rule that fits. age: days since the first purchase; old_enough: the ledger can tell that it is new."""
    if papers == 0 or recency is None or overdue is None or age is None:
        return "potential"
    late = overdue > exact(limits["rhythm.lost"]) + EPS
    many, few = papers >= 3 and late, papers < 3 and recency > limits["status.lost_single_days"]
    if recency > limits["status.lost_days"] and (many or few):
        return "lost"
    if age <= limits["status.new_days"] and old_enough:
        return "new"
    if key:
        return "key"
    return "occasional" if papers < 3 else "regular"


def base_action_of(cell: str) -> str | None:
    """What the cell of the matrix asks for."""
    if cell == "N":
        return "margin_returns"
    if cell in ("AX", "BX"):
        return "target"
    if cell in ("AY", "BY", "AZ", "BZ"):
        return "build_loyalty"
    if cell in ("CX", "CY"):
        return "raise_cheque"
    return "stop_selling" if cell == "CZ" else None


def action_of(
    cell: str, sure: str | None, silent: bool, slipping: bool, status: str, papers: int
) -> tuple[str, str] | None:
    """(action, why): the ten rules, the first that fits; None where there is no cell of two letters."""
    if cell == "N":
        return "margin_returns", "returns"
    if len(cell) < 2:
        return None
    if cell == "CZ" and (status == "new" or sure == "provisional"):
        return "nurture", "too_new"
    if status == "lost":
        return ("stop_selling", "lost_small") if cell[0] == "C" else ("win_back", "lost_good")
    if cell in ("AX", "BX", "AY", "BY") and (silent or slipping):
        return "call_now", "late"
    if cell in ("AX", "BX"):
        return "target", "best"
    if cell in ("AZ", "BZ") and papers == 1:
        return "check_project", "one_document"
    if cell in ("AY", "BY", "AZ", "BZ"):
        return "build_loyalty", "uneven"
    if cell in ("CX", "CY") and silent:
        return "remind", "small_silent"
    if cell in ("CX", "CY"):
        return "raise_cheque", "small"
    if sure == "borderline":
        return "raise_cheque", "on_the_border"
    return "stop_selling", "small_rare"


# Everything together -------------------------------------------------------------------------------------------------


@dataclass
class Result:
    """customers: one dict per customer in display order (COLUMNS). matrix: cell -> customers, value, share, actions."""

    customers: list[dict[str, Any]]
    matrix: dict[str, dict[str, Any]]
    grid: str
    periods: list[tuple[date, date, bool]]
    as_of: date
    scoring: str
    portfolio_gap: Fraction
    series: dict[str, list[int]] = field(default_factory=dict)

    def by_name(self) -> dict[str, dict[str, Any]]:
        """The same dicts by customer."""
        return {row["customer"]: row for row in self.customers}


def compute(
    rows: Iterable[Row],
    customer_since: Mapping[str, date] | None = None,
    options: Mapping[str, Any] | None = None,
    stated: tuple[date | None, date | None] = (None, None),
    search: bool = True,
) -> Result:
    """All columns of every customer with a row in the window.

    stated: the period the file names. search: False leaves to_next_class out (it is slow on large ledgers).
    Options must stand under their flat names; a scoring given here is kept however few customers there are.
    """
    given, chosen = dict(options or {}), {**DEFAULTS, **(options or {})}
    unknown = set(given) - set(DEFAULTS)
    if unknown:
        raise KeyError(unknown)
    rows = list(rows)
    window, as_of = _window(rows, chosen, stated)
    rows = [row for row in rows if window.start <= row[1] <= as_of and row[1] <= window.end]
    owned: dict[str, list[Row]] = defaultdict(list)
    for line in rows:
        owned[line[0]].append(line)
    papers = {customer: documents_of(owned[customer]) for customer in sorted(owned)}
    gap = typical_portfolio_gap(papers)
    grid = choose_grid(gap, window, as_of, chosen)
    periods = make_periods(grid, window, as_of, chosen["period.tolerance_days"])
    if chosen["xyz.partial_periods"] == "keep":
        periods = [(first, last, True) for first, last, _ in periods]
    lists = [gaps_between(paper.day for paper in some if paper.amount > 0) for some in papers.values()]
    medians = [median(gaps) for gaps in lists if len(gaps) >= 2]
    result = Result([], {}, grid, periods, as_of, "", median(medians) if medians else Fraction(45))
    facts = {
        customer: _facts(customer, some, (customer_since or {}).get(customer), result, window, chosen)
        for customer, some in papers.items()
    }
    values = {c: f["documents"] if chosen["abc.value"] == "documents" else f["revenue"] for c, f in facts.items()}
    letters = abc_letters(values, chosen)
    result.scoring = _score_all(facts, chosen, "rfm.scoring" in given)
    positive, reached = sum(value for value in values.values() if value > 0), 0
    for customer in ranked(values):
        row = facts[customer]
        letter, value = letters[customer], values[customer]
        reached += max(value, 0)
        row["abc"] = letter
        row["share"] = None if letter == "N" else Fraction(value, positive)
        row["cumulative_share"] = None if letter == "N" else Fraction(reached, positive)
        row["to_next_class"] = to_next_class(customer, values, chosen) if search else None
        _decide(row, chosen, sum(complete for _, _, complete in periods))
        result.customers.append({name: row[name] for name in COLUMNS})
    result.matrix = _matrix(result.customers, values, positive)
    return result


def _window(
    rows: list[Row], options: Mapping[str, Any], stated: tuple[date | None, date | None]
) -> tuple[Window, date]:
    days = [row[1] for row in rows]
    as_of = options["as_of"] or options["period.to"] or stated[1] or max(days)
    believed = stated[0] if stated[0] and stated[0] <= min(days) else None  # earlier lines belie the file's own words
    start = options["period.from"] or believed
    end = options["period.to"] or stated[1]
    seen = [day for day in days if day <= as_of and (start is None or day >= start)]
    last = min(end, as_of) if end else max(seen)
    return Window(start or min(seen), last, start is not None, end is not None), as_of


def _facts(
    customer: str,
    papers: list[Document],
    since: date | None,
    result: Result,
    window: Window,
    options: Mapping[str, Any],
) -> dict[str, Any]:
    positive = [paper for paper in papers if paper.amount > 0]
    days = [paper.day for paper in positive]
    known = [day for day in (min(days, default=None), since) if day is not None]
    first = min(known) if days else None
    row: dict[str, Any] = {
        "customer": customer,
        "revenue": sum(paper.amount for paper in papers),
        "documents": len(positive),
        "purchase_days": len(set(days)),
        "first_date": min(days, default=None),
        "last_date": max(days, default=None),
        "average_document": Fraction(sum(p.amount for p in positive), len(positive)) if positive else None,
        "recency_days": (result.as_of - max(days)).days if days else None,
        "first_purchase": first,
    }
    row.update(_year_on_year(papers, first, window, result.as_of, options["period.tolerance_days"]))
    row.update(_regularity(customer, papers, first, result, options))
    gaps = gaps_between(days)
    row["typical_gap_days"] = typical_gap(gaps, result.portfolio_gap) if days else None
    row["overdue_ratio"] = row["recency_days"] / row["typical_gap_days"] if days else None
    age = (result.as_of - first).days if first else None
    early = bool(days) and (min(days) - window.start).days >= options["status.new_days"]
    row["old_enough"] = early or bool(days and since and since <= min(days))
    row["age"] = age
    sold = sum(paper.amount for paper in positive)
    row["frequency"] = row["monetary"] = None
    if days:
        row["frequency"] = {
            "documents": len(positive),
            "lines": sum(paper.lines for paper in positive),
            "days": len(set(days)),
            "repeat_days": len(set(days)) - 1,
        }[options["rfm.frequency"]]
        row["monetary"] = {
            "sum": row["revenue"],
            "mean_document": Fraction(sold, len(positive)),
            "mean_day": Fraction(sold, len(set(days))),
        }[options["rfm.monetary"]]
    row["paper_amounts"] = [paper.amount for paper in positive]
    return row


def _year_on_year(
    papers: list[Document], first: date | None, window: Window, as_of: date, tolerance: int
) -> dict[str, Any]:
    """The trend is empty where the window holds neither both spans of 12 months nor 24 complete calendar months."""
    one, two = years_before(as_of, 1), years_before(as_of, 2)
    last = sum(paper.amount for paper in papers if one < paper.day <= as_of)
    previous = sum(paper.amount for paper in papers if two < paper.day <= one)
    months = sum(complete for _, _, complete in make_periods("month", window, as_of, tolerance))
    trend: str | None
    if first is not None and first > one:
        trend = "new"
    elif first is None or (window.start > two + DAY and months < 24):
        trend = None
    elif previous <= 0:
        trend = "growing" if last > 0 else "steady"
    else:
        change = Fraction(last, previous) - 1
        tenth = Fraction(1, 10)
        trend = "growing" if change > tenth + EPS else "falling" if change < -tenth - EPS else "steady"
    return {"revenue_last_12m": last, "revenue_previous_12m": previous, "trend": trend}


def _regularity(
    customer: str, papers: list[Document], first: date | None, result: Result, options: Mapping[str, Any]
) -> dict[str, Any]:
    sums = period_sums(papers, result.periods, options["refunds"])
    complete = [whole for _, _, whole in result.periods]
    all_complete = [amount for amount, whole in zip(sums, complete, strict=True) if whole]
    since_first = [
        amount
        for amount, (_, last, whole) in zip(sums, result.periods, strict=True)
        if whole and first is not None and last >= first
    ]
    series = since_first
    if options["xyz.empty_periods"] == "zero_whole_window":
        series = all_complete
    elif options["xyz.empty_periods"] == "skip":
        series = [amount for amount in since_first if amount != 0]
    result.series[customer] = series
    found = rhythm(series, options)
    partial_end = 0 if complete[-1] else sums[-1]
    age = (result.as_of - first).days if first else None
    judged = any(complete)
    return {
        "periods": found.n,
        "active_periods": found.m,
        "activity_share": found.a,
        "amount_cv": found.c,
        "cv": found.cv,
        "xyz": xyz_letter(series, options) if judged else None,
        "xyz_kind": xyz_kind(series, options) if judged else None,
        "confidence": confidence(series, len(since_first), result.grid, age, options) if judged else None,
        "silent": is_silent(since_first, partial_end),
    }


def _score_all(facts: dict[str, dict[str, Any]], options: Mapping[str, Any], chosen_by_hand: bool) -> str:
    scored = {customer: row for customer, row in facts.items() if row["documents"]}
    for row in facts.values():
        row.update({"r": None, "f": None, "m": None, "fm": None, "rfm_segment": None})
    if not scored:
        return str(options["rfm.scoring"])
    bins = int(options["rfm.bins"])
    measures = {
        letter: {customer: row[name] for customer, row in scored.items()}
        for letter, name in (("r", "recency_days"), ("f", "frequency"), ("m", "monetary"))
    }
    scoring = str(options["rfm.scoring"])
    few = len(scored) < 25 or any(len(set(measure.values())) < 5 for measure in measures.values())
    if few and not chosen_by_hand:
        scoring = "fixed"
    middle = median(amount for row in scored.values() for amount in row["paper_amounts"])
    edges_m: Iterable[Any] = [middle * step for step in (1, 3, 10, 30)]
    if options["rfm.edges_m"] is not None:
        edges_m = [edge * 100 for edge in pair(options["rfm.edges_m"])]
    edges = {"r": pair(options["rfm.edges_r"]), "f": pair(options["rfm.edges_f"]), "m": edges_m}
    for letter, measure in measures.items():
        for customer, score in scores(measure, scoring, bins, edges[letter], letter == "r").items():
            facts[customer][letter] = score
    for row in scored.values():
        row["fm"] = row["f"] if options["rfm.fm"] == "frequency" else (row["f"] + row["m"] + 1) // 2
        row["rfm_segment"] = SEGMENTS[row["r"]][row["fm"] - 1] if bins == 5 else None
    return scoring


def _decide(row: dict[str, Any], options: Mapping[str, Any], complete: int) -> None:
    row["cell"] = "N" if row["abc"] == "N" else row["abc"] + (row["xyz"] or "")
    key = row["abc"] == "A" or (options["status.key"] == "A_BX" and row["cell"] == "BX")
    row["status"] = status_of(
        row["documents"], row["recency_days"], row["overdue_ratio"], row["age"], row["old_enough"], key, options
    )
    late = row["overdue_ratio"] is not None and row["overdue_ratio"] > exact(options["rhythm.slipping"]) + EPS
    row["slipping"] = late and row["status"] != "lost"
    found = action_of(row["cell"], row["confidence"], row["silent"], row["slipping"], row["status"], row["documents"])
    advised = complete >= 3
    row["base_action"] = base_action_of(row["cell"]) if advised else None
    row["action"], row["why"] = found if found and advised else (None, None)


def _matrix(customers: list[dict[str, Any]], values: Mapping[str, int], positive: int) -> dict[str, dict[str, Any]]:
    cells: dict[str, dict[str, Any]] = defaultdict(lambda: {"customers": 0, "value": 0, "actions": Counter()})
    for row in customers:
        cell = cells[row["cell"]]
        cell["customers"] += 1
        cell["value"] += values[row["customer"]]
        cell["actions"][row["action"]] += 1
    for name, cell in cells.items():
        cell["share"] = Fraction(0) if name == "N" else Fraction(cell["value"], positive)
        cell["actions"] = dict(cell["actions"])
    return dict(cells)
