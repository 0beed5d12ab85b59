"""The language of a tab: the browser's on a first visit, then the one the work was saved with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from pages.ui import cached


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """browser("pl-PL"): from now on the visitor's browser is set to this language."""

    def set_to(locale: str) -> None:
        monkeypatch.setattr(ContextProxy, "locale", property(lambda _: locale))

    return set_to


def spoken(tab: AppTest) -> str:
    return str(next(each.value for each in tab.sidebar.get("button_group")))


@pytest.mark.parametrize(
    ("locale", "language"), [("pl-PL", "pl"), ("pl", "pl"), ("ru-KZ", "ru"), ("de-DE", "en"), ("", "en")]
)
def test_a_first_visit_is_in_the_browsers_language(
    browser: Callable[[str], None], visitor: Callable[..., AppTest], locale: str, language: str
) -> None:
    browser(locale)
    assert spoken(visitor().run()) == language


def test_saved_work_keeps_its_language(
    browser: Callable[[str], None], visitor: Callable[..., AppTest], drop: Callable[..., AppTest], sales: bytes
) -> None:
    browser("pl")
    tab = drop(visitor().run(), ("sales.csv", sales))
    workspace = tab.query_params["w"]
    saved = cached.store().load(workspace)
    assert saved and saved.document.language == "pl"
    browser("ru")
    assert spoken(visitor(w=workspace).run()) == "pl"
    assert spoken(visitor(w=workspace, language="en").run()) == "en"  # the address is stronger
