"""Company login against a real OpenID Connect provider: own work, foreign addresses, a link that was sent, the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import oidc
import pytest

from tests.browser.conftest import Server, free_port
from tests.browser.hands import PATIENCE_MS


@pytest.fixture(scope="module")
def provider() -> Iterator[oidc.Provider]:
    """A provider of two people, Anna and Ben."""
    made = oidc.Provider(oidc.free_port())
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def guarded(provider: oidc.Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that asks everybody to log in there."""
    folder = tmp_path_factory.mktemp("login")
    (folder / "data").mkdir()
    server = Server(free_port(), folder / "data", folder / "log.txt")
    (folder / "secrets.toml").write_text(provider.secrets(server.url), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SECRETS_FILES", str(folder / "secrets.toml"))
        server.start()
    yield server
    server.stop()


def log_in(page: Any, name: str) -> None:
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name=name).click()
    page.get_by_text(name).wait_for()


def test_work_belongs_to_who_logged_in(
    browser: Any, guarded: Server, provider: oidc.Provider, idle: Callable[..., None]
) -> None:
    anna, ben = (browser.new_context().new_page() for _ in range(2))
    for page, path in ((anna, "/"), (ben, "/matrix?w=unknown")):
        page.set_default_timeout(PATIENCE_MS)
        page.goto(guarded.url + path)
        idle(page)
        assert page.get_by_role("heading", level=1).inner_text() == "Labrador"
        assert page.get_by_test_id("stSidebar").count() == 0
    log_in(anna, "Anna Reed")
    idle(anna)
    anna.get_by_role("button", name="Open", exact=True).first.click()
    anna.get_by_role("button", name="Show the matrix").click()
    anna.locator(".st-key-cell_AX button").first.wait_for()
    idle(anna)
    own = re.search(r"w=([\w-]{27})$", anna.url)
    assert own

    log_in(ben, "Ben Vale")
    for address in (anna.url, anna.url.replace(own.group(1), "A" * 27)):
        ben.goto(address)
        idle(ben)
        ben.get_by_test_id("stSidebar").get_by_role("link", name="Ledger").click()
        ben.get_by_text("No saved work under this link").wait_for()
        assert own.group(1) not in ben.url

    anna.get_by_role("button", name="Share").click()
    anna.locator(".st-key-make_look button").click()
    link = anna.locator("[data-testid=stCode]").first.inner_text().strip()
    guest = browser.new_context().new_page()
    guest.set_default_timeout(PATIENCE_MS)
    guest.goto(link)
    idle(guest)
    assert guest.get_by_role("heading", level=1).inner_text() == "Labrador", "a link asks to log in, too"
    log_in(guest, "Ben Vale")
    guest.get_by_text("You look at shared work").wait_for()
    assert link.split("w=")[1] in guest.url, "after the login he is where the link led"
    assert own.group(1) not in guest.content()

    anna.keyboard.press("Escape")
    anna.get_by_role("button", name="Log out").click()
    anna.get_by_role("button", name="Log in").wait_for()
    anna.goto(f"{guarded.url}/matrix?w={own.group(1)}")
    idle(anna)
    assert anna.get_by_role("heading", level=1).inner_text() == "Labrador"
    log_in(anna, "Anna Reed")
    anna.locator(".st-key-cell_AX button").first.wait_for()
    assert provider.wrong == []
    assert provider.met.count("/token") == 4
    assert {"/jwks", "/authorize", "/leave"} <= set(provider.met)
