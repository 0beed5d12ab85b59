"""Workshop: the team scores the segments together, each on a phone and blind; then talks about what is far apart."""

from __future__ import annotations

import streamlit as st

from pages.ui import cached, workshop_host, workshop_talk
from pages.ui.frame import Open, address, head, open_page, place


def nothing(page: Open) -> None:
    """Without a segment there is nothing to score."""
    words = page.words
    head(words("Workshop"), words("Score your segments together, each on a phone"))
    st.markdown(words("No segments yet: name them first, then score them together."))
    st.page_link(place("scorecard"), label=words("Open the scorecard"), query_params=address())


page = open_page()
if not page.session.document.segments:
    nothing(page)
else:
    found = cached.store().workshops.of(page.session.workspace)
    if found is None or found.state == "closed":
        workshop_host.prepare(page)
    elif found.state == "open":
        workshop_host.gather(page, found)
    else:
        workshop_talk.show(page, found)
