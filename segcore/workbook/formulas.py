"""The formulas of the Scorecard sheet, for Excel 2016 and LibreOffice alike: no dynamic arrays, nothing case by case.

Columns: rank, segment, nine scores, total, percent, lowest, highest, what keeps a segment below the line, and hidden
ones that ranks are computed from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from xlsxwriter.utility import xl_rowcol_to_cell

from segcore.scorecard import BUYING_TIME, CRITERIA, HIGHEST, NEEDED, PURCHASE_SIZE, VALUE

RANK, NAME, SCORES = 0, 1, 2
LAST: Final = SCORES + len(CRITERIA) - 1
TOTAL, PERCENT, LOWEST, HIGHER, REASON, SURE, CHOSEN, KEY, ORDER, ELIGIBLE, POINTS, WORTH, SOON, LARGE = range(
    LAST + 1, LAST + 15
)
TIES: Final = {WORTH: VALUE, SOON: BUYING_TIME, LARGE: PURCHASE_SIZE}
DIGITS: Final = 9


def quoted(text: str) -> str:
    """Text as a formula holds it."""
    return '"' + text.replace('"', '""') + '"'


def cell(row: int, column: int, *, fixed: bool = False) -> str:
    """`B7`, fixed `$B$7`."""
    name: str = xl_rowcol_to_cell(row, column, fixed, fixed)
    return name


def area(first: int, last: int, column: int, end: int | None = None) -> str:
    """`$C$6:$C$12`, or up to another column."""
    return f"{cell(first, column, fixed=True)}:{cell(last, column if end is None else end, fixed=True)}"


@dataclass(frozen=True)
class Card:
    """Where things stand (rows from 0): the weights, the gate, the first and last row of the segments, and of people's
    own scores (people None: the scores of one person stand in the rows of the segments).
    """

    weights: int
    gate: str
    first: int
    last: int
    people: tuple[int, int] | None = None

    def scores(self, row: int) -> str:
        """The nine scores of a row."""
        return f"{cell(row, SCORES)}:{cell(row, LAST)}"

    def heft(self) -> str:
        """The nine weights."""
        return area(self.weights, self.weights, SCORES, LAST)

    def column(self, place: int) -> str:
        """A column of all segments."""
        return area(self.first, self.last, place)

    def agreed(self, row: int, column: int, used: Literal["mean", "median"]) -> str:
        """What people gave a segment, as one score; the median is an array formula."""
        first, last = self.people or (row, row)
        own = f"({area(first, last, NAME)}={cell(row, NAME)})"
        given = area(first, last, column)
        count = f"SUMPRODUCT({own}*ISNUMBER({given}))"
        if used == "median":
            return f'=IF(OR({cell(row, NAME)}="",{count}=0),"",MEDIAN(IF({own}*ISNUMBER({given}),{given})))'
        return f'=IF(OR({cell(row, NAME)}="",{count}=0),"",SUMPRODUCT({own}*1,{given})/{count})'

    def total(self, row: int) -> str:
        """The weighted mean of the scores there are, times nine."""
        known = f"SUMPRODUCT(ISNUMBER({self.scores(row)})*{self.heft()})"
        return f'=IF({known}>0,SUMPRODUCT({self.scores(row)},{self.heft()})/{known}*{len(CRITERIA)},"")'

    def percent(self, row: int) -> str:
        """The total as a share of the highest."""
        total = cell(row, TOTAL)
        return f'=IF(ISNUMBER({total}),{total}/{int(HIGHEST) * len(CRITERIA)},"")'

    def bound(self, row: int, missing: int) -> str:
        """The total with the missing scores at 0 or at 3."""
        scores, heft = self.scores(row), self.heft()
        more = f"+{missing}*SUMPRODUCT((1-ISNUMBER({scores}))*{heft})" if missing else ""
        points = f"(SUMPRODUCT({scores},{heft}){more})/SUM({heft})*{len(CRITERIA)}"
        return f'=IF(OR({cell(row, NAME)}="",SUM({heft})=0),"",{points})'

    def reason(self, row: int, words: dict[str, str]) -> str:
        """Why a segment stands below the line. words: by scorecard.Reason."""
        value = cell(row, SCORES + VALUE)
        few = f'IF(COUNT({self.scores(row)})<{NEEDED},{quoted(words["few_scores"])},"")'
        gate = f"IF({value}<{self.gate},{quoted(words['value_gate'])},{few})"
        return f'=IF({cell(row, NAME)}="","",IF(ISNUMBER({value}),{gate},{quoted(words["no_value"])}))'

    def eligible(self, row: int) -> str:
        """1 above the line, else 0."""
        named, fine = f'{cell(row, NAME)}<>""', f'{cell(row, REASON)}=""'
        return f"=IF(AND({named},{fine},ISNUMBER({cell(row, TOTAL)})),1,0)"

    def points(self, row: int) -> str:
        """The total as ranks compare it."""
        return f"=IF({cell(row, ELIGIBLE)}=1,ROUND({cell(row, TOTAL)},{DIGITS}),-1)"

    def tie(self, row: int, place: int) -> str:
        """A score as ties compare it."""
        score = cell(row, SCORES + TIES[place])
        return f"=IF(ISNUMBER({score}),ROUND({score},{DIGITS}),-1)"

    def rank(self, row: int) -> str:
        """One more than those ahead: by points, Value, buying time, purchase size, the order of names."""
        ahead = f"({self.column(ORDER)}<{cell(row, ORDER)})"
        for place in (LARGE, SOON, WORTH, POINTS):
            all_of, own = self.column(place), cell(row, place)
            ahead = f"(({all_of}>{own})+({all_of}={own})*{ahead})"
        return f'=IF({cell(row, ELIGIBLE)}=1,1+SUMPRODUCT({self.column(ELIGIBLE)}*{ahead}),"")'

    def ranked(self, place: int, column: int) -> str:
        """What stands in a column of the segment with this rank; empty without one. Without the sheet's name."""
        return self.looked_up(self.column(column), self.column(RANK), place)

    @staticmethod
    def looked_up(values: str, ranks: str, place: int) -> str:
        """The same of two areas, wherever they stand."""
        return f'=IFERROR(INDEX({values},MATCH({place},{ranks},0)),"")'
