"""The tour of 90 seconds: a sample in a workspace of its own, seven stops with a sentence each, left at any time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import streamlit as st

from pages.ui import cached, login, opened, session
from segcore.ledger import SourceFile
from segcore.rules import Is
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.store import By, Score
from segcore.words import Words
from segcore.words.markers import mark
from segcore.workspace import Document, Scorecard

DATA: Final = Path(__file__).parents[2] / "data"
SAMPLES: Final = {
    "en": ("en_b2b_services.csv", ("Healthcare", "Hospitality", "Education", "Manufacturing")),
    "pl": ("pl_furniture_maker.xlsx", ("Hotele", "Biura", "Edukacja", "Deweloperzy")),
    "ru": ("ru_freight.csv", ("Химия", "Строительство", "Торговля", "Сельское хозяйство")),
}
SCORES: Final = ("223323232", "132212322", "221222121", "012122123")
CONTACTS: Final = (40, 30, 25, 20)
STOPS: Final = (
    ("overview", mark("The whole ledger at a glance: who brings the money, and what to do on Monday.")),
    ("matrix", mark("Up and down the money, left to right the rhythm: a click on a cell lists its customers.")),
    ("rfm", mark("Who bought lately, often and for much: ten names tell whom to thank and whom to win back.")),
    ("customer", mark("Every customer says why it stands where it stands, and what would move it.")),
    ("portrait", mark("What your best customers have in common; a click makes it a segment.")),
    ("top3", mark("Segments scored on nine questions: these three are worth the next three months.")),
    ("report", mark("All of it to take away: one Excel file that computes by itself, one page to print.")),
)


def begin(words: Words) -> None:
    """Open the sample beside the user's own work, and stand at the first stop."""
    state = session.current()
    file, names = SAMPLES.get(words.language, SAMPLES["en"])
    say = words("One supplier, one invoice, one person who answers the phone.")
    document = Document(
        language=words.language,
        segments=tuple(Segment(name, Is("industry", (name,))) for name in names),
        scorecard=Scorecard(message=dict.fromkeys(names, say), contacts=dict(zip(names, CONTACTS, strict=True))),
    )
    scores = [
        Score(name, code, "", float(digit))
        for name, digits in zip(names, SCORES, strict=True)
        for code, digit in zip(CRITERIA, digits, strict=True)
    ]
    saved = cached.store().create(document, By(session.visitor()), words("Tour with a sample"), login.person(), scores)
    session.leave()
    session.put(session.Session(workspace=saved.workspace, document=saved.document, name=saved.name, left=state))
    opened.drop([SourceFile(file, (DATA / file).read_bytes())])
    st.query_params["tour"] = "1"


def bar(words: Words) -> str:
    """The slim bar at the bottom while the tour lasts; the page to open now, "" to stay."""
    asked = st.query_params.get("tour", "")
    if not asked:
        return ""
    at = min(int(asked), len(STOPS)) if asked.isdecimal() and int(asked) else 1
    page, sentence = STOPS[at - 1]
    away = session.current().page != page
    with st.bottom.container(key="tour", horizontal=True, vertical_alignment="center", gap="small"):
        count = words("{n} of {m}", n=words.number(at), m=words.number(len(STOPS)))
        st.markdown(f":gray[{words('Tour with a sample')} · {count}]  \n**{words(sentence)}**", width="stretch")
        back = st.button(words("Back"), key="tour_back", type="tertiary", disabled=at == 1)
        following = words("Next") if at < len(STOPS) else words("Start with your own ledger")
        onward = st.button(words("Back to the tour") if away else following, key="tour_next")
        leaving = st.button(words("Leave"), key="tour_leave", type="tertiary", icon=":material/close:")
    if leaving or (onward and not away and at == len(STOPS)):
        return _end()
    if back or onward:
        at += 0 if onward and away else 1 if onward else -1
        st.query_params["tour"] = str(at)
        return STOPS[at - 1][0]
    return ""


def _end() -> str:
    """Delete the sample's workspace and open what was there before; in a tab loaded anew the sample just stays."""
    state = session.current()
    st.query_params.pop("tour", None)
    if state.left is None:
        return "overview" if state.has_ledger else "ledger"
    cached.store().delete(state.workspace)
    session.leave()
    session.put(replace(state.left, page=state.page))
    if state.left.workspace:
        st.query_params["w"] = state.left.workspace
    else:
        st.query_params.pop("w", None)
    return "overview" if state.left.has_ledger else "ledger"
