"""The user's own word for a customer (glad, left angry, …), typed into a table; rules can ask for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from pages.ui import session, typed_table
from pages.ui.frame import Open
from pages.ui.parts import with_currency
from pages.ui.segments_fields import keys
from pages.ui.typed_table import ROW, Edits
from segcore.views import search

AT_ONCE, LONGEST = 200, 60


def own_words(page: Open) -> None:
    """Two hundred customers at a time, largest first, each with a cell to type into."""
    words, statuses = page.words, page.session.document.statuses
    if page.found is None:
        st.markdown(words("Your own words belong to customers of a ledger: open one first."))
        return
    names = [page.name(name) for name in page.analysis.customers["customer"]]
    typed = st.text_input(
        words("Find"), key="words_search", placeholder=words("Name or tax number"), icon=":material/search:", width=380
    )
    positions = [int(position) for position in search(page.analysis, typed, names)[:AT_ONCE]]
    used = Counter(statuses.values()).most_common()
    known = ", ".join(f"{session.esc(word)} ({words.number(count)})" for word, count in used[:12])
    st.caption(
        words("So far: {known}.", known=known)
        if used
        else words("Type a word of your own beside a customer, such as glad or left angry; rules can then ask for it.")
    )
    if positions:
        _editor(page, positions, names)
    else:
        st.markdown(
            words('Nobody matches "{typed}": try part of the name or the tax number.', typed=session.esc(typed))
        )


def _editor(page: Open, positions: list[int], names: list[str]) -> None:
    words, customers, key_of = page.words, page.analysis.customers, keys(page)
    shown = [key_of[position] for position in positions]
    part = customers.iloc[positions]
    typed_table.show(
        {
            "customer": [names[position] for position in positions],
            "word": [page.name(page.session.document.statuses.get(key, "")) for key in shown],
            "cell": part["cell"].astype(str).tolist(),
            "revenue": [words.money(amount) for amount in part["revenue"].tolist()],
        },
        f"own_words_{page.session.grid}_{session.short_digest(repr(shown))}",
        partial(_write, tuple(shown)),
        column_config={
            "customer": st.column_config.TextColumn(words("Customer"), width=320),
            "word": st.column_config.TextColumn(words("My own word"), width=220, max_chars=LONGEST),
            "cell": st.column_config.TextColumn(words("Cell"), width=80),
            "revenue": st.column_config.TextColumn(
                with_currency(words, page.analysis, "Revenue"), width=140, alignment="right"
            ),
        },
        disabled=["customer", "cell", "revenue"],
        height=ROW * (min(len(shown), 14) + 1) + 2,
        alt=words("Customers with your own word for each"),
    )


def merged(
    statuses: Mapping[str, str], shown: tuple[str, ...], edits: Mapping[int, Mapping[str, Any]]
) -> dict[str, str]:
    """The words by party key after edits of the table; an emptied cell takes the word away."""
    typed = {shown[row]: session.show_name(str(cells["word"] or ""))[:LONGEST] for row, cells in edits.items()}
    return {key: word for key, word in {**statuses, **typed}.items() if word}


def _write(shown: tuple[str, ...], edits: Edits) -> None:
    session.patch(statuses=merged(session.current().document.statuses, shown, edits))
