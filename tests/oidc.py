"""A small OpenID Connect provider on loopback: discovery, login page, code with PKCE, signed id token, its keys."""

from __future__ import annotations

import base64
import hashlib
import secrets
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "labrador", "not-a-real-secret"
PEOPLE = {"anna": "Anna Reed", "ben": "Ben Vale"}


@dataclass
class Provider:
    """A running provider. met: the paths that were asked for; wrong: what was asked for in a way it refuses."""

    port: int
    met: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}))
    server: uvicorn.Server | None = None

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def secrets(self, app: str) -> str:
        """What stands in secrets.toml of the app at this address."""
        return "\n".join((
            "[auth]",
            f'redirect_uri = "{app}/oauth2callback"',
            f'cookie_secret = "{secrets.token_urlsafe(32)}"',
            f'client_id = "{CLIENT}"',
            f'client_secret = "{SECRET}"',
            f'server_metadata_url = "{self.issuer}/.well-known/openid-configuration"',
        ))  # fmt: skip

    def start(self) -> None:
        """Serve in a thread of its own until `stop`."""
        paths = {
            "/.well-known/openid-configuration": self._discovery, "/authorize": self._authorize,
            "/token": self._token, "/jwks": self._jwks, "/userinfo": self._userinfo, "/leave": self._leave,
        }  # fmt: skip
        routes = [Route(path, self._seen(path, answer), methods=["GET", "POST"]) for path, answer in paths.items()]
        config = uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=self.port, log_level="error")
        self.server = uvicorn.Server(config)
        threading.Thread(target=self.server.run, daemon=True).start()
        deadline = time.monotonic() + 20
        while not self.server.started and time.monotonic() < deadline:
            time.sleep(0.02)

    def stop(self) -> None:
        if self.server:
            self.server.should_exit = True

    def _seen(self, path: str, answer: Any) -> Any:
        async def handle(request: Request) -> Response:
            self.met.append(path)
            return await answer(request)

        return handle

    def _refuse(self, why: str) -> Response:
        self.wrong.append(why)
        return JSONResponse({"error": "invalid_request"}, status_code=400)

    async def _discovery(self, _request: Request) -> Response:
        ways = {"authorization": "authorize", "token": "token", "userinfo": "userinfo", "end_session": "leave"}
        return JSONResponse({
            "issuer": self.issuer,
            **{f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in ways.items()},
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        })  # fmt: skip

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked.get("client_id") != CLIENT or asked.get("response_type") != "code" or not asked.get("nonce"):
            return self._refuse("authorize")
        person = asked.pop("person", "")
        if person not in PEOPLE:
            links = [
                f'<p><a href="/authorize?{urlencode(asked | {"person": each})}">{PEOPLE[each]}</a>' for each in PEOPLE
            ]
            return HTMLResponse(f"<h1>Who are you?</h1>{''.join(links)}")
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked | {"person": person}
        back = urlencode({"code": code, "state": asked.get("state", "")})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}")

    async def _token(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        by_header = request.headers.get("authorization") == f"Basic {basic}"
        if not by_header and (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return self._refuse("client")
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or asked["redirect_uri"] != form.get("redirect_uri"):
            return self._refuse("code")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != asked.get("code_challenge"):
            return self._refuse("verifier")
        now = int(time.time())
        person = asked["person"]
        claims = {"iss": self.issuer, "sub": f"id-of-{person}", "aud": CLIENT, "iat": now, "exp": now + 600,
                  "nonce": asked["nonce"], "name": PEOPLE[person], "email": f"{person}@firm.example"}  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": token})

    async def _jwks(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _userinfo(self, _request: Request) -> Response:
        return JSONResponse({"sub": "nobody"})

    async def _leave(self, request: Request) -> Response:
        back = request.query_params.get("post_logout_redirect_uri")
        return RedirectResponse(back) if back else PlainTextResponse("Goodbye")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
