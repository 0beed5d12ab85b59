"""Where somebody wanted to go before he was asked to log in: kept in a cookie until the provider sends him back.

Streamlit forgets the address on the way to the provider and opens the start page after it; a link that was sent would
lead nowhere for whoever is not logged in yet.
"""

from __future__ import annotations

import re
from http.cookies import SimpleCookie
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui import login

GOAL, PERSON, BACK = "labrador_goal", "_streamlit_user", "/oauth2callback"
MINUTES = 10
_OWN = re.compile(r"/[\w-]*\?[\w=&%.-]{1,500}")


class Goal:
    """Around the app, where logging in is asked for: remember the address of a page, and lead back to it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not login.configured():
            await self.app(scope, receive, send)
            return
        cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if scope["path"].endswith(BACK):
                    _lead_back(headers, cookies)
                elif PERSON not in cookies and headers.get("content-type", "").startswith("text/html"):
                    _remember(headers, scope)
            await send(message)

        await self.app(scope, receive, answer)


def _remember(headers: MutableHeaders, scope: Scope) -> None:
    asked = f"{scope['path']}?{scope['query_string'].decode('latin-1')}"
    if _OWN.fullmatch(asked):
        _set(headers, quote(asked, safe=""), MINUTES * 60, scope["scheme"] == "https")


def _lead_back(headers: MutableHeaders, cookies: SimpleCookie) -> None:
    """Only to a page of this server: the cookie may have been tampered with."""
    goal = unquote(cookies[GOAL].value) if GOAL in cookies else ""
    if "location" in headers and _OWN.fullmatch(goal):
        headers["location"] = f"{headers['location'].rstrip('/')}{goal}"
        _set(headers, "", 0, False)


def _set(headers: MutableHeaders, value: str, seconds: int, secure: bool) -> None:
    made = f"{GOAL}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax"
    headers.append("set-cookie", f"{made}; Secure" if secure else made)
