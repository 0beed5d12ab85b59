"""What each choice of a setting means, in a few words."""

from __future__ import annotations

from segcore.words.markers import mark

CHOICES = {
    "abc.value": {
        "revenue": mark("Revenue"),
        "profit": mark("Profit"),
        "documents": mark("Number of documents"),
        "quantity": mark("Quantity"),
    },
    "abc.basis": {
        "share": mark("Share of the money"),
        "count": mark("Share of the customers"),
        "computed": mark("Limits computed from the curve"),
    },
    "abc.border": {
        "crossing": mark("Better class, if the share before is below the border"),
        "at_most": mark("Better class, if the share with them is at most the border"),
        "below": mark("Better class, if the share with them is below the border"),
        "nearest": mark("Better class, if at least half of them lies before the border"),
    },
    "abc.ties": {"together": mark("Share the better class"), "order": mark("Divided in order of the name")},
    "xyz.method": {
        "two_part": mark("How often and how evenly"),
        "classic": mark("Variation of all periods (textbooks)"),
    },
    "xyz.rule": {"at_most": mark("The border counts"), "below": mark("Strictly below the border")},
    "xyz.ddof": {"0": mark("Whole series, STDEV.P"), "1": mark("Sample, STDEV.S")},
    "xyz.empty_periods": {
        "zero_since_first": mark("From the first purchase on"),
        "zero_whole_window": mark("In the whole time"),
        "skip": mark("Never: they are skipped"),
    },
    "xyz.partial_periods": {"drop": mark("Left out"), "keep": mark("Counted")},
    "rfm.scoring": {
        "share_worse": mark("Share of customers who are worse"),
        "quantile": mark("Quantiles of the values"),
        "ntile": mark("Groups of equal size"),
        "fixed": mark("Fixed limits"),
    },
    "rfm.bins": {"5": "5", "4": "4", "3": "3"},
    "rfm.frequency": {
        "documents": mark("Documents"),
        "lines": mark("Lines"),
        "days": mark("Days with a purchase"),
        "repeat_days": mark("Days with a purchase after the first"),
    },
    "rfm.monetary": {
        "sum": mark("Sum of revenue"),
        "mean_document": mark("Mean per document"),
        "mean_day": mark("Mean per day with a purchase"),
    },
    "rfm.fm": {"mean": mark("F and M together"), "frequency": mark("F alone")},
    "period.grid": {
        "auto": mark("Chosen by the ledger"),
        "week": mark("Week"),
        "month": mark("Month"),
        "quarter": mark("Quarter"),
        "rolling_30": mark("30 days counted back"),
    },
    "status.key": {"A": mark("Class A"), "A_BX": mark("Class A and cell BX")},
    "dates.order": {"auto": mark("As the file shows"), "dmy": mark("Day first"), "mdy": mark("Month first")},
    "refunds": {
        "carry_back": mark("Taken from the purchases before"),
        "net": mark("In their own period"),
        "drop": mark("Not at all"),
    },
}
