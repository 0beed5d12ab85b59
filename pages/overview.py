"""Overview: who matters, what to do on Monday, how far to trust it."""

from __future__ import annotations

import streamlit as st

from pages.ui import glance, thresholds, workbooks
from pages.ui.frame import head, open_page
from pages.ui.parts import lights, notices, section
from segcore.views import headline

page = open_page()
settings, facts = page.session.settings, headline(page.analysis)
head(page.words("Overview"), glance.finding(page.words, page.analysis.value, facts))
glance.metrics(page, facts)
left, right = st.columns([1.1, 1], gap="medium")
with left:
    glance.tasks(page)
with right:
    glance.money(page)
with section("trust", page.words("How far to trust this")), st.container(horizontal=True, width="content"):
    with st.popover(thresholds.abc_label(page.words, settings), type="tertiary", key="thresholds_overview"):
        thresholds.form(page.words, settings, thresholds.ABC, "overview")
    workbooks.download(page)
lights(page.words, page.analysis)
notices(page.words, page.analysis)
