"""Around Streamlit: the cookie every browser gets once, the headers of every answer, a log without data."""

from __future__ import annotations

import asyncio
import logging
import re
import sys
from typing import Any

import pytest

from pages.ui.server import HEADERS, Visitor
from pages.ui.session import COOKIE
from pages.ui.trouble import NoData


def headers_of(kind: str, cookie: str = "", scheme: str = "http") -> list[tuple[str, str]]:
    """The headers of one answer of this content type, asked for with this cookie."""
    sent: list[dict[str, Any]] = []

    async def inner(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind.encode())]})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    given = [(b"cookie", cookie.encode())] if cookie else []
    scope = {"type": "http", "scheme": scheme, "headers": given}
    asyncio.run(Visitor(inner)(scope, None, send))  # type: ignore[arg-type]
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    return [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]


def test_a_new_browser_gets_a_cookie_that_no_script_can_read() -> None:
    cookies = [value for name, value in headers_of("text/html; charset=utf-8") if name == "set-cookie"]
    assert len(cookies) == 1
    found = re.fullmatch(rf"{COOKIE}=([\w-]+); Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax", cookies[0])
    assert found
    assert len(found.group(1)) * 6 >= 128
    assert dict(headers_of("text/html"))["set-cookie"] != cookies[0]


def test_over_https_the_cookie_stays_there() -> None:
    assert dict(headers_of("text/html", scheme="https"))["set-cookie"].endswith("; Secure")


def test_a_browser_that_has_one_keeps_it_and_files_set_none() -> None:
    assert "set-cookie" not in dict(headers_of("text/html", cookie=f"a=b; {COOKIE}=known"))
    assert "set-cookie" not in dict(headers_of("application/javascript"))


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_every_answer_carries_the_headers(kind: str) -> None:
    found = dict(headers_of(kind))
    assert {name: found.get(name) for name in HEADERS} == HEADERS
    assert HEADERS["referrer-policy"] == "no-referrer"


def test_the_log_of_a_fault_holds_no_message(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("labrador.test")

    def fail() -> str:
        try:
            raise ValueError("Kanarek 4711")
        except ValueError:
            log.error("Uncaught app execution", exc_info=sys.exc_info())
        return caplog.text

    assert "Kanarek 4711" in fail(), "the control: without the filter it does"
    caplog.clear()
    log.addFilter(NoData())
    assert "Kanarek 4711" not in fail()
    assert "Uncaught app execution" in caplog.text
