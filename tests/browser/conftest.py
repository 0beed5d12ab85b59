"""A real server and a real browser: the server keeps its data in a temporary folder, the browser meets nobody else."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser import hands

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
)  # fmt: skip
LOCAL = ("data:", "blob:", "about:", "chrome-error:")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A test that failed says what stood on its pages: a race seen once may never be seen again."""
    report = yield
    if report.failed and (context := getattr(item, "funcargs", {}).get("context")):
        for page in context.pages:
            text = page.locator("body").inner_text(timeout=5_000)
            report.sections.append((f"the page {page.url}", text))
    return report


def chromium() -> str | None:
    """Where a Chromium stands on this machine: $CHROMIUM, the system's, or the one playwright installed."""
    usual = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    for name in (os.environ.get("CHROMIUM", ""), *usual):
        if name and (found := shutil.which(name)):
            return found
    caches = (Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright")
    names = ("chrome", "Chromium", "Google Chrome for Testing")
    found_in = (path for cache in caches for name in names for path in cache.glob(f"chromium-*/**/{name}"))
    return next((str(path) for path in found_in if path.is_file()), None)


@dataclass
class Server:
    """A running app: `url` without a slash at the end, `data` its LABRADOR_DATA folder, `log` its output.

    root: where the app stands. options: more of Streamlit's, as on its command line. environment: more variables.
    """

    port: int
    data: Path
    log: Path
    process: subprocess.Popen[bytes] | None = None
    root: Path = ROOT
    options: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        """What is run."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1"]
        options = {"server.port": self.port, "server.headless": "true", "server.fileWatcherType": "none"}
        for name, value in options.items():
            command += [f"--{name}", str(value)]
        return [*command, *self.options]

    def start(self) -> None:
        """Start the app detached, and wait until it answers."""
        environment = {**os.environ, "LABRADOR_DATA": str(self.data), **self.environment}
        with self.log.open("ab") as stream:
            self.process = subprocess.Popen(
                self.command(),
                cwd=self.root,
                env=environment,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_for_health()

    def _wait_for_health(self, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"the app did not start:\n{self.log.read_text('utf-8', 'replace')[-3000:]}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the server and its children; signal.SIGKILL for a crash."""
        if self.process is None:
            return
        if self.process.poll() is None:
            os.killpg(self.process.pid, how)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
        self.process = None

    def restart(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End the server (a crash unless told otherwise) and start it again: same port, same data."""
        self.stop(how)
        self.start()


@dataclass
class Guard:
    """Every address the browser asked for: how many were the app's own, which were not, what the policy stopped."""

    own: int = 0
    outside: list[str] = field(default_factory=list)

    def see(self, address: str, url: str) -> None:
        """Note one request of a page that belongs to the app at `url`."""
        host = url.removeprefix("http://")
        if address.startswith((f"http://{host}/", f"ws://{host}/")) or address == f"http://{host}":
            self.own += 1
        elif not address.startswith(LOCAL):
            self.outside.append(address)

    def hear(self, text: str) -> None:
        """Note what the browser said of a request that the page's policy forbade: it was tried all the same."""
        if "Content Security Policy" in text:
            self.outside.append(text)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(factory: pytest.TempPathFactory) -> Iterator[Callable[[], Server]]:
    """A function that starts one more server; all are ended with the block."""
    started: list[Server] = []

    def start() -> Server:
        folder = factory.mktemp("server")
        (folder / "data").mkdir()
        server = Server(free_port(), folder / "data", folder / "log.txt")
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="module")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Server]]:
    """A function that starts one more server of its own; all are ended with the module."""
    with running(tmp_path_factory) as start:
        yield start


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of all modules that only use it; a module that stops or counts overrides this with its own."""
    with running(tmp_path_factory) as start:
        yield start()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One headless Chromium; a context of its own for every test."""
    found = chromium()
    if found is None:
        message = "no Chromium on this machine: set CHROMIUM, or `python -m playwright install chromium`"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=hands.PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, headless=True, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def guard() -> Guard:
    """What the browser of this test asked for; `page` fails the test if anything stands in `outside` at the end."""
    return Guard()


@pytest.fixture
def context(browser: Any, server: Server, guard: Guard, request: Any) -> Iterator[Any]:
    """A fresh browser profile of 1440 x 900; requests to any other host are recorded and cut off.

    Parameter "no policy": as a browser that knows no Content-Security-Policy.
    """
    fresh = browser.new_context(
        viewport={"width": 1440, "height": 900},
        accept_downloads=True,
        locale="en-GB",
        bypass_csp=getattr(request, "param", "") == "no policy",
    )
    fresh.set_default_timeout(hands.PATIENCE_MS)
    fresh.on("console", lambda message: guard.hear(message.text))
    fresh.on("request", lambda request: guard.see(request.url, server.url))
    fresh.on("page", lambda page: page.on("websocket", lambda socket: guard.see(socket.url, server.url)))
    fresh.route(lambda address: not address.startswith((server.url, *LOCAL)), lambda route: route.abort())
    yield fresh
    fresh.close()
    assert guard.outside == [], f"requests off the host: {guard.outside}"


@pytest.fixture
def page(context: Any) -> Any:
    """An empty tab: `page.goto(server.url)`, then `idle(page)`; or `visit("/matrix")`, which does both."""
    return context.new_page()


@pytest.fixture
def idle() -> Callable[..., None]:
    """idle(page): wait until the app has finished its run and stays so for a moment."""
    return hands.idle


@pytest.fixture
def visit(page: Any, server: Server, idle: Callable[..., None]) -> Callable[..., Any]:
    """visit("/matrix"): open this address of the app in the test's tab, wait until it is still, give the tab back."""

    def go(path: str = "/") -> Any:
        page.goto(server.url + path)
        idle(page)
        return page

    return go


@pytest.fixture
def another(context: Any, server: Server, idle: Callable[..., None]) -> Iterator[Any]:
    """The tab of another person, in a browser of his own, with the first sample open."""
    other = context.browser.new_context(viewport={"width": 1280, "height": 800})
    second = other.new_page()
    second.set_default_timeout(hands.PATIENCE_MS)
    second.goto(server.url)
    idle(second)
    second.get_by_role("button", name="Open", exact=True).first.click()
    second.get_by_role("button", name="Show the matrix").wait_for()
    idle(second)
    yield second
    other.close()


if __name__ == "__main__":
    sys.exit(0 if chromium() else 1)
