"""The policy is total: exactly one action for every combination, and the article's own for every cell."""

from __future__ import annotations

from itertools import product

from segcore import actions
from segcore.classify.status import STATUSES
from segcore.classify.xyz_class import CONFIDENCES

ARTICLE = {
    "AX": "target", "BX": "target", "AY": "build_loyalty", "BY": "build_loyalty", "AZ": "build_loyalty",
    "BZ": "build_loyalty", "CX": "raise_cheque", "CY": "raise_cheque", "CZ": "stop_selling", "N": "margin_returns",
}  # fmt: skip


def expected(cell: str, confidence: str, status: str, silent: bool, slipping: bool, one: bool) -> str:
    """METHOD 3's ten rules, read aloud."""
    if cell == "N":
        return "margin_returns"
    if cell == "CZ" and (status == "new" or confidence == "provisional"):
        return "nurture"
    if status == "lost":
        return "stop_selling" if cell[0] == "C" else "win_back"
    if cell in ("AX", "BX", "AY", "BY") and (silent or slipping):
        return "call_now"
    if cell in ("AX", "BX"):
        return "target"
    if cell in ("AZ", "BZ") and one:
        return "check_project"
    if cell[0] in "AB":
        return "build_loyalty"
    if cell in ("CX", "CY"):
        return "remind" if silent else "raise_cheque"
    return "raise_cheque" if confidence == "borderline" else "stop_selling"


def test_every_combination_has_the_action_of_the_first_rule_that_fits() -> None:
    seen = 0
    flags = (False, True)
    for c, k, s, silent, slipping, one in product(range(10), range(3), range(6), *[range(2)] * 3):
        rule = actions.rules()[actions.table()[c, k, s, silent, slipping, one]]
        wanted = expected(actions.CELLS[c], CONFIDENCES[k], STATUSES[s], flags[silent], flags[slipping], flags[one])
        assert rule["action"] == wanted
        seen += 1
    assert seen == 1440


def test_the_cells_have_the_articles_actions() -> None:
    assert {cell: actions.base_action(cell) for cell in actions.CELLS} == ARTICLE
    assert actions.base_action("A") == ""


def test_every_rule_is_reached() -> None:
    assert set(actions.table().ravel().tolist()) == set(range(len(actions.rules())))
