"""Method: every formula, its thresholds in force and their source; each can be changed here."""

from __future__ import annotations

import streamlit as st

from pages.ui import recipes, thresholds
from pages.ui.frame import Open, head, open_page
from pages.ui.parts import action_column, section
from segcore.settings import NAMES
from segcore.words import Words
from segcore.words import sentences as say


def finding(page: Open) -> str:
    """How many thresholds were moved."""
    changed = sum(name in page.session.settings.given for name in NAMES)
    if not changed:
        return page.words("Every threshold is at its default")
    return page.words.plural(
        "{n} threshold of {m} was moved", "{n} thresholds of {m} were moved", changed, m=page.words.number(len(NAMES))
    )


def group(page: Open, name: str) -> None:
    """One group: its formula, then each setting with its source."""
    words, settings = page.words, page.session.settings
    names = recipes.names_of(name)
    changed = [setting for setting in names if setting in settings.given]
    with section(f"group_{name}", say.setting_group(words, names[0])):
        if changed:
            st.button(
                words("Back to the defaults"),
                key=f"default_group_{name}",
                type="tertiary",
                icon=":material/undo:",
                on_click=thresholds.reset,
                args=(changed,),
            )
    lines = recipes.recipe(words, settings, name)
    if lines:
        st.markdown("  \n".join(line.replace("*", "\\*") for line in lines))
    for start in range(0, len(names), 2):
        for column, setting in zip(st.columns(2, gap="medium"), names[start : start + 2], strict=False):
            with column:
                thresholds.setting(words, settings, setting, "method")
                st.caption(recipes.source(words, setting))


def policy(words: Words) -> None:
    """The action policy, as the engine reads it."""
    with section("policy", words("Which action a customer gets: the first rule that fits")):
        pass
    rows = recipes.policy(words)
    config = st.column_config
    st.dataframe(
        rows,
        column_config={
            "rule": config.NumberColumn(words("Rule"), width=70),
            "cells": config.TextColumn(words("Cells"), width=150),
            "why": config.TextColumn(words("Who"), width=330),
            "action": action_column(words),
            "advice": config.TextColumn(words("What to do"), width=300),
        },
        hide_index=True,
        row_height=38,
        height="content",
        key="policy",
        alt=words("The action policy: rules in order, the first that fits"),
    )


def names_map(words: Words) -> None:
    """The ten names of the RFM map."""
    with section("map", words("The ten names by R and FM")):
        pass
    st.dataframe(
        recipes.segment_map(words),
        hide_index=True,
        row_height=38,
        height="content",
        key="names_map",
        alt=words("The ten names by R and FM"),
    )


page = open_page()
head(
    page.words("Method"),
    finding(page),
    page.words("What is computed, with the thresholds in force; change one and every page follows."),
)
for name in recipes.GROUPS:
    group(page, name)
policy(page.words)
names_map(page.words)
