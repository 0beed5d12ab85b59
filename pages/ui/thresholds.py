"""Every threshold as a widget that shows the workspace's value and writes it back at once."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.ui import session
from segcore.analysis import Analysis
from segcore.settings import SPECS, Settings, Value, shown
from segcore.words import Words
from segcore.words import sentences as say
from segcore.words.markers import mark
from segcore.words.settings import SHARES

ABC = ("abc.limits", "abc.value", "abc.basis", "abc.ties", "abc.border")
XYZ_TWO_PART = ("xyz.often", "xyz.rare", "xyz.steady", "xyz.min_active")
XYZ_CLASSIC = ("xyz.limits", "xyz.rule", "xyz.ddof")
RFM = ("rfm.scoring", "rfm.bins", "rfm.frequency", "rfm.monetary", "rfm.fm")
RFM_EDGES = ("rfm.edges_r", "rfm.edges_f", "rfm.edges_m")
RHYTHM = ("rhythm.slipping", "rhythm.lost", "status.new_days", "status.lost_days", "status.lost_single_days")
OFTEN = {
    "week": mark("X {share} of weeks"),
    "month": mark("X {share} of months"),
    "quarter": mark("X {share} of quarters"),
    "rolling_30": mark("X {share} of 30-day periods"),
}
NARROW = {"abc.limits": (0.0001, 1.0)}


def matrix_names(settings: Settings) -> tuple[str, ...]:
    """The settings beside the matrix; those of the method that is not in force stay on the Method page."""
    own = XYZ_TWO_PART if settings.xyz.method == "two_part" else XYZ_CLASSIC
    return ("abc.limits", "abc.value", "xyz.method", "period.grid", *own)


def rfm_names(analysis: Analysis) -> tuple[str, ...]:
    """The settings beside the RFM map; the edges where scores are given by fixed edges."""
    return (*RFM, *RFM_EDGES) if _scoring(analysis) == "fixed" else RFM


def scoring_label(words: Words, analysis: Analysis) -> str:
    """How scores are given, also where the ledger chose it."""
    return say.setting_value(words, "rfm.scoring", _scoring(analysis))


def _scoring(analysis: Analysis) -> str:
    edges = analysis.rfm_edges
    return edges.scoring if edges else analysis.settings.rfm.scoring


def abc_label(words: Words, settings: Settings) -> str:
    """The thresholds of ABC in force, on the button that opens them."""
    if settings.abc.basis != "share":
        return f":material/tune: {say.setting_value(words, 'abc.basis', settings.abc.basis)}"
    first, second = settings.abc.limits
    return ":material/tune: " + words("A {a} · B {b}", a=words.limit(first), b=words.limit(second))


def matrix_label(words: Words, analysis: Analysis) -> str:
    """The thresholds of the matrix in force."""
    settings = analysis.settings
    if settings.xyz.method == "classic":
        x, y = settings.xyz.limits
        second = words("X {x} · Y {y} variation", x=words.limit(x), y=words.limit(y))
    else:
        second = words(OFTEN[analysis.grid.kind], share=words.limit(settings.xyz.often))
    return f"{abc_label(words, settings)} · {second}"


def rhythm_label(words: Words, settings: Settings) -> str:
    """The limits of own rhythm in force."""
    late, lost = words.times(settings.rhythm.slipping), words.times(settings.rhythm.lost)
    return words("Late from {late} · lost from {lost} own rhythm", late=late, lost=lost)


def form(words: Words, settings: Settings, names: tuple[str, ...], place: str) -> None:
    """Widgets for these settings; each change is saved and everything follows. place keeps their keys apart."""
    for start in range(0, len(names), 2):
        for column, name in zip(st.columns(2), names[start : start + 2], strict=False):
            with column:
                setting(words, settings, name, place)
    changed = [name for name in names if name in settings.given]
    st.button(
        words("Back to the defaults"),
        key=f"default_{place}",
        type="tertiary",
        icon=":material/undo:",
        disabled=not changed,
        on_click=reset,
        args=(changed,),
    )


def reset(names: list[str]) -> None:
    """Put these settings back to their defaults."""
    session.patch(settings=dict.fromkeys(names))


def setting(words: Words, settings: Settings, name: str, place: str) -> None:
    """One setting by its kind: a choice, a day, a number, or several numbers."""
    spec, value = SPECS[name], settings.flat()[name]
    label, help_text = say.setting_name(words, name), say.setting_help(words, name)
    key = f"set_{place}_{name}"
    common: dict[str, Any] = {"help": help_text, "on_change": _write}
    if spec.choices:
        _show(key, value)
        st.selectbox(
            label,
            spec.choices,
            key=key,
            format_func=lambda choice: say.setting_value(words, name, choice),
            args=(name, (key,)),
            **common,
        )
    elif spec.count == 2:
        keys = (f"{key}_0", f"{key}_1")
        for part, (column, part_key) in enumerate(zip(st.columns(2), keys, strict=True)):
            letter = ("A", "B") if name == "abc.limits" else ("X", "Y")
            with column:
                _number(
                    words("{letter} up to", letter=letter[part]),
                    name,
                    value[part],
                    part_key,
                    {**common, "args": (name, keys)},
                )
    elif spec.count:
        _show(key, shown(value).replace(",", ", "))
        st.text_input(label, key=key, args=(name, (key,)), placeholder=words("worked out from the ledger"), **common)
    elif spec.low is None:
        _show(key, value)
        st.date_input(label, value=None, key=key, format="YYYY-MM-DD", args=(name, (key,)), **common)
    else:
        _number(label, name, value, key, {**common, "args": (name, (key,))})


def _number(label: str, name: str, value: Any, key: str, common: dict[str, Any]) -> None:
    spec = SPECS[name]
    low, high = NARROW.get(name, (spec.low, spec.high))
    scale = 100 if name in SHARES else 1
    kind = int if spec.integer else float
    _show(key, kind(_clean(value * scale)))
    st.number_input(
        f"{label}, %" if scale == 100 else label,
        value=None,
        min_value=None if low is None else kind(low * scale),
        max_value=None if high is None else kind(high * scale),
        step=kind(1) if scale == 100 or spec.integer else 0.05,
        format="%d" if spec.integer else "%g",
        key=key,
        **common,
    )


def _clean(number: float) -> float:
    return round(number, 9)


def _show(key: str, value: Value) -> None:
    """Show the value in force; what was typed and refused stays until it is typed anew."""
    problem = session.current().problem
    if problem is None or not problem.code.startswith("setting.") or session.widget(key) is None:
        session.set_widget(key, value)


def _write(name: str, keys: tuple[str, ...]) -> None:
    typed = [session.widget(key) for key in keys]
    if any(value is None for value in typed) and SPECS[name].low is not None:
        return
    if name in SHARES:
        typed = [_clean(value / 100) for value in typed]
    value = typed[0] if len(typed) == 1 else ",".join(f"{part:.9g}" for part in typed)
    session.patch(settings={name: value})
