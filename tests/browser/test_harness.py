"""The harness itself: the app answers, the guard sees its requests, and a planted outside request is caught."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture(scope="module")
def server(start_server: Callable[[], Any]) -> Any:
    """Its own: it is killed here."""
    return start_server()


def test_the_app_answers_and_asks_nobody_else(visit: Callable[..., Any], guard: Any) -> None:
    page = visit("/")
    assert page.locator("[data-testid=stApp]").count() == 1
    assert guard.own > 5
    assert guard.outside == []


@pytest.mark.parametrize("context", ["policy", "no policy"], indirect=True)
def test_a_planted_request_is_seen_and_cut_off(visit: Callable[..., Any], guard: Any) -> None:
    page = visit("/")
    page.evaluate("fetch('http://198.51.100.7/canary').catch(() => 0)")
    page.wait_for_timeout(300)
    assert guard.outside
    assert all("198.51.100.7/canary" in found or "Content Security Policy" in found for found in guard.outside)
    guard.outside.clear()


def test_a_killed_server_comes_back_on_the_same_address(visit: Callable[..., Any], server: Any) -> None:
    before = server.url
    server.restart()
    assert server.url == before
    assert visit("/").locator("[data-testid=stApp]").count() == 1
