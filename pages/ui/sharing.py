"""Links of a workspace: made, shown with their QR code, and revoked by whoever owns it; the address of this server."""

from __future__ import annotations

import ipaddress
from functools import partial
from io import BytesIO
from typing import Final
from urllib.parse import urlsplit

import segno
import streamlit as st

from pages.ui import cached, login, session
from segcore.errors import LabradorError
from segcore.store import ROLES, Link, Role
from segcore.words import Words
from segcore.words.markers import mark

TITLES: Final = {"look": mark("To look"), "score": mark("To score"), "edit": mark("To edit")}
ANYONE: Final = {
    "look": mark("Anyone with this link sees every page and can download, but changes nothing."),
    "score": mark("Anyone with this link can score in a workshop, and sees nothing else."),
    "edit": mark("Anyone with this link changes everything as you do, but neither deletes nor shares."),
}
COLLEAGUES: Final = {
    "look": mark("Whoever can log in here and has this link sees every page and can download, but changes nothing."),
    "score": mark("Whoever can log in here and has this link can score in a workshop, and sees nothing else."),
    "edit": mark("Whoever can log in here and has this link changes everything, but neither deletes nor shares."),
}
GUESTS: Final = {
    "look": mark("You look at shared work: nothing you do here is saved."),
    "edit": mark("You edit shared work: what you change is saved for everybody."),
}
CLOSED: Final = {"look": ("workshop", "workspaces"), "edit": ("workspaces",)}  # pages no link of this kind opens
QR, NEAR = 200, "localhost"


def part(words: Words) -> None:
    """In the sidebar: the button that opens the links, or what this link is for."""
    state = session.current()
    if state.role != "own":
        st.caption(f":material/link: {words(GUESTS[state.role])}" if state.role in GUESTS else "")
    elif state.workspace and st.button(
        words("Share this work"), key="share", icon=":material/share:", type="tertiary", width="stretch"
    ):
        st.dialog(words("Share this work"), width="medium")(partial(_links, words))()


def _links(words: Words) -> None:
    links = {link.role: link for link in cached.store().links.of(session.current().workspace)}
    meaning = COLLEAGUES if login.configured() else ANYONE
    for role in ROLES:
        with st.container(border=True, key=f"share_{role}", gap="small"):
            st.markdown(f"**{words(TITLES[role])}**  \n{words(meaning[role])}")
            if role in links:
                _link(words, links[role])
            else:
                st.button(
                    words("Make a link"), key=f"make_{role}", icon=":material/add_link:", on_click=make, args=(role,)
                )
    near(words)
    if not login.configured():
        st.caption(words("The address of your own page opens everything, deleting too: send one of these links."))


def _link(words: Words, link: Link) -> None:
    target = address(link)
    st.code(target, language=None, wrap_lines=True)
    with st.container(horizontal=True, key=f"tight_share_{link.role}"):
        with st.popover(words("QR code"), icon=":material/qr_code_2:"):
            picture(words, target, QR)
        st.button(
            words("Revoke"), key=f"revoke_{link.role}", icon=":material/link_off:", type="tertiary",
            on_click=_revoke, args=(link.token,),
        )  # fmt: skip


def near(words: Words) -> None:
    """Say it where the links open on this machine only."""
    if _on_this_machine(base()):
        told = words(
            "These links work on this machine only. Start Labrador with {command} and open the address it prints.",
            command="`make serve`",
        )
        st.caption(f":orange[:material/warning:] {told}")


def make(role: Role) -> None:
    """One more link of the open workspace."""
    _tried(partial(cached.store().links.make, session.current().workspace, role))


def _revoke(token: str) -> None:
    _tried(partial(cached.store().links.revoke, session.current().workspace, token))


def _tried(change: partial[object]) -> None:
    try:
        change()
    except LabradorError as problem:
        session.change(problem=problem)


def score_link() -> Link | None:
    """The link to score of the open workspace, if it is ours to show and there is one."""
    state = session.current()
    links = cached.store().links.of(state.workspace) if state.role == "own" and state.workspace else ()
    return next((link for link in links if link.role == "score"), None)


def address(link: Link) -> str:
    """What is sent: the page and the token."""
    return f"{base()}/{'vote' if link.role == 'score' else ''}?w={link.token}"


def base() -> str:
    """The address of this server as the browser knows it, without a slash at its end; behind a proxy, the proxy's."""
    seen = urlsplit(st.context.url or "")
    if seen.netloc:
        origin = f"{seen.scheme}://{seen.netloc}"
    else:
        headers = st.context.headers
        host = headers.get("X-Forwarded-Host") or headers.get("Host") or NEAR
        origin = f"{headers.get('X-Forwarded-Proto') or 'http'}://{host}"
    return "/".join(filter(None, (origin, st.get_option("server.baseUrlPath").strip("/"))))


def _on_this_machine(origin: str) -> bool:
    host = urlsplit(origin).hostname or NEAR
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == NEAR or host.endswith(f".{NEAR}")


def picture(words: Words, target: str, width: int) -> None:
    """The QR code of an address, black on white whatever the theme."""
    drawn = BytesIO()
    segno.make(target, error="m", micro=False).save(
        drawn, kind="svg", border=3, dark="#000", light="#fff", xmldecl=False, scale=8
    )
    st.image(drawn.getvalue().decode(), width=width, alt=words("QR code of this link"))
