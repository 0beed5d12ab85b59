"""What a browser may load and send: a Content-Security-Policy, closed doors, and messages no page of ours ever sends.

Streamlit lets any visitor clear every visitor's caches, and answers with figures about the server's inside: neither is
needed here.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from pathlib import Path

import streamlit
from google.protobuf.message import DecodeError
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

HEADERS = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
CLOSED = ("/_stcore/metrics", "/_stcore/agent/")
SENT = {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "load_git_info"}
ASKED = {"deferred_file", "dataframe_chunk"}
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def policy() -> str:
    """The Content-Security-Policy: everything from this server; inline scripts only those of Streamlit's own page."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = [hashlib.sha256(text.encode()).digest() for text in _INLINE.findall(page.read_text("utf-8"))]
    inline = " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in scripts)
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' blob: {inline}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class Wall:
    """Headers on every answer, no answer at closed doors, no message that no page of ours sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self.app(scope, _sifted(receive), send)
        elif scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"].startswith(CLOSED):
            await PlainTextResponse("Not found", 404, HEADERS)(scope, receive, send)
        else:
            await self.app(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if headers.get("content-type", "").startswith("text/html"):
                headers.setdefault("content-security-policy", policy())
        await send(message)

    return answer


def _sifted(receive: Receive) -> Receive:
    async def next_message() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive" or allowed(message.get("bytes") or b""):
                return message

    return next_message


def allowed(content: bytes) -> bool:
    """Whether this message of a browser is passed on; what is no message at all is left to Streamlit's own refusal."""
    try:
        message = BackMsg.FromString(content)
    except DecodeError:
        return True
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return any(message.backend_operation_request.HasField(name) for name in ASKED)
    return kind in SENT
