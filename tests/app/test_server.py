"""Around Streamlit: the cookie every browser gets once, the headers of every answer, a log without data, all loaded."""

from __future__ import annotations

import asyncio
import logging
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg

from pages.ui.server import Visitor
from pages.ui.session import COOKIE
from pages.ui.trouble import without_data
from pages.ui.wall import ASKED, CLOSED, HEADERS, SENT, Wall, allowed, policy

LOADED = """
import asyncio, gc, pkgutil, sys
import pages.ui
from pages.ui import server
before = gc.get_freeze_count()
async def served():
    async with server.lifespan(None):
        names = {module.name for module in pkgutil.iter_modules(pages.ui.__path__, "pages.ui.")}
        print(len(names), len(names - {server.SCRIPT} - set(sys.modules)), before, gc.get_freeze_count())
asyncio.run(served())
"""


def headers_of(kind: str, cookie: str = "", scheme: str = "http") -> list[tuple[str, str]]:
    """The headers of one answer of this content type, asked for with this cookie."""
    sent: list[dict[str, Any]] = []

    async def inner(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind.encode())]})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    given = [(b"cookie", cookie.encode())] if cookie else []
    scope = {"type": "http", "path": "/", "scheme": scheme, "headers": given}
    asyncio.run(Wall(Visitor(inner))(scope, None, send))  # type: ignore[arg-type]
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


def test_the_page_loads_nothing_from_elsewhere_and_runs_no_text_as_code() -> None:
    assert "content-security-policy" not in dict(headers_of("application/json"))
    rules = dict(rule.split(" ", 1) for rule in dict(headers_of("text/html"))["content-security-policy"].split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == "'self'"
    assert rules["object-src"] == "'none'"
    assert len(re.findall(r"'sha256-[\w+/]{43}='", rules["script-src"])) >= 1
    assert "unsafe-eval" not in policy() and "unsafe-inline" not in rules["script-src"] and "http" not in policy()


def test_closed_doors_answer_as_if_nothing_were_there() -> None:
    async def inner(*_: Any) -> None:
        raise AssertionError("this door is closed")

    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    paths = ("/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json")
    for path in paths:
        asyncio.run(Wall(inner)({"type": "http", "path": path, "headers": []}, None, send))  # type: ignore[arg-type]
    assert [message["status"] for message in sent if "status" in message] == [404] * len(paths)
    assert len(CLOSED) == 2


def test_of_the_messages_of_a_browser_only_those_of_our_pages_are_passed_on() -> None:
    kinds = [field.name for field in BackMsg.DESCRIPTOR.fields]
    assert len(kinds) >= 10 and set(kinds) > SENT
    assert [name for name in ("clear_cache", "set_run_on_save", "debug_shutdown_runtime") if name not in kinds] == []
    for name in kinds:
        message = BackMsg()
        if BackMsg.DESCRIPTOR.fields_by_name[name].message_type:
            getattr(message, name).SetInParent()
        else:
            setattr(message, name, True)
        assert allowed(message.SerializeToString()) == (name in SENT), name
    for name in [field.name for field in BackendOperationRequest.DESCRIPTOR.fields if field.message_type]:
        asked = BackMsg()
        getattr(asked.backend_operation_request, name).SetInParent()
        assert allowed(asked.SerializeToString()) == (name in ASKED), name


def test_the_log_of_a_fault_holds_no_message(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("asyncio")

    def fail() -> str:
        caplog.clear()
        try:
            raise ValueError("Kanarek 4711")
        except ValueError as problem:
            log.error("Task exception was %s\nfuture: %r", "lost", problem, exc_info=True)
        return caplog.text

    assert fail().count("Kanarek 4711") >= 2, "the control: as Python makes its records"
    usual = logging.getLogRecordFactory()
    logging.setLogRecordFactory(without_data(usual))
    try:
        text = fail()
    finally:
        logging.setLogRecordFactory(usual)
    assert "Kanarek" not in text
    assert re.search(r"Task exception was lost$", text, re.MULTILINE)


def test_the_log_of_a_fault_names_its_kind_and_its_place() -> None:
    try:
        raise ValueError("Kanarek 4711 100%")
    except ValueError:
        record = without_data(logging.LogRecord)("x", logging.ERROR, "a.py", 1, "Failed %s", ("here",), sys.exc_info())
    assert re.fullmatch(r"Failed here: ValueError at \S+test_server\.py:\d+", record.getMessage())
    assert record.exc_info is None


def test_all_modules_are_loaded_and_no_run_looks_through_them_for_garbage(root: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=root,
        env={"PATH": "", "LABRADOR_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "", "nothing is drawn, and nobody is told of anything"
    modules, missing, before, frozen = map(int, done.stdout.split())
    assert modules > 60
    assert missing == 0
    assert before < 1000 < 100_000 < frozen
