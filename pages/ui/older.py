"""An older workbook beside the ledger that is open: who rose, who fell, who is new or gone; the largest money first."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.ui import cached, opened, session
from pages.ui.customers import AT_ONCE, ROW, open_customer, picked_row
from pages.ui.frame import Open
from pages.ui.parts import Figure, dark, figures, section
from pages.ui.portrait_found import key
from segcore.classify.rfm_class import SEGMENTS
from segcore.colours import Token, palette
from segcore.moved import FELL, GONE, KINDS, LETTERS, NEW, NOBODY, ROSE, Then, moved, moved_csv, totals, transitions
from segcore.readers.customer_list import who
from segcore.views import span
from segcore.words import Words
from segcore.words import moved as told
from segcore.words import sentences as say
from segcore.words.codes import ACTIONS
from segcore.workbook import Restored

COUNTED: tuple[tuple[str, Token], ...] = ((ROSE, "target"), (FELL, "call"), (NEW, "new"), (GONE, "watch"))
MOVED = "moved"
PICKED = "moved_kind"


def show(page: Open) -> None:
    """The comparison with the workbook that was read last; nothing without one or without a ledger."""
    read = session.current().older
    if page.found is None or read is None:
        return
    file, digest, older = read
    words, then = page.words, older.customers
    with section("moved", words("What moved since {file}", file=session.esc(file))):
        if then is not None and then.names:
            table = _compared(page, digest, then)
            _download(page, table)
        st.button(words("Close"), key="moved_close", type="tertiary", on_click=_close)
    if then is None or not then.names:
        st.caption(words("This workbook lists no customers, so there is nothing to compare."))
        return
    st.caption(session.esc(told.spans(words, then, span(page.analysis), len(page.analysis.customers))))
    _figures(words, table)
    left, right = st.columns([1.3, 1], gap="large")
    with left:
        _matrix(page, table)
    with right:
        _doubts(page, older, then)
    _list(page, table, _kinds(words, table))


def _close() -> None:
    session.change(older=None, grid=session.current().grid + 1)


def _compared(page: Open, digest: str, then: Then) -> pd.DataFrame:
    """Of `moved`, with names as the ledger has them: who is who is found by real names, whatever may be shown."""

    def made() -> pd.DataFrame:
        found = opened.attached()
        assert found is not None
        customers, joined = found[0].customers, dict(found[0].report.joined)
        names, taxes = customers["customer"].astype(str).tolist(), customers["tax_id"].astype(str).tolist()
        spellings = {name: (session.plain(name), *joined.get(name, ())) for name in names}
        return moved(then, customers, who(then.names, then.tax_ids, names, taxes, spellings)[0])

    table: pd.DataFrame = cached.compared(f"{key(page)} {digest}", made)
    return table


def _download(page: Open, table: pd.DataFrame) -> None:
    def shown() -> bytes:
        taxes = "" if hidden else table["tax_id"]
        return moved_csv(table.assign(customer=names, tax_id=taxes)).encode("utf-8-sig")

    hidden, names = page.session.veil is not None, [page.customer(name) for name in table["customer"]]
    st.download_button(
        page.words("Download CSV"),
        data=shown,
        file_name="moved.csv",
        mime="text/csv",
        key="download_moved",
        icon=":material/table:",
        on_click="ignore",
    )


def _doubts(page: Open, older: Restored, then: Then) -> None:
    """Why figures of then and now may not compare."""
    words, analysis = page.words, page.analysis
    currency = analysis.report.currency or ""
    found = told.doubts(words, then, span(analysis), currency, analysis.ledger_digest)
    changed = told.thresholds(words, older.settings, analysis.settings)
    st.markdown(f"**{words('Before you compare')}**")
    for doubt in [*found, *([changed] if changed else [])]:
        st.markdown(f":orange[:material/warning:] {session.esc(doubt)}")
    if not found and not changed:
        st.caption(words("Nothing speaks against it: the same length, currency and thresholds."))


def _figures(words: Words, table: pd.DataFrame) -> None:
    found = totals(table)
    row = []
    for kind, token in COUNTED:
        count, then, now = found.get(kind, (0, 0.0, 0.0))
        note = words("{then} then, {now} now", then=words.short(round(then)), now=words.short(round(now)))
        row.append(Figure(told.kind_name(words, kind), words.number(count), note, token if count else "rest"))
    figures(row)


def _matrix(page: Open, table: pd.DataFrame) -> None:
    """From which letter to which: how many customers, and their money."""
    words = page.words
    found = {(row.then, row.now): row for row in transitions(table).itertuples()}
    letters = [letter for letter in LETTERS if any(letter in pair for pair in found)]

    def cell(then: str, now: str) -> str:
        row: Any = found.get((then, now))
        return f"{words.number(row.customers)} · {words.short(round(row.money))}" if row else "\u2013"

    columns = {letter: [cell(then, letter) for then in [*letters, ""]] for letter in letters}
    gone = [cell(then, "") for then in letters] + [""]
    st.markdown(f"**{words('From letter to letter')}**")
    st.dataframe(
        {
            "then": [*(words("{letter} then", letter=letter) for letter in letters), words("New")],
            **columns,
            "gone": gone,
        },
        column_config={
            "then": st.column_config.TextColumn("", width=84),
            **{letter: st.column_config.TextColumn(words("{letter} now", letter=letter)) for letter in letters},
            "gone": st.column_config.TextColumn(words("Gone")),
        },
        hide_index=True,
        row_height=ROW,
        key="moved_matrix",
        alt=words("How many customers went from which letter to which, and their money"),
    )


def _kinds(words: Words, table: pd.DataFrame) -> str:
    """What is listed below: everybody that moved, or one kind."""
    counts = {kind: row[0] for kind, row in totals(table).items()}
    names = {kind: f"{told.kind_name(words, kind)} {words.number(counts[kind])}" for kind in KINDS if kind in counts}
    chosen = st.segmented_control(
        words("Who"),
        [MOVED, *names],
        default=MOVED,
        required=True,
        format_func=lambda kind: names.get(kind) or words("All that moved"),
        key=PICKED,
        label_visibility="collapsed",
        persist_state="session",
    )
    kind = chosen if chosen in names else MOVED
    st.caption(words("Rose, fell, new or gone.") if kind == MOVED else told.kind_meaning(words, kind))
    return str(kind)


def _list(page: Open, table: pd.DataFrame, kind: str) -> None:
    """The customers of one kind; a row opens the customer, where he is in the ledger that is open."""
    words = page.words
    wanted = [code for code, _ in COUNTED] if kind == MOVED else [kind]
    part = table[table["kind"].isin(wanted)].head(AT_ONCE)
    if part.empty:
        st.caption(words("Nobody moved."))
        return
    shown = _shown(page, part)
    styled = shown.style.format(_formats(words), na_rep="\u2013")
    filled = [name for name in shown.columns if shown[name].astype(bool).any()]
    alt = words("Customers with their cell, revenue, RFM name and action then and now; a row opens the customer")
    row = picked_row(styled, len(part), filled, _columns(page), f"moved_{kind}", alt)
    if row is not None:
        position = int(part["position"].iloc[row])
        if position != NOBODY:
            open_customer(page, position)


def _shown(page: Open, part: pd.DataFrame) -> pd.DataFrame:
    words, rows = page.words, part.to_dict("records")
    then, now = part["revenue_then"] / 100, part["revenue_now"] / 100
    return pd.DataFrame(
        {
            "customer": [page.customer(str(name)) for name in part["customer"]],
            "kind": [told.kind_name(words, kind) for kind in part["kind"]],
            "cell_then": [[cell] if cell else [] for cell in part["cell_then"]],
            "cell_now": [[cell] if cell else [] for cell in part["cell_now"]],
            "revenue_then": then.to_numpy(),
            "revenue_now": now.to_numpy(),
            "change": ((now - then) / then.where(then > 0)).to_numpy(),
            "rfm": [_step(page, row, "rfm_segment", SEGMENTS, say.rfm_name) for row in rows],
            "action": [_step(page, row, "action", ACTIONS, say.action_name) for row in rows],
        }
    )


def _step(page: Open, row: dict[Any, Any], name: str, codes: Any, worded: Any) -> str:
    """`Loyal → At risk`; one name where it is the same or the other one is not known."""
    texts = [str(row[f"{name}_{when}"]) for when in ("then", "now")]
    named = [worded(page.words, text) if text in codes else page.name(text) for text in texts if text]
    return " → ".join(dict.fromkeys(named))


def _formats(words: Words) -> dict[str, Any]:
    def money(amount: float) -> str:
        return words.number(round(amount))

    return {"revenue_then": money, "revenue_now": money, "change": words.change}


def _columns(page: Open) -> dict[str, Any]:
    words, colours, config = page.words, palette(dark()), st.column_config
    cells = [row + column for row in "ABC" for column in "XYZ"] + [*LETTERS]
    fills = [colours.tokens["watch"] if cell == "N" else colours.fills[cell[0]] for cell in cells]
    chip: dict[str, Any] = {"options": cells, "color": fills, "width": 58}
    currency = page.analysis.report.currency or None
    return {
        "customer": config.TextColumn(words("Customer"), width=190),
        "kind": config.TextColumn(words("Moved"), width=86),
        "cell_then": config.MultiselectColumn(words("Was"), **chip),
        "cell_now": config.MultiselectColumn(words("Now"), **chip),
        "revenue_then": config.NumberColumn(words("Revenue then"), width=112),
        "revenue_now": config.NumberColumn(words("Revenue now"), width=116, help=currency),
        "change": config.NumberColumn(words("Change"), width=86),
        "rfm": config.TextColumn("RFM", width=170),
        "action": config.TextColumn(words("Action"), width=200),
    }
