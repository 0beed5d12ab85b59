"""The tree creature, animal, dog, labrador: ever narrower segments, the strength of our value, and where to stop."""

from __future__ import annotations

import streamlit as st

from pages.ui import segments_saving as saving
from pages.ui import session
from pages.ui.frame import Open
from pages.ui.segments_editor import editor
from pages.ui.segments_fields import Found
from pages.ui.segments_list import paste
from segcore import tree
from segcore.rules import Rule
from segcore.tree import MEGA, Node
from segcore.words import sentences as say
from segcore.words.markers import mark

Path = tuple[str, ...]
STRENGTHS = (mark("No value"), mark("Weak"), mark("Good"), mark("Mega"))
STRENGTH_DOTS = ("○○○", "●○○", "●●○", "●●●")
STEP = "\u2003\u2003"


def forest(page: Open, ledger: Found | None) -> None:
    """The trees left, the open node right, the candidates below."""
    words, trees = page.words, page.session.document.trees
    left, right = st.columns([1.45, 1], gap="medium")
    with left:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _new((), words("New root, such as B2B"))
            with st.popover(words("Paste a list"), key="paste_tree"):
                paste(page, "tree")
        if not trees:
            st.markdown(words("Paste a list, or name the root: everybody you could sell to. Then divide it."))
            return
        best = _best(trees)
        with st.container(key="box_tree"):
            for root in trees:
                for path, node in tree.walk(root):
                    _row(page, path, node, ledger, path in best)
    with right:
        _panel(page, ledger)
    _candidates(page)


def _best(trees: tuple[Node, ...]) -> set[Path]:
    """The ways to the nodes where to stop."""
    chosen = [node for root in trees for node in tree.candidates(root)]
    return {path for root in trees for path, node in tree.walk(root) if any(node is one for one in chosen)}


def _row(page: Open, path: Path, node: Node, ledger: Found | None, best: bool) -> None:
    """One node, as deep as it stands: strength in dots and a word, what its customers bring; pale below mega value."""
    words = page.words
    strength = f"{STRENGTH_DOTS[node.strength]} {words(STRENGTHS[node.strength])}"
    name = session.esc(node.name)
    text = f"{STEP * (len(path) - 1)}{f':gray[{name}]' if _needless(page, path) else f'**{name}**'} :gray[{strength}]"
    if best:
        text += f" :green-badge[{words('candidate')}]"
    if figures := _figures(page, node, ledger):
        text += f" *{figures}*"
    st.button(
        text,
        key=f"go_slim_{session.short_digest(_code(path))}",
        type="tertiary",
        width="stretch",
        icon=":material/chevron_right:" if _code(path) == page.session.picked.node else None,
        icon_position="right",
        on_click=session.pick,
        kwargs={"node": _code(path)},
    )


def _needless(page: Open, path: Path) -> bool:
    """Whether a node stands below mega value, where there is no need to go deeper."""
    nodes = (met for root in page.session.document.trees for met in tree.walk(root))
    return any(
        node.strength == MEGA and len(above) < len(path) and path[: len(above)] == above for above, node in nodes
    )


def _figures(page: Open, node: Node, ledger: Found | None) -> str:
    """Customers, revenue, its share and class A among those who belong to a node; empty where nobody can tell."""
    if ledger is None or (rule := _rule(page, node)) is None:
        return ""
    words, size = page.words, ledger.amount(rule)
    best = words("A {share}", share=words.percent(size.best))
    return f"{words.number(size.customers)} · {words.short(size.revenue)} · {words.percent(size.share)} · {best}"


def _rule(page: Open, node: Node) -> Rule | None:
    known = {one.name.casefold(): one.rule for one in page.session.document.segments if one.rule is not None}
    return tree.rule_of(node, known)


