"""Who is at this browser: a person, where the server asks everybody to log in, else nobody but the browser itself."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from segcore.words import Words

DEFAULT = "default"


def configured() -> bool:
    """Whether .streamlit/secrets.toml has a section [auth]: then nobody gets in without logging in."""
    return bool(st.secrets.load_if_toml_exists() and st.secrets.get("auth"))


def person() -> str:
    """The id of whoever is logged in, the same on every device; "" for nobody."""
    known = st.user.to_dict()
    issuer, subject = known.get("iss"), known.get("sub")
    return f"{issuer} {subject}" if known.get("is_logged_in") and issuer and subject else ""


def called() -> str:
    """What the person is called, as the provider tells it."""
    known = st.user.to_dict()
    return next((str(known[name]) for name in ("name", "email", "preferred_username") if known.get(name)), "")


def ask(words: Words) -> None:
    """The page instead of every other one: log in first."""
    with st.container(key="login", horizontal_alignment="center"):
        st.title("Labrador", anchor=False)
        st.markdown(words("Log in to open your work. What you save belongs to you; others see what you share."))
        for name, label in _providers().items():
            text = words("Log in with {name}", name=label) if label else words("Log in")
            st.button(text, key=f"login_{name}", type="primary", on_click=st.login, args=(name,))


def part(words: Words, name: str) -> None:
    """In the sidebar: who is logged in, by a name made safe for Markdown, and the way out."""
    if person():
        st.caption(f":material/person: {name}")
        st.button(
            words("Log out"), key="log_out", icon=":material/logout:", type="tertiary", width="stretch",
            on_click=st.logout,
        )  # fmt: skip


def _providers() -> dict[str, str]:
    """The providers of the configuration, each with the name to show; "" for the only one."""
    section = st.secrets["auth"]
    named = [name for name in section if isinstance(section[name], Mapping) and "client_id" in section[name]]
    only = {DEFAULT: ""} if "client_id" in section else {}
    return only | {name: name.capitalize() for name in named}
