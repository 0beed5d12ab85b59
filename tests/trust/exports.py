"""Names typed by a stranger, in everything a person takes away: literal, and nothing that runs or leads away."""

from __future__ import annotations

import csv
import io
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.conftest import Server
from tests.browser.test_hostile_names import NAMES
from tests.trust.figures import Figures
from tests.trust.served import ledger
from tests.trust.tab import Tab
from tests.workbook.test_safety import found as in_workbook

FIRST = "=+-@\t\r"
NUMBER = re.compile(r"[+-]?[\d.,\s%]*")


class Led(HTMLParser):
    """Every address and every handler of a page, as a browser would take it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            away = name in ("src", "href", "action", "data") and not (value or "").startswith(("#", "data:"))
            if away or name.startswith("on"):
                self.found.append(f"<{tag} {name}={value}>")


def in_csv(text: str) -> list[str]:
    """Cells that a spreadsheet would take for a formula."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";" if ";" in text[:200] else ",")
    return [cell for row in rows for cell in row if cell[:1] and cell[0] in FIRST and not NUMBER.fullmatch(cell)]


def in_html(text: str) -> list[str]:
    """What a page would load, open or run."""
    led = Led()
    led.feed(text)
    return led.found


def judged(content: bytes) -> tuple[str, list[str]]:
    """The kind of a download and what is wrong with it."""
    if content[:2] == b"PK":
        return "workbook", in_workbook(content) if b"xl/workbook.xml" in content else []
    text = content.decode("utf-8", "replace")
    if text.lstrip("\ufeff").lstrip()[:1] == "<":
        return "page", in_html(text)
    return ("document", []) if text.lstrip()[:1] == "{" else ("table", in_csv(text))


def exports(server: Server) -> Figures:
    """0 formulas, links and scripts. The control: each kind with a planted one is found."""
    tab = Tab(server.url).run().upload("names.csv", ledger(list(NAMES)))
    kinds: dict[str, int] = {}
    found = []
    for page in tab.pages:
        tab.run(page=page)
        for content in tab.take_all():
            kind, wrong = judged(content)
            kinds[kind] = kinds.get(kind, 0) + 1
            found += [f"{page} {kind}: {text}" for text in wrong]
    tab.close()
    planted = (b"Customer,Revenue\n=1+1,5\n", b"<html><script src='http://x.example/a.js'></script></html>")
    return Figures(
        "hostile names: every download",
        f"{len(NAMES)} names, {sum(kinds.values())} downloads ({', '.join(sorted(kinds))})",
        tuple(found),
        "a planted formula and script",
        all(judged(content)[1] for content in planted),
        enough=sum(kinds.values()) >= 2,
    )
