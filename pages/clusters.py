"""Clusters: the groups customers may fall into by themselves, and whether there are any."""

from __future__ import annotations

import streamlit as st

from pages.ui import cluster_groups
from pages.ui.cluster_found import compared, grouped, suggestion
from pages.ui.frame import Open, head, open_page
from pages.ui.parts import badges
from segcore.clusters import LARGEST_K, enough
from segcore.words import groups as say


def caption(page: Open, rows: int) -> str:
    """Who is compared, and by what."""
    words = page.words
    out = len(page.analysis.customers) - rows
    listed = ", ".join(say.feature(words, str(name)) for name in raw.columns)
    told = words.plural(
        "{n} customer compared by: {listed}.", "{n} customers compared by: {listed}.", rows, listed=listed
    )
    left = words.plural(
        "{n} left out: no revenue, or silent for over two years.",
        "{n} left out: no revenue, or silent for over two years.",
        out,
    )
    return f"{told} {left}" if out else told


def choice(page: Open, best: int) -> int:
    """The number of groups; the suggested one is the start."""
    words = page.words
    chosen: int = st.segmented_control(
        words("Number of groups"),
        list(range(2, LARGEST_K + 1)),
        default=best,
        required=True,
        format_func=lambda k: words("{k} suggested", k=k) if k == best else str(k),
        key="clusters_k",
        persist_state="session",
        width="content",
    )
    return chosen


page = open_page()
raw = compared(page)
if not enough(raw):
    head(
        page.words("Clusters"),
        say.too_few(page.words, len(raw)),
        page.words("The matrix and your own rules still work."),
    )
    st.stop()
top = st.container()
found = suggestion(page, raw)
with top:
    head(
        page.words("Clusters"),
        say.headline(page.words, found.verdict, found.best),
        caption(page, len(raw)),
    )
with st.container(key="clusters_of"):
    k = choice(page, found.best)
made = grouped(page, raw, found, k)
if made.verdict == "groups":
    badges([("target", ":material/check_circle:", page.words("Found"))])
else:
    badges([("watch", ":material/edit:", page.words("Drawn, not found"))])
st.caption(say.verdict(page.words, made.clustering, len(raw)))
cluster_groups.chart(page, made)
cluster_groups.groups(page, made)
