"""Every threshold: its name, default, allowed values and source (METHOD 12). One flat list of names."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import pairwise
from typing import Any

from segcore.errors import LabradorError

Value = str | int | float | date | tuple[float, ...] | None


@dataclass(frozen=True)
class Spec:
    """What a setting may be. choices, or low..high (numbers; open ends excluded when `strict`), or a date.

    count: how many ascending numbers a tuple holds; 0 = a single value. source: who defined the default.
    """

    source: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    count: int = 0
    integer: bool = False


def _setting(default: Value, source: str, **rule: Any) -> Any:
    return field(default=default, metadata={"spec": Spec(source, **rule)})


@dataclass(frozen=True)
class AbcSettings:
    """Who brings the money."""

    value: str = _setting("revenue", "RU-hero", choices=("revenue", "profit", "documents", "quantity"))
    basis: str = _setting("share", "Ultsch & Lötsch 2015", choices=("share", "count", "computed"))
    limits: tuple[float, ...] = _setting((0.80, 0.95), "RU-hero", low=0.0, high=1.0, count=2)
    border: str = _setting("crossing", "RU-hero", choices=("crossing", "at_most", "below", "nearest"))
    ties: str = _setting("together", "METHOD 2", choices=("together", "order"))


@dataclass(frozen=True)
class XyzSettings:
    """Who buys regularly. `limits` belongs to the classic method."""

    method: str = _setting("two_part", "RU-Oyli", choices=("two_part", "classic"))
    often: float = _setting(0.75, "Syntetos, Boylan & Croston 2005", low=0.0, high=1.0)
    rare: float = _setting(0.25, "METHOD 3", low=0.0, high=1.0)
    steady: float = _setting(0.50, "METHOD 3", low=0.0, high=10.0)
    min_active: int = _setting(3, "RU-Oyli", low=1, high=60, integer=True)
    limits: tuple[float, ...] = _setting((0.5, 1.0), "textbooks", low=0.0, high=10.0, count=2)
    rule: str = _setting("at_most", "textbooks", choices=("at_most", "below"))
    ddof: str = _setting("0", "Excel STDEV.P", choices=("0", "1"))
    empty_periods: str = _setting(
        "zero_since_first", "METHOD 1", choices=("zero_since_first", "zero_whole_window", "skip")
    )
    partial_periods: str = _setting("drop", "METHOD 1", choices=("drop", "keep"))


@dataclass(frozen=True)
class RfmSettings:
    """Who is alive. Empty edges_m: the median document x 1, 3, 10, 30 (in money, not minor units)."""

    scoring: str = _setting("share_worse", "METHOD 4", choices=("share_worse", "quantile", "ntile", "fixed"))
    bins: str = _setting("5", "METHOD 4", choices=("5", "4", "3"))
    frequency: str = _setting("documents", "METHOD 4", choices=("documents", "lines", "days", "repeat_days"))
    monetary: str = _setting("sum", "METHOD 4", choices=("sum", "mean_document", "mean_day"))
    fm: str = _setting("mean", "METHOD 4", choices=("mean", "frequency"))
    edges_r: tuple[float, ...] = _setting((30.0, 90.0, 180.0, 365.0), "METHOD 4", low=0.0, count=4)
    edges_f: tuple[float, ...] = _setting((2.0, 4.0, 8.0, 16.0), "METHOD 4", low=0.0, count=4)
    edges_m: tuple[float, ...] | None = _setting(None, "METHOD 4", low=0.0, count=4)


@dataclass(frozen=True)
class PeriodSettings:
    """The window and its grid. `from` and `to` (here start and end) are inclusive days."""

    grid: str = _setting("auto", "METHOD 1", choices=("auto", "week", "month", "quarter", "rolling_30"))
    start: date | None = _setting(None, "METHOD 1")
    end: date | None = _setting(None, "METHOD 1")
    tolerance_days: int = _setting(5, "METHOD 1", low=0, high=31, integer=True)


@dataclass(frozen=True)
class StatusSettings:
    """When a customer is new, lost or key."""

    new_days: int = _setting(90, "PL-Kamflex", low=1, high=3650, integer=True)
    lost_days: int = _setting(90, "PL-Kamflex", low=1, high=3650, integer=True)
    lost_single_days: int = _setting(365, "METHOD 4", low=1, high=3650, integer=True)
    key: str = _setting("A", "PL-Kamflex", choices=("A", "A_BX"))


@dataclass(frozen=True)
class RhythmSettings:
    """How late is late, in multiples of the customer's own typical gap."""

    slipping: float = _setting(1.5, "Novo, latency", low=0.0, high=100.0)
    lost: float = _setting(3.0, "METHOD 4", low=0.0, high=100.0)


@dataclass(frozen=True)
class DatesSettings:
    """How an ambiguous 03.04.2026 is read."""

    order: str = _setting("auto", "CONTRACT", choices=("auto", "dmy", "mdy"))


@dataclass(frozen=True)
class Settings:
    """All settings. `given` names those the user set himself (the others may be chosen by the ledger)."""

    abc: AbcSettings = AbcSettings()
    xyz: XyzSettings = XyzSettings()
    rfm: RfmSettings = RfmSettings()
    period: PeriodSettings = PeriodSettings()
    status: StatusSettings = StatusSettings()
    rhythm: RhythmSettings = RhythmSettings()
    dates: DatesSettings = DatesSettings()
    refunds: str = _setting("carry_back", "METHOD 1", choices=("carry_back", "net", "drop"))
    as_of: date | None = _setting(None, "METHOD 1")
    given: frozenset[str] = frozenset()

    def flat(self) -> dict[str, Value]:
        """Every name with its value, in the order of METHOD 12's groups."""
        return {name: _get(self, name) for name in NAMES}

    def with_values(self, values: Mapping[str, object]) -> Settings:
        """A copy with these values set (text as typed on a command line, or typed values).

        Raises LabradorError `setting.unknown`, `setting.bad_value` or `setting.out_of_range`.
        """
        changed = self
        for name, value in values.items():
            changed = _set(changed, name, value)
        _check_together(changed)
        return replace(changed, given=changed.given | set(values))

    def without(self, names: Iterator[str] | list[str]) -> Settings:
        """A copy with these names back at their defaults."""
        changed = self
        for name in names:
            changed = _put(changed, name, _get(Settings(), name))
        return replace(changed, given=changed.given - set(names))


