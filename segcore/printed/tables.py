"""Tables of the printed page: the largest customers, thresholds, how the files were read, and tables handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segcore.analysis import Analysis
from segcore.colours import ACTION_TOKEN, LIGHT
from segcore.printed.drawings import spark
from segcore.printed.markup import Html, tag
from segcore.settings import NAMES, Settings
from segcore.shapes import customer_table
from segcore.words import Words
from segcore.words import sentences as say

LARGEST = 25


@dataclass(frozen=True)
class Table:
    """A section with a table, all texts plain. right: positions of columns of figures."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


def section(title: str, note: str, *parts: Html, long: bool = False) -> Html:
    """A heading, a sentence below it, and what follows; long: it may go over to another sheet."""
    said = (tag("p", note, class_="muted"),) if note else ()
    return tag("section", tag("h2", title), *said, *parts, class_="long" if long else "whole")


def drawn(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Html:
    """A table; the columns at `right` hold figures."""

    def row(name: str, cells: Sequence[str]) -> Html:
        return tag(
            "tr", *(tag(name, cell, **({"class_": "right"} if at in right else {})) for at, cell in enumerate(cells))
        )

    body = tag("tbody", *(row("td", cells) for cells in rows))
    return tag("div", tag("table", tag("thead", row("th", heads)), body), class_="scroll")


def handed(table: Table) -> Html:
    """A table that was handed in."""
    rows = drawn(table.heads, table.rows, table.right)
    return section(table.title, table.note, rows, long=len(table.rows) > LARGEST)


def coloured(token: str, text: str) -> Html:
    """A text in the colour of its meaning."""
    return tag("b", text, style=f"color:{LIGHT.tokens[token]}")


def largest(analysis: Analysis, words: Words) -> Html:
    """The largest customers, one row each."""
    count = min(len(analysis.customers), LARGEST)
    table = customer_table(analysis, np.arange(count))
    dated = analysis.as_of is not None
    heads = [words("Customer"), words("Cell"), words("Action"), money_label(analysis, words), words("Share")]
    heads += [words("Silent for"), words("By period")] if dated else []
    rows = []
    for row in table.to_dict("records"):
        action = str(row["action"])
        cells = [
            str(row["customer"]),
            str(row["cell"]),
            coloured(ACTION_TOKEN[action], say.action_name(words, action)) if action else "",
            words.number(round(row["revenue"])),
            words.percent(row["share"]),
        ]
        silent = row["silent"]
        cells += [words.days(silent) if silent == silent else "–", spark(row["series"])] if dated else []
        rows.append(cells)
    note = words.plural(
        "The {n} largest of {m}; the Excel file lists all.",
        "The {n} largest of {m}; the Excel file lists all.",
        count,
        m=words.number(len(analysis.customers)),
    )
    whole = count == len(analysis.customers)
    parts = drawn(heads, rows, (3, 4, 5))
    return section(words("The largest customers"), "" if whole else note, parts, long=True)


def money_label(analysis: Analysis, words: Words) -> str:
    """Revenue with its currency."""
    currency = analysis.report.currency
    return f"{words('Revenue')}, {currency}" if currency else words("Revenue")


def thresholds(settings: Settings, words: Words) -> Html:
    """The settings that were changed, in words; the others are at their defaults."""
    flat, usual = settings.flat(), Settings().flat()
    rows = [
        (
            say.setting_name(words, name),
            say.setting_value(words, name, flat[name]),
            say.setting_value(words, name, usual[name]),
        )
        for name in NAMES
        if flat[name] != usual[name] or name in MAIN
    ]
    heads = (words("Setting"), words("In force"), words("Default"))
    note = words("The main ones, and every one that was moved.")
    return section(words("Thresholds"), note, drawn(heads, rows), long=True)


MAIN = (
    "abc.value",
    "abc.limits",
    "xyz.often",
    "xyz.rare",
    "xyz.steady",
    "period.grid",
    "rfm.scoring",
    "rhythm.slipping",
)


def reading(analysis: Analysis, words: Words) -> Html:
    """Rows and sums: read, counted, left out and why."""
    report = analysis.report
    rows: list[tuple[str, str, str]] = [
        (words("Sales"), words.number(report.sales), words.exact(report.sales_sum)),
        (words("Returns"), words.number(report.returns), words.exact(report.returns_sum)),
        *(
            (say.reason_name(words, left.reason), words.number(left.rows), words.exact(left.sum))
            for left in report.excluded
        ),
        (words("Rows read"), words.number(report.rows_read), ""),
    ]
    files = ", ".join(file.name for file in report.files[:6])
    heads = (words("Rows"), words("Lines"), words("Sum"))
    told = [
        tag("p", say.notice(words, met), class_="muted") for met in dict.fromkeys((*report.warnings, *analysis.notices))
    ]
    return section(words("How the ledger was read"), files, drawn(heads, rows, (1, 2)), *told, long=True)
