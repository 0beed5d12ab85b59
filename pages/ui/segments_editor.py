"""The builder of one rule: every change is saved at once, so the figures always belong to what is seen."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.ui import segments_fields as fields
from pages.ui import segments_rule as rules
from pages.ui import segments_saving as saving
from pages.ui import session
from pages.ui.frame import Open
from pages.ui.segments_fields import Found
from pages.ui.segments_saving import Owner
from segcore.rules import All, Between, Is, Not, Rule
from segcore.rules import Any as AnyOf
from segcore.segments import is_measure
from segcore.words import sentences as say
from segcore.words.fields import PERCENT

JOINS = ("all", "any")


def editor(page: Open, owner: Owner, ledger: Found | None) -> None:
    """The conditions of a segment or of a node of the tree, and what adds further ones."""
    words, rule = page.words, _rule(owner)
    key = f"rule_{owner.mark}"
    if len(rule.rules) > 1:
        _join(page, owner, key)
    for place, part in enumerate(rule.rules):
        if inner := rules.group(part):
            with st.container(border=True, key=f"{key}_{place}_group", gap="small"):
                _group(page, owner, ledger, (place,), inner)
        else:
            _part(page, owner, ledger, (place,), part)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _adder(page, owner, ledger, ())
        other = AnyOf if isinstance(rule, All) else All
        st.button(
            words("Group: any of") if other is AnyOf else words("Group: all of"),
            key=f"{key}_add_group",
            icon=":material/add:",
            on_click=_save,
            args=(owner, "added", (), other()),
            help=words("A group in brackets: conditions joined by the other word."),
        )


def _join(page: Open, owner: Owner, key: str) -> None:
    words = page.words
    session.set_widget(f"{key}_join", "all" if isinstance(_rule(owner), All) else "any")
    st.segmented_control(
        words("A customer must fit"),
        JOINS,
        key=f"{key}_join",
        required=True,
        format_func=lambda code: words("all of these") if code == "all" else words("any of these"),
        on_change=_write_join,
        args=(owner, f"{key}_join"),
    )


def _group(page: Open, owner: Owner, ledger: Found | None, path: rules.Path, group: rules.Group) -> None:
    words = page.words
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(words("all of these") if isinstance(group, All) else words("any of these"), width="content")
        _remove(page, owner, path)
    for place, part in enumerate(group.rules):
        _part(page, owner, ledger, (*path, place), part)
    _adder(page, owner, ledger, path)


def _part(page: Open, owner: Owner, ledger: Found | None, path: rules.Path, part: Rule) -> None:
    """One condition; a rule too deep for this screen is shown in words."""
    met = rules.condition(part)
    with st.container(horizontal=True, vertical_alignment="bottom", key=_key(owner, path, "row")):
        if met is None:
            st.markdown(session.esc(say.rule(page.words, part)), width="stretch")
        else:
            negated, condition = met
            _negation(page, owner, path, condition.field, negated)
            if isinstance(condition, Is):
                _choice(page, owner, ledger, path, condition)
            else:
                _range(page, owner, path, condition)
        _remove(page, owner, path)


def _negation(page: Open, owner: Owner, path: rules.Path, field: str, negated: bool) -> None:
    words, key = page.words, _key(owner, path, "not")
    session.set_widget(key, "not" if negated else "is")
    st.selectbox(
        session.esc(say.field_name(words, field)),
        ("is", "not"),
        key=key,
        width=92,
        format_func=lambda code: words("is not") if code == "not" else words("is"),
        on_change=_write_negation,
        args=(owner, path, key),
    )


def _choice(page: Open, owner: Owner, ledger: Found | None, path: rules.Path, condition: Is) -> None:
    words, key, shown = page.words, _key(owner, path, "values"), session.naming()
    options = fields.values(ledger, condition.field, condition.values)
    lower = {option.casefold(): option for option in options}
    session.set_widget(key, [lower[value.casefold()] for value in condition.values])
    st.multiselect(
        words("Values"),
        options,
        key=key,
        label_visibility="hidden",
        placeholder=words("Choose; until then nobody fits"),
        format_func=lambda value: shown(say.field_value(words, condition.field, value)),
        accept_new_options=ledger is None,
        on_change=_write_values,
        args=(owner, path, condition.field, key),
    )


def _range(page: Open, owner: Owner, path: rules.Path, condition: Between) -> None:
    words, scale = page.words, 100 if condition.field in PERCENT else 1
    sides = (_key(owner, path, "low"), _key(owner, path, "high"))
    for key, label, side in zip(sides, (words("from"), words("to")), (condition.low, condition.high), strict=True):
        session.set_widget(key, None if side is None else round(side * scale, 9))
        st.number_input(
            f"{label}, %" if scale == 100 else label,
            value=None,
            step=1.0,
            format="%g",
            key=key,
            placeholder=words("any"),
            on_change=_write_range,
            args=(owner, path, condition.field, sides),
        )


def _remove(page: Open, owner: Owner, path: rules.Path) -> None:
    st.button(
        "",
        key=_key(owner, path, "remove"),
        icon=":material/close:",
        type="tertiary",
        help=page.words("Remove"),
        on_click=_save,
        args=(owner, "put", path, None),
    )


def _adder(page: Open, owner: Owner, ledger: Found | None, path: rules.Path) -> None:
    words, key = page.words, _key(owner, path, "add")
    session.set_widget(key, None)
    st.selectbox(
        words("Add a condition"),
        fields.offered(ledger),
        index=None,
        key=key,
        placeholder=words("Add a condition"),
        label_visibility="collapsed",
        format_func=lambda field: page.name(say.field_name(words, field)),
        on_change=_write_new,
        args=(owner, path, key, ledger.table if ledger else None),
    )


def _key(owner: Owner, path: rules.Path, what: str) -> str:
    return f"rule_{owner.mark}_{'_'.join(map(str, path))}_{what}"


def _rule(owner: Owner) -> rules.Group:
    return rules.opened(saving.rule_of(owner))


def _save(owner: Owner, how: str, path: rules.Path, part: Rule | None) -> None:
    rule = _rule(owner)
    changed = rules.added(rule, path, part) if how == "added" and part else rules.put(rule, path, part)
    saving.write(owner, rules.kept(changed))


def _write_join(owner: Owner, key: str) -> None:
    saving.write(owner, rules.kept(rules.joined(_rule(owner), by_any=session.widget(key) == "any")))


def _write_negation(owner: Owner, path: rules.Path, key: str) -> None:
    met = rules.condition(rules.at(_rule(owner), path))
    if met:
        _save(owner, "put", path, Not(met[1]) if session.widget(key) == "not" else met[1])


def _write_condition(owner: Owner, path: rules.Path, condition: Is | Between) -> None:
    met = rules.condition(rules.at(_rule(owner), path))
    _save(owner, "put", path, Not(condition) if met and met[0] else condition)


def _write_values(owner: Owner, path: rules.Path, field: str, key: str) -> None:
    _write_condition(owner, path, Is(field, tuple(session.widget(key))))


def _write_range(owner: Owner, path: rules.Path, field: str, sides: tuple[str, str]) -> None:
    scale = 100 if field in PERCENT else 1
    low, high = (None if side is None else round(side / scale, 12) for side in map(session.widget, sides))
    _write_condition(owner, path, Between(field, low, high))


def _write_new(owner: Owner, path: rules.Path, key: str, table: Any) -> None:
    if field := session.widget(key):
        _save(owner, "added", path, Between(field) if is_measure(table, field) else Is(field, ()))
