"""Matrix: money against rhythm; a cell opens its customers."""

from __future__ import annotations

from pages.ui import grids, thresholds
from pages.ui.customers import picked_list
from pages.ui.frame import Open, head, open_page
from pages.ui.parts import value_text
from segcore.views import CellView, cells, pick
from segcore.words import sentences as say


def finding(page: Open, found: dict[str, CellView]) -> str:
    """Who buys often and evenly, and what they bring."""
    words = page.words
    steady = [cell for cell in found.values() if cell.cell in ("AX", "BX", "CX")]
    if not any(len(cell.cell) == 2 for cell in found.values()):
        return words("Money only: how regularly customers buy cannot be judged yet")
    count = sum(cell.customers for cell in steady)
    if not count:
        return words("Nobody buys often and evenly at these thresholds")
    share = words.percent(sum(cell.share for cell in steady))
    return words.plural(
        "{n} customer buys often and evenly and brings {share} of the money",
        "{n} customers buy often and evenly: they bring {share} of the money",
        count,
        share=share,
    )


def chosen(page: Open, found: dict[str, CellView]) -> None:
    """The customers of the picked cell or action, else all."""
    words, picked = page.words, page.session.picked
    if picked.action:
        column, code = "action", picked.action
        cell = None
        name, sentence = say.action_name(words, code), say.guard(words, code) or say.action_advice(words, code)
    elif picked.cell:
        column, code = "cell", picked.cell
        cell = found.get(code, CellView(code, 0, 0, 0.0, "", 0))
        name, sentence = code, say.cell(words, code)
    else:
        column, code, cell, name, sentence = "", "", None, "", ""
    positions = pick(page.analysis, column, code)
    count = words.plural("{n} customer", "{n} customers", len(positions))
    title = f"{name}: {count}" if name else words("All customers: {n}", n=words.number(len(positions)))
    if cell and cell.customers:
        title += f" · {value_text(words, page.analysis, cell.value)} · {words.percent(cell.share)}"
    clears = ("cell", "action") if column else ()
    picked_list(page, title, sentence, positions, clears, f"matrix_{column}_{code}", with_cell=column != "cell")


def reason(page: Open) -> str:
    """What rows and columns are, or why there is only one of them."""
    words = page.words
    light = next((light for light in page.analysis.lights if light.analysis == "xyz"), None)
    if light and light.light == "red":
        return say.light(words, light)
    return words("Rows: how much they bring. Columns: how evenly they buy. Click a cell for its customers.")


page = open_page()
found = cells(page.analysis)
head(
    page.words("Matrix"),
    finding(page, found),
    reason(page),
    (
        thresholds.matrix_label(page.words, page.analysis),
        lambda: thresholds.form(
            page.words, page.session.settings, thresholds.matrix_names(page.session.settings), "matrix"
        ),
    ),
)
grids.matrix(page)
chosen(page, found)