_RENAMED = {"from": "start", "to": "end"}
_SHOWN = {("period", "start"): "from", ("period", "end"): "to"}


def _specs() -> Iterator[tuple[str, Spec]]:
    for outer in fields(Settings):
        if "spec" in outer.metadata:
            yield outer.name, outer.metadata["spec"]
        elif outer.name != "given":
            for inner in fields(outer.default):  # type: ignore[arg-type]
                shown = _SHOWN.get((outer.name, inner.name), inner.name)
                yield f"{outer.name}.{shown}", inner.metadata["spec"]


SPECS: dict[str, Spec] = dict(_specs())
NAMES: tuple[str, ...] = tuple(SPECS)


def _place(name: str) -> tuple[str, str | None]:
    group, dot, inner = name.partition(".")
    return group, (_RENAMED.get(inner, inner) if group == "period" else inner) if dot else None


def _get(settings: Settings, name: str) -> Value:
    group, inner = _place(name)
    value = getattr(settings, group)
    found: Value = value if inner is None else getattr(value, inner)
    return found


def _put(settings: Settings, name: str, value: Value) -> Settings:
    group, inner = _place(name)
    if inner is not None:
        value = replace(getattr(settings, group), **{inner: value})
    return replace(settings, **{group: value})  # type: ignore[arg-type]


def _set(settings: Settings, name: str, value: object) -> Settings:
    if name not in SPECS:
        near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.0)
        raise LabradorError("setting.unknown", name=name, nearest=near[0] if near else NAMES[0])
    return _put(settings, name, parse(name, value))


def parse(name: str, value: object) -> Value:
    """The typed value of a setting from text or a value; raises LabradorError with the allowed range."""
    spec, default = SPECS[name], _get(Settings(), name)
    if value is None or value == "":
        if default is None:
            return None
        raise LabradorError("setting.bad_value", name=name, value="", allowed=allowed(name))
    if spec.choices:
        if str(value) not in spec.choices:
            raise LabradorError("setting.out_of_range", name=name, value=str(value), allowed=allowed(name))
        return str(value)
    try:
        typed = _typed(spec, value)
    except ValueError:
        raise LabradorError("setting.bad_value", name=name, value=str(value), allowed=allowed(name)) from None
    if not _within(name, spec, typed):
        raise LabradorError("setting.out_of_range", name=name, value=shown(typed), allowed=allowed(name))
    return typed


def _typed(spec: Spec, value: object) -> Value:
    if spec.count:
        parts = value.split(",") if isinstance(value, str) else list(value)  # type: ignore[call-overload]
        return tuple(float(part) for part in parts)
    if spec.low is None:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    number = float(str(value))
    if spec.integer and number != int(number):
        raise ValueError(value)
    return int(number) if spec.integer else number


def _within(name: str, spec: Spec, value: Value) -> bool:
    if isinstance(value, date) or spec.low is None:
        return True
    numbers = value if isinstance(value, tuple) else (float(value or 0),)
    if spec.count and (len(numbers) != spec.count or any(a >= b for a, b in pairwise(numbers))):
        return False
    high = float("inf") if spec.high is None else spec.high
    above = all(number > spec.low if name == "abc.limits" else number >= spec.low for number in numbers)
    return above and all(number <= high and number < float("inf") for number in numbers)


def _check_together(settings: Settings) -> None:
    start, end = settings.period.start, settings.period.end
    if start and end and start > end:
        raise LabradorError("setting.out_of_range", name="period.to", value=shown(end), allowed=f">= {start}")
    if settings.xyz.rare > settings.xyz.often:
        raise LabradorError(
            "setting.out_of_range",
            name="xyz.rare",
            value=shown(settings.xyz.rare),
            allowed=f"0 .. {settings.xyz.often}",
        )
    if settings.rhythm.slipping > settings.rhythm.lost:
        raise LabradorError(
            "setting.out_of_range",
            name="rhythm.slipping",
            value=shown(settings.rhythm.slipping),
            allowed=f"0 .. {settings.rhythm.lost}",
        )


def allowed(name: str) -> str:
    """What the setting may be, in a form a person can type."""
    spec = SPECS[name]
    if spec.choices:
        return ", ".join(spec.choices)
    if spec.low is None:
        return "YYYY-MM-DD"
    high = "" if spec.high is None else f"{spec.high:g}"
    span = f"{spec.low:g} .. {high}".rstrip()
    return f"{spec.count} ascending numbers, {span}" if spec.count else span


def shown(value: Value) -> str:
    """A setting's value as text that `parse` reads back."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ",".join(f"{number:g}" for number in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def from_toml(text: str) -> dict[str, object]:
    """Flat names and values of a TOML file, nested (`[abc] border = ...`) or flat (`"abc.border" = ...`)."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise LabradorError("setting.bad_toml", problem=str(problem)) from None
    values: dict[str, object] = {}
    for name, value in document.items():
        if isinstance(value, dict):
            values.update({f"{name}.{inner}": cell for inner, cell in value.items()})
        else:
            values[name] = value
    return values
