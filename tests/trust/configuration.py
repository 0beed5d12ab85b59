"""The configuration as it is served: what the running process has in force, and what it answers over HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import psutil
import requests
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pages.ui.wall import CLOSED, HEADERS, policy
from tests.browser.conftest import Server
from tests.trust.figures import Figures
from tests.trust.served import serving

OPTIONS: dict[str, Any] = {
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.corsAllowedOrigins": [],
    "server.maxUploadSize": 200,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    "browser.gatherUsageStats": False,
    "runner.magicEnabled": False,
    "global.developmentMode": False,
    "logger.level": "info",
}
TELL = f"""
import json, sys, threading, time
def tell():
    while not getattr(sys.modules.get("streamlit.runtime"), "exists", bool)():
        time.sleep(0.2)
    config = sys.modules["streamlit.config"]
    with open("{{folder}}/options.json", "w") as file:
        json.dump({{name: config.get_option(name) for name in {list(OPTIONS)!r}}}, file)
threading.Thread(target=tell, daemon=True).start()
"""
LOOSE = (
    "--server.enableXsrfProtection", "false", "--server.enableCORS", "false", "--client.showErrorDetails", "full",
    "--browser.gatherUsageStats", "true", "--client.disableDataExport", "false", "--server.address", "0.0.0.0",
)  # fmt: skip
STRANGER = "http://stranger.example"


def options(server: Server) -> list[str]:
    """Options of the running process that are not as they must be."""
    file = server.data.parent / "options.json"
    for _ in range(100):
        if file.exists() and file.read_text():
            break
        time.sleep(0.2)
    there = json.loads(file.read_text())
    return [f"{name} is {there[name]}" for name, wanted in OPTIONS.items() if there[name] != wanted]


def answers(server: Server) -> dict[str, bool]:
    """What the server answers, each as it should."""
    session = requests.Session()
    session.trust_env = False

    def get(path: str, **headers: str) -> requests.Response:
        return session.get(server.url + path, headers=headers, timeout=30)

    first = get("/")
    script = first.text.split('src="./static/js/', 1)[1].split('"', 1)[0]
    loaded = [first, get("/_stcore/health"), get(f"/static/js/{script}"), get("/nothing/here")]
    cookie = next(value for name, value in first.raw.headers.items() if name.lower() == "set-cookie")
    refused = session.put(f"{server.url}/_stcore/upload_file/a/b", data=b"x", timeout=30)
    return {
        "headers on every answer": all(answer.headers.get(n) == v for answer in loaded for n, v in HEADERS.items()),
        "a policy on the page": first.headers.get("content-security-policy") == policy(),
        "a cookie no script can read": "HttpOnly" in cookie and "SameSite=Lax" in cookie,
        "no other origin may read": not any(
            "access-control-allow-origin" in get(path, Origin=STRANGER).headers for path in ("/_stcore/health", "/")
        ),
        "an upload needs its token": refused.status_code == 403,
        "no other site may open a session": not _opens(server, STRANGER),
        "closed doors": all(get(f"{path}x".rstrip("x")).status_code == 404 for path in CLOSED),
        "no file of the program": not any(
            "import streamlit" in get(path).text for path in ("/static/%2e%2e/%2e%2e/app.py", "/app/static/../app.py")
        ),
    }


def _opens(server: Server, origin: str) -> bool:
    address = server.url.replace("http", "ws", 1) + "/_stcore/stream"
    try:
        with connect(address, additional_headers={"Origin": origin}, proxy=None):
            return True
    except InvalidStatus:
        return False


def listening(server: Server) -> list[str]:
    """Addresses the server's processes listen at."""
    assert server.process is not None
    top = psutil.Process(server.process.pid)
    sockets = [found for each in (top, *top.children(recursive=True)) for found in each.net_connections("inet")]
    return sorted({found.laddr.ip for found in sockets if found.status == psutil.CONN_LISTEN})


def configuration(targets: tuple[str, ...] = ("run", "serve")) -> Figures:
    """`make run` and `make serve` as they run. The control: a server with loose options fails at each of them."""
    found, checks = [], 0
    doors: dict[str, Callable[[list[str]], bool]] = {
        "run": lambda at: at == ["127.0.0.1"],
        "serve": lambda at: at == ["0.0.0.0"],
    }
    for target in targets:
        with serving(hook=TELL, target=target) as server:
            seen = answers(server)
            checks += len(seen) + len(OPTIONS) + 1
            found += [f"make {target}: {text}" for text in options(server)]
            found += [f"make {target}: not {name}" for name, good in seen.items() if not good]
            found += [] if doors[target](listening(server)) else [f"make {target} listens at {listening(server)}"]
    with serving(*LOOSE, hook=TELL, target="run") as server:
        loose, at, seen = options(server), listening(server), answers(server)
    return Figures(
        "configuration as served: make run, make serve",
        f"{checks} options, answers and addresses",
        tuple(found),
        "a server with loose options",
        len(loose) == 5
        and at == ["0.0.0.0"]
        and not seen["an upload needs its token"]
        and not seen["no other origin may read"],
    )
