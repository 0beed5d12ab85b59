"""The pages on the twelve customers worked out by hand: exact figures, cells that open, thresholds that move."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import recipes
from segcore.settings import NAMES

HERE = Path(__file__).resolve().parents[1] / "twelve"
EXPECTED: dict[str, Any] = json.loads((HERE / "expected.json").read_text("utf-8"))
Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]


@pytest.fixture
def opened(visitor: Tab, drop: Tab) -> Tab:
    """opened(language="qps"): a tab with the twelve-customer ledger."""

    def open_tab(**address: str) -> AppTest:
        return drop(visitor(**address).run(), ("ledger.csv", (HERE / "ledger.csv").read_bytes()))

    return open_tab


def listed(tab: AppTest) -> list[str]:
    """The names in the customer list."""
    return list(tab.dataframe[0].value["customer"])


def labels(tab: AppTest, prefix: str) -> dict[str, str]:
    """Labels of the buttons whose key begins like this, as plain text lines, by the rest of the key."""
    found = {}
    for button in tab.button:
        if button.key and button.key.startswith(prefix):
            found[button.key.removeprefix(prefix)] = plain(button.label)
    return found


def plain(markdown: str) -> str:
    for mark in (":gray[", ":red[", ":green[", ":violet[", ":blue[", ":orange[", ":yellow[", "]", "*"):
        markdown = markdown.replace(mark, " ")
    for icon in (":material/phone_in_talk:", ":material/warning:"):
        markdown = markdown.replace(icon, "!")
    return " | ".join(" ".join(line.split()) for line in markdown.split("\n"))


def test_the_overview_says_who_matters_and_what_to_do(opened: Tab, show: Show) -> None:
    tab = show(opened(), "overview")
    assert tab.title[0].value == "4 of 12 customers bring 88% of revenue; 1 of the best has gone quiet"
    assert [(metric.label, metric.value, metric.delta) for metric in tab.metric] == [
        ("Revenue, last 12 months", "48.0k", "\u22127.7% on last year"),
        ("Active customers", "11", "1 new"),
        ("Largest customer", "40%", "10 largest: 100%"),
        ("Best customers gone quiet", "1", "4,250 a year at stake"),
    ]
    assert list(labels(tab, "go_").items()) == [
        ("call_now", "4,250 Call now | 1 customer Good customers, later than usual: phone"),
        ("target", "20.8k Keep and grow | 1 customer Agree the year ahead; find more like them"),
        ("build_loyalty", "9,500 Build loyalty | 1 customer Give a reason to come back sooner"),
        ("check_project", "9,000 Check: one-off? | 1 customer Ask whether it was a project"),
        ("win_back", "2,000 Win back | 1 customer Visit with one concrete offer"),
    ]


def test_a_line_of_monday_opens_its_customers(opened: Tab, show: Show) -> None:
    tab = show(opened(), "overview")
    tab.button(key="go_call_now").click().run()
    assert tab.subheader[0].value == "Call now: 1 customer"
    assert listed(tab) == ["Dogwood Clinic"]


def test_the_matrix_shows_every_cell_and_row_n(opened: Tab, show: Show) -> None:
    tab = show(opened(), "matrix")
    assert labels(tab, "cell_") == {
        "AX": "AX 49% | 2 customers · 48.5k | Keep and grow ! 1",
        "AY": "AY 30% | 1 customer · 30.0k | Build loyalty",
        "AZ": "AZ 9.0% | 1 customer · 9,000 | Build loyalty",
        "BX": "BX 0% | 0 customers",
        "BY": "BY 7.5% | 1 customer · 7,500 | Build loyalty",
        "BZ": "BZ 0% | 0 customers",
        "CX": "CX 1.8% | 1 customer · 1,800 | Raise the order",
        "CY": "CY 1.2% | 1 customer · 1,200 | Raise the order",
        "CZ": "CZ 2.0% | 4 customers · 2,000 | No active selling",
        "N": "N nothing left after returns · 1 customer · 0 · ! Margin talk",
    }
    assert listed(tab) == [row["customer"] for row in EXPECTED["customers"]]


def test_a_cell_opens_its_customers_and_a_second_click_closes_it(opened: Tab, show: Show) -> None:
    tab = show(opened(), "matrix")
    tab.button(key="cell_AX").click().run()
    assert tab.subheader[0].value == "AX: 2 customers · 48.5k · 49%"
    assert listed(tab) == ["Alder Hospital", "Dogwood Clinic"]
    assert "They carry the business" in " ".join(markdown.value for markdown in tab.markdown)
    tab.button(key="cell_BX").click().run()
    assert tab.subheader[0].value == "BX: 0 customers"
    assert len(tab.dataframe) == 0
    tab.button(key="cell_BX").click().run()
    assert tab.subheader[0].value == "All customers: 12"


def test_the_picked_cell_survives_pages_and_languages(opened: Tab, show: Show) -> None:
    tab = show(opened(), "matrix")
    tab.button(key="cell_CZ").click().run()
    show(show(tab, "overview"), "matrix")
    cz = ["Hazel Studio", "Ivy Events", "Juniper School", "Kapok Yoga"]
    assert listed(tab) == cz
    tab.query_params["language"] = "qps"
    tab.run()
    assert listed(tab) == cz
    assert tab.subheader[0].value.startswith("CZ: ⟦")


def test_a_moved_threshold_changes_exactly_the_letters_it_must(opened: Tab, show: Show) -> None:
    tab = show(opened(), "matrix")
    before = dict(zip(listed(tab), tab.dataframe[0].value["cell"], strict=True))
    tab.number_input(key="set_matrix_abc.limits_0").set_value(70.0).run()
    after = dict(zip(listed(tab), tab.dataframe[0].value["cell"], strict=True))
    assert {name: cell[0] for name, cell in after.items()} == EXPECTED["limits_70_95"]["cells"]
    changed = {name: (before[name][0], after[name][0]) for name in before if before[name][0] != after[name][0]}
    assert changed == {"Cedar Theatre": ("AZ", "BZ"), "Dogwood Clinic": ("AX", "BX")}
    assert show(tab, "overview").title[0].value.startswith("2 of 12 customers bring 70% of revenue")
    show(tab, "matrix").button(key="default_matrix").click().run()
    assert labels(tab, "cell_")["AX"] == "AX 49% | 2 customers · 48.5k | Keep and grow ! 1"


def test_the_rfm_map_opens_its_names(opened: Tab, show: Show) -> None:
    tab = show(opened(), "rfm")
    assert tab.title[0].value == "2 good customers are slipping away, with 16.5k of revenue"
    tab.button(key="seg_at_risk").click().run()
    assert listed(tab) == ["Cedar Theatre", "Elm Logistics"]
    assert list(tab.dataframe[0].value["scores"]) == ["2 · 1 · 4", "2 · 4 · 4"]
    assert [name for name in labels(tab, "seg_") if labels(tab, "seg_")[name].endswith("0 | Call this month")] == []


def test_without_ten_names_the_page_says_why_and_shows_the_scores(opened: Tab, show: Show) -> None:
    tab = show(opened(), "rfm")
    tab.selectbox(key="set_rfm_rfm.bins").set_value("4").run()
    assert tab.title[0].value == "No names on this map yet"
    assert "with scores up to 4 there are no names" in " ".join(caption.value for caption in tab.caption)
    assert len(tab.dataframe[0].value) == 12
    assert labels(tab, "seg_") == {}


def test_a_refusal_elsewhere_leaves_the_thresholds_as_they_are(opened: Tab, show: Show) -> None:
    tab = show(opened(), "method")
    tab.selectbox(key="set_method_xyz.method").set_value("classic").run()
    tab.number_input(key="set_method_status.new_days").set_value(30).run()
    show(tab, "scorecard")
    tab.text_area(key="add_segments").set_value(" > ".join("abcdefghijklm")).run()
    tab.button(key="add_segments_now").click().run()
    assert any("deeper than 12 steps" in text.value for text in tab.markdown)
    show(tab, "method")
    assert tab.selectbox(key="set_method_xyz.method").value == "classic"
    assert tab.number_input(key="set_method_status.new_days").value == 30
    tab.number_input(key="set_method_abc.limits_0").set_value(70.0).run()
    assert [tab.number_input(key=f"set_method_abc.limits_{place}").value for place in (0, 1)] == [70, 95]
    assert tab.session_state["session"].settings.abc.limits == (0.7, 0.95)


def test_a_customer_is_found_by_part_of_the_name(opened: Tab, show: Show) -> None:
    tab = show(opened(), "customer")
    tab.text_input(key="find_customer").set_value("cl").run()
    assert listed(tab) == ["Dogwood Clinic"]
    tab.text_input(key="find_customer").set_value("nobody").run()
    assert 'Nobody matches "nobody": try part of the name or the tax number.' in [text.value for text in tab.markdown]
    tab.text_input(key="find_customer").set_value("").run()
    assert tab.title[0].value == "Alder Hospital brings 40% of the money"


def test_next_stays_in_the_cell_and_says_what_would_move_it(opened: Tab, show: Show) -> None:
    tab = show(opened(), "customer")
    assert tab.button(key="previous_customer").disabled
    tab.button(key="next_customer").click().run()
    assert tab.title[0].value == "Dogwood Clinic is later than usual: call now"
    assert tab.button(key="next_customer").disabled
    assert [(metric.value, metric.delta) for metric in tab.metric] == [
        ("8,500", "4 of 12 by size"),
        ("31 days", "20 documents"),
        ("72 days", "2.3\u00a0× own rhythm"),
        ("425", "20 months with purchases"),
    ]
    assert (
        ", ".join(text.value.strip("*") for text in tab.markdown if text.value in ("**A**", "**X**", "**R4**"))
        == "A, X, R4"
    )


def test_every_setting_can_be_changed_on_the_method_page(opened: Tab, show: Show) -> None:
    tab = show(opened(), "method")
    keys = [w.key or "" for kind in ("selectbox", "number_input", "text_input", "date_input") for w in tab.get(kind)]
    missing = [name for name in NAMES if not any(key.startswith(f"set_method_{name}") for key in keys)]
    assert missing == []
    assert len(NAMES) > 30
    assert sorted(name for group in recipes.GROUPS for name in recipes.names_of(group)) == sorted(NAMES)


def test_a_setting_of_the_method_page_is_in_force_everywhere_until_reset(opened: Tab, show: Show) -> None:
    tab = show(opened(), "method")
    assert tab.title[0].value == "Every threshold is at its default"
    tab.number_input(key="set_method_xyz.often").set_value(95.0).run()
    assert tab.title[0].value == f"1 threshold of {len(NAMES)} was moved"
    assert labels(show(tab, "matrix"), "cell_")["AX"].startswith("AX 40% | 1 customer")
    show(tab, "method").button(key="default_group_xyz").click().run()
    assert tab.title[0].value == "Every threshold is at its default"


def test_a_value_that_is_not_allowed_is_refused_beside_it_and_nothing_moves(opened: Tab, show: Show) -> None:
    tab = show(opened(), "matrix")
    tab.number_input(key="set_matrix_xyz.rare").set_value(90.0).run()
    assert any(text.value.startswith(":red[") for text in tab.markdown)
    assert tab.number_input(key="set_matrix_xyz.rare").value == 90.0
    assert labels(tab, "cell_")["AX"] == "AX 49% | 2 customers · 48.5k | Keep and grow ! 1"
    tab.number_input(key="set_matrix_xyz.rare").set_value(20.0).run()
    assert not any(text.value.startswith(":red[:material/error:]") for text in tab.markdown)


def test_the_report_names_its_sheets(opened: Tab, show: Show) -> None:
    tab = show(opened(), "report")
    names = [text.value.strip("*") for text in tab.markdown if text.value.startswith("**")]
    sheets = ["Summary", "To do", "Customers", "ABC-XYZ", "RFM", "Settings", "Ledger report"]
    assert [name for name in names if name in sheets] == sheets
    assert tab.get("download_button")[0].proto.label == "Download Excel"


def test_totals_without_dates_show_abc_alone(visitor: Tab, drop: Tab, show: Show) -> None:
    content = "Customer,Amount\n" + "\n".join(f"Customer {n:02},{1000 - n * 40}.00" for n in range(1, 21))
    tab = show(drop(visitor().run(), ("totals.csv", content.encode())), "matrix")
    assert tab.title[0].value == "Money only: how regularly customers buy cannot be judged yet"
    assert sorted(labels(tab, "cell_")) == ["A", "B", "C"]
    assert show(tab, "overview").metric[0].label == "Revenue"
    assert not tab.exception


def test_one_purchase_shows_a_dash_for_its_rhythm(opened: Tab, show: Show) -> None:
    table = show(opened(), "matrix").dataframe[0]
    rhythm = table.value.set_index("customer")["rhythm"]
    assert rhythm[rhythm.isna()].index.tolist() == ["Cedar Theatre", "Ivy Events", "Kapok Yoga"]
    assert rhythm["Alder Hospital"] == 31.0
    assert table.proto.placeholder == "\u2013"
