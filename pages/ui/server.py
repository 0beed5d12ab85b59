"""Around Streamlit: an own cookie that finds the work of a browser again, a wall, and logs without data."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import pkgutil
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.cookies import SimpleCookie
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import pages.ui
from pages.ui import retention
from pages.ui.goal import Goal
from pages.ui.session import COOKIE
from pages.ui.trouble import without_data
from pages.ui.wall import Wall

YEAR = 365 * 24 * 3600
SCRIPT = "pages.ui.main"  # importing it is a run


class Visitor:
    """Give a browser that has no cookie of ours a random one with the page it loads."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        known = COOKIE in SimpleCookie(Headers(scope=scope).get("cookie", ""))

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if not known and headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", _cookie(scope["scheme"] == "https"))
            await send(message)

        await self.app(scope, receive, answer)


def _cookie(secure: bool) -> str:
    made = f"{COOKIE}={secrets.token_urlsafe(24)}; Max-Age={YEAR}; Path=/; HttpOnly; SameSite=Lax"
    return f"{made}; Secure" if secure else made


async def _home(request: Request) -> RedirectResponse:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}")


def _load() -> None:
    """Import what the pages need before the first visitor comes, and never look through it for garbage again.

    Streamlit collects all garbage after each run of a page: with these modules to look through, a third of the run.
    """
    for module in pkgutil.iter_modules(pages.ui.__path__, "pages.ui."):
        if module.name != SCRIPT:
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """While the server runs, all is loaded, no log holds data, and work that is due is deleted each day."""
    _load()
    usual = logging.getLogRecordFactory()
    logging.setLogRecordFactory(without_data(usual))
    due = asyncio.create_task(retention.daily())
    yield {}
    due.cancel()
    logging.setLogRecordFactory(usual)


MIDDLEWARE = [Middleware(Wall), Middleware(Visitor), Middleware(Goal)]
ROUTES = [Route("/overview", _home)]
