"""Presentation: the result one thing at a time, in large type, for a room."""

from __future__ import annotations

import streamlit as st

from pages.ui import look, presenting
from pages.ui.frame import head, open_page, way_out

page = open_page()
st.html(look.PRESENTING)
found = presenting.slides(page)
if found:
    presenting.show(page, found)
else:
    head(page.words("Presentation"), page.words("Nothing to present yet: open a ledger, or score segments"))
    way_out(page.words)
