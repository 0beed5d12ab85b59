"""Names hidden: twenty canaries, and not one byte of them in anything that reaches a screen or a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.ui import cached, session
from pages.ui.frame import PAGES
from segcore.customer_attributes import CustomerList, Described
from segcore.rules import Is
from segcore.segments import Segment
from segcore.tree import Node
from segcore.workspace import Picked, Scorecard

SYLLABLES = ("zyq", "wux", "vok", "xil")
CANARIES = tuple(
    f"{SYLLABLES[n % 4]}{SYLLABLES[n // 4 % 4]}{chr(97 + n)}".capitalize() + ("" if n % 3 else " Meble sp. z o.o.")
    for n in range(20)
)
MARKS = tuple(name.split()[0].casefold() for name in CANARIES)
WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
CHECKS = [sum(int(f"{526000000 + n}"[at]) * WEIGHTS[at] for at in range(9)) % 11 for n in range(40)]
TAXES = tuple(f"{526000000 + n}{check}" for n, check in enumerate(CHECKS) if check < 10)[:20]
CONTACTS = tuple(f"p.{mark}@{mark}.example" for mark in MARKS)
FIRM = "Qwyxnov Export"
FACES = ("rules", "tree", "parameters", "words")


def ledger() -> bytes:
    """Each canary buys in fourteen months, with tax number, contact and region; one line without an amount each."""
    rows = ["Customer,NIP,Contact,Region,Manager,Date,Amount"]
    for n, name in enumerate(CANARIES):
        more = f'"{name}",{TAXES[n]},{CONTACTS[n]},{("North", "South")[n % 2]},Anna {MARKS[n % 2].capitalize()}'
        rows += [
            f"{more},{2024 + month // 12}-{month % 12 + 1:02}-{n + 1:02},{5000 - 200 * n}.00" for month in range(14)
        ]
        rows.append(f"{more},2024-05-05,")
    rows.append(f'"{CANARIES[1]} bis",,,North,,2024-06-06,10.00')
    return "\n".join(rows).encode()


def decided() -> dict[str, Any]:
    """Everything of a workspace that can hold a name."""
    mine = f"Like {CANARIES[2]}"
    listed = CustomerList(
        f"{CANARIES[11]}.csv", "d", (*CANARIES, f"{FIRM} Two"), ("",) * 21, (Described("Contact", (*CONTACTS, "")),)
    )
    return {
        "customer_list": listed,
        "segments": (
            Segment(mine, Is("Contact", CONTACTS[:4])),
            Segment("Once known", Is("E-mail", (CONTACTS[12], CONTACTS[13]))),
            Segment("Sellers", Is("manager", (f"Anna {MARKS[0].capitalize()}",))),
        ),
        "trees": (Node("Everybody", children=(Node(f"near {CANARIES[3]}"),)),),
        "levels": {CANARIES[4]: {}, FIRM: {}},
        "statuses": {MARKS[5]: "glad"},
        "picked": Picked(customer=CANARIES[6], own=mine),
        "scorecard": Scorecard(
            notes={mine: {"growth": f"{CANARIES[7]} grows", "reach": f"ask {CANARIES[8]}"}},
            message={mine: f"as for {CANARIES[9].upper()}"},
            pins={mine: f"{CANARIES[10]} said so"},
        ),
    }


def sent(tab: AppTest) -> bytes:
    """Every byte of every element on the page."""
    found: list[bytes] = []

    def walk(node: Any) -> None:
        if getattr(node, "proto", None) is not None:
            found.append(node.proto.SerializeToString())
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(tab._tree)
    assert len(found) > 5
    return b"".join(found)


def leaks(content: bytes) -> set[str]:
    """The canaries in these bytes, whatever the case."""
    low = content.lower()
    return {word for word in (*MARKS, *TAXES, FIRM.split()[0].casefold()) if word.encode() in low}


def opened_tab(visitor: Callable[..., AppTest], drop: Callable[..., AppTest], hide: bool) -> AppTest:
    tab = drop(visitor().run(), (f"{CANARIES[0]} 2024.csv", ledger()))
    tab.sidebar.toggle("hide_names")
    state = tab.session_state["session"]
    document = state.document.model_copy(update=decided())
    saved = cached.store().patch(state.workspace, {name: getattr(document, name) for name in decided()}, state.document)
    tab.session_state["session"] = session.replace(state, document=saved.document)
    tab.run()
    if hide:
        tab.sidebar.toggle("hide_names").set_value(True).run()
    return tab


def pages(tab: AppTest, show: Callable[..., AppTest]) -> dict[str, bytes]:
    """What every page sends, Segments once for each of its views."""
    found = {}
    for screen in PAGES:
        found[screen.file] = sent(show(tab, screen.file))
        assert not tab.exception, screen.file
    for face in FACES:
        show(tab, "segments")
        found[face] = sent(tab.segmented_control("segments_view").set_value(face).run())
    return found


def test_hidden_names_reach_no_page_and_shown_ones_do(
    visitor: Callable[..., AppTest], show: Callable[..., AppTest], drop: Callable[..., AppTest]
) -> None:
    hidden = pages(opened_tab(visitor, drop, hide=True), show)
    assert {page: leaks(content) for page, content in hidden.items() if leaks(content)} == {}
    cached.store.clear()
    seen = pages(opened_tab(visitor, drop, hide=False), show)
    found = set().union(*map(leaks, seen.values()))
    assert found >= {*MARKS, FIRM.split()[0].casefold()}
    assert found & set(TAXES)
    assert len(hidden) == len(seen) == len(PAGES) + len(FACES)


def test_files_hold_code_names_only_and_the_switch_brings_the_names_back(
    visitor: Callable[..., AppTest], show: Callable[..., AppTest], drop: Callable[..., AppTest], monkeypatch: Any
) -> None:
    files: dict[str, bytes] = {}

    def taken(_label: str, data: Any, **options: Any) -> bool:
        files[options["file_name"]] = data() if callable(data) else data
        return False

    monkeypatch.setattr(st, "download_button", taken)
    tab = opened_tab(visitor, drop, hide=True)
    show(tab, "report")
    book = zipfile.ZipFile(io.BytesIO(files["labrador.xlsx"]))
    parts = {f"{name} {part}": book.read(part) for name in ["labrador.xlsx"] for part in book.namelist()}
    plain = {name: content for name, content in files.items() if name != "labrador.xlsx"}
    assert {name: leaks(content) for name, content in {**plain, **parts}.items() if leaks(content)} == {}
    assert set(plain) >= {"customers.csv"}
    tab.sidebar.toggle("hide_names").set_value(False).run()
    show(tab, "report")
    book = zipfile.ZipFile(io.BytesIO(files["labrador.xlsx"]))
    assert leaks(b"".join(map(book.read, book.namelist()))) >= {*MARKS, *TAXES}
    assert leaks(files["customers.csv"]) >= {*MARKS, *TAXES}


def test_what_is_typed_while_names_are_hidden_is_saved_with_them(
    visitor: Callable[..., AppTest], show: Callable[..., AppTest], drop: Callable[..., AppTest]
) -> None:
    tab = opened_tab(visitor, drop, hide=True)
    code = tab.session_state["session"].veil.code(CANARIES[2])
    show(tab, "segments")
    field = next(each for each in tab.text_input if each.value == f"Like {code}")
    field.set_value(f"Like {code} and more").run()
    assert tab.session_state["session"].document.segments[0].name == f"Like {CANARIES[2]} and more"
    show(tab, "customer")
    assert tab.session_state["session"].veil.code(CANARIES[6]) in tab.title[0].value
    tab.text_input("find_customer").set_value(CANARIES[2].split()[0]).run()
    assert "Nobody matches" in "".join(each.value for each in tab.markdown)
    tab.text_input("find_customer").set_value(code).run()
    assert "1 customer found" in [each.value for each in tab.subheader]
