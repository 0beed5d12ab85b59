"""Every text of every page goes through the words: in the pseudo-language nothing English is left."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from segcore.readers import FORMATS
from segcore.words import load
from segcore.words.extract import known
from segcore.words.formats_where import TITLES

HERE = Path(__file__).resolve().parents[1] / "twelve"
PAGES = (
    "ledger",
    "overview",
    "matrix",
    "rfm",
    "customer",
    "segments",
    "scorecard",
    "top3",
    "workshop",
    "report",
    "method",
)
SHOWN = {"label", "body", "help", "placeholder", "options", "delta", "alt", "formattedOptions"}
MARKS = re.compile(r":material/\w+:|:[a-z]+(?:-[a-z]+)?\[|https?://\S+|`[^`]*`")
WORD = re.compile(r"[A-Za-z]{3,}")
# the names of people and firms in the ledger, authors, file names, standard functions and measures
KEPT = set(
    WORD.findall(
        "Alder Hospital Birch Hotels Cedar Theatre Dogwood Clinic Elm Logistics Fir Bakery Gorse Garage Hazel "
        "Studio Ivy Events Juniper School Kapok Yoga Larch Trading Anna Reed Tom Vale ledger csv CSV ABC XYZ RFM "
        "Gini Pareto Lorenz Labrador Excel ISO STDEV METHOD hero Oyli Kamflex NSM Syntetos Boylan Croston Ultsch "
        "tsch Novo CONTRACT INV UTF Nov Oct Sep Aug Jul Jun May Apr Mar Feb Jan Dec XLSX XLS ODS TSV TXT Parquet "
        "tsv txt xlsx xls ods parquet NIP " + " ".join(known.title for known in FORMATS if known.title not in TITLES)
    )
)
IN_THE_FILE = {"Date", "Invoice", "Customer", "Net", "amount", "Account", "Manager", "iso", "windows", "utf"}


def texts(message: dict[str, Any], name: str = "") -> Iterator[str]:
    """Every text of a page's element that a person can read."""
    for key, value in message.items():
        if isinstance(value, dict):
            yield from texts(value, key)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for part in value:
                yield from texts(part, key)
        elif key in SHOWN and name != "markdownHtml":
            yield from [value] if isinstance(value, str) else [text for text in value if isinstance(text, str)]
        elif key == "columns" and isinstance(value, str):
            yield from headings(json.loads(value))


def headings(columns: dict[str, Any]) -> Iterator[str]:
    """The labels, helps and option labels of a table's columns."""
    for column in columns.values():
        if isinstance(column, dict):
            yield from (str(column[key]) for key in ("label", "help") if column.get(key))
            for option in (column.get("type_config") or {}).get("options") or []:
                if isinstance(option, dict) and option.get("label"):
                    yield str(option["label"])


def english(text: str, page: str = "") -> list[str]:
    """What of a text is neither pseudo-language nor a name; the Ledger page also shows what stands in the file."""
    kept = KEPT | IN_THE_FILE if page == "ledger" else KEPT
    return [word for word in WORD.findall(MARKS.sub(" ", text)) if word not in kept]


def leaves(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            if getattr(child, "proto", None) is not None:
                yield child
            yield from leaves(child)
        else:
            yield child


def read(tab: AppTest) -> list[str]:
    found: list[str] = []
    for element in [*leaves(tab.main), *leaves(tab.sidebar)]:
        if "style" in type(element).__name__.lower() or element.type == "html":
            continue
        found += texts(MessageToDict(element.proto))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_nothing_english_is_left_in_the_pseudo_language(
    page: str, visitor: Callable[..., AppTest], drop: Callable[..., AppTest], show: Callable[..., AppTest]
) -> None:
    tab = drop(visitor(language="qps").run(), ("ledger.csv", (HERE / "ledger.csv").read_bytes()))
    tab = show(tab, page)
    assert not tab.exception
    found = read(tab)
    assert len(found) > 15
    assert sum("⟦" in text for text in found) > 8
    assert {text: english(text, page) for text in found if english(text, page)} == {}


def test_the_check_sees_plain_english(
    visitor: Callable[..., AppTest], drop: Callable[..., AppTest], show: Callable[..., AppTest]
) -> None:
    tab = drop(visitor().run(), ("ledger.csv", (HERE / "ledger.csv").read_bytes()))
    for page in PAGES:
        assert sum(bool(english(text)) for text in read(show(tab, page))) > 10, page
    assert english("⟦ḟóó⟧ three customers") == ["three", "customers"]


@pytest.mark.parametrize("language", ["pl", "ru"])
def test_every_page_is_in_its_language(
    language: str, visitor: Callable[..., AppTest], drop: Callable[..., AppTest], show: Callable[..., AppTest]
) -> None:
    words = load(language)
    english = known() - {words(text) for text in known()}

    def foreign(tab: AppTest) -> list[str]:
        parts = [part for text in read(tab) for part in re.split(r"\s{2,}|\*\*| · ", text)]
        return [part for part in parts if part in english]

    tab = drop(visitor(language=language).run(), ("ledger.csv", (HERE / "ledger.csv").read_bytes()))
    for page in PAGES:
        tab = show(tab, page)
        assert not tab.exception, page
        assert len(read(tab)) > 15
        assert foreign(tab) == [], page
    tab.query_params["language"] = "en"
    assert len(foreign(tab.run())) > 5  # the control