def _panel(page: Open, ledger: Found | None) -> None:
    """The open node: its name, the strength of our value, its children, and where to stop."""
    words, met = page.words, _open_node(page)
    if met is None:
        st.caption(
            words("Click a line to rename it, to divide it, or to say how strong your value is and who belongs there.")
        )
        return
    path, node = met
    key = session.short_digest(_code(path))
    session.set_text(f"node_name_{key}", node.name)
    session.set_widget(f"node_strength_{key}", node.strength)
    st.text_input(
        session.esc(" › ".join(path[:-1])) or words("Root"),
        key=f"node_name_{key}",
        max_chars=saving.LONGEST,
        on_change=_rename,
        args=(path, f"node_name_{key}"),
    )
    st.segmented_control(
        words("Our value for them"),
        range(len(STRENGTHS)),
        key=f"node_strength_{key}",
        required=True,
        format_func=lambda strength: words(STRENGTHS[strength]),
        on_change=_strengthen,
        args=(path, f"node_strength_{key}"),
    )
    if node.strength == MEGA:
        st.markdown(words("Mega value here: no need to go deeper."))
    _new(path, words("Divide it: a narrower segment"))
    with st.container(horizontal=True):
        if not saving.known(saving.tidy(node.name)):
            label = words("Make it a segment")
            asked = [(node.name, _rule(page, node))]
            st.button(label, key=f"node_segment_{key}", icon=":material/category:", on_click=_add, args=(asked,))
        st.button(words("Remove"), key=f"node_remove_{key}", icon=":material/delete:", on_click=_remove, args=(path,))
    _belongs(page, path, node, ledger)


def _belongs(page: Open, path: Path, node: Node, ledger: Found | None) -> None:
    """Who belongs to the node: its own rule, or what it takes over."""
    words = page.words
    st.markdown(f"**{words('Who belongs here')}**")
    if figures := _figures(page, node, ledger):
        st.markdown(figures)
    if node.rule is None:
        rule = _rule(page, node)
        st.caption(
            words("Taken over: {rule}.", rule=session.esc(say.rule(words, rule)))
            if rule
            else words("Nobody can tell yet: add a condition here, or to a narrower segment below.")
        )
    editor(page, saving.Owner(path=path), ledger)


def _candidates(page: Open) -> None:
    """Where to stop, and the way of these to the scorecard."""
    words = page.words
    found = [node for root in page.session.document.trees for node in tree.candidates(root)]
    names = [node.name for node in found]
    if not names:
        st.markdown(words("No candidate yet: say where your value is good or mega."))
        return
    fresh = [(node.name, _rule(page, node)) for node in found if not saving.known(saving.tidy(node.name))]
    st.markdown(
        words("Where to stop: {names}.", names=", ".join(f"**{session.esc(name)}**" for name in names))
        + " "
        + words("The deepest good value counts; at mega value there is no need to go deeper.")
    )
    st.button(
        words.plural("Send {n} candidate to the scorecard", "Send {n} candidates to the scorecard", len(fresh))
        if fresh
        else words("All candidates are on the scorecard"),
        key="tree_to_scorecard",
        type="primary",
        disabled=not fresh,
        on_click=_add,
        args=(fresh,),
    )


def _new(path: Path, label: str) -> None:
    key = f"node_new_{session.short_digest(_code(path))}"
    st.text_input(
        label, key=key, placeholder=label, label_visibility="collapsed", max_chars=saving.LONGEST,
        on_change=_grow, args=(path, key),
    )  # fmt: skip


def _code(path: Path) -> str:
    return "\n".join(path)


def _open_node(page: Open) -> tuple[Path, Node] | None:
    code = page.session.picked.node
    nodes = (met for root in page.session.document.trees for met in tree.walk(root))
    return next((met for met in nodes if _code(met[0]) == code), None)


def _add(asked: list[tuple[str, Rule | None]]) -> None:
    """Segments of these names and rules."""
    for name, rule in asked:
        if not saving.known(saving.tidy(name)):
            saving.add(name, rule)


def _grow(path: Path, key: str) -> None:
    """A further child of the node at this path, or a root."""
    name = saving.tidy(str(session.widget(key) or ""))
    session.set_widget(key, "")
    if name:
        more = Node(name)
        for above in reversed(path):
            more = Node(above, children=(more,))
        session.patch(trees=tree.joined(session.current().document.trees, (more,)))


def _rename(path: Path, key: str) -> None:
    name = saving.tidy(str(session.widget(key) or ""))
    trees = session.current().document.trees
    renamed = tuple(tree.changed(root, path, name=name) for root in trees)
    if name and tree.distinct(renamed):
        session.patch(trees=renamed, picked={"node": _code((*path[:-1], name))})


def _strengthen(path: Path, key: str) -> None:
    trees = session.current().document.trees
    session.patch(trees=tuple(tree.changed(root, path, strength=session.widget(key)) for root in trees))


def _remove(path: Path) -> None:
    session.patch(trees=tree.without(session.current().document.trees, path), picked={"node": None})
