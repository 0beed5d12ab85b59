"""A share of `make trust`: axe-core on every page, half of them light and half of them dark."""

from __future__ import annotations

from typing import Any

from tests.trust import accessible


def test_axe_finds_no_serious_violation(server: Any, browser: Any) -> None:
    figures = accessible.examined(server, browser, accessible.FILES[::2], accessible.FILES[1::2])
    assert figures.held, "\n".join(figures.lines)
