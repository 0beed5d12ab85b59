"""Every threshold: its name, default, allowed values and source (METHOD 12). One flat list of names."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from segcore.errors import LabradorError
from segcore.setting_rules import Spec, Value, from_toml, setting, shown, span, typed, within

__all__ = [
    "EPS", "NAMES", "SPECS", "AbcSettings", "DatesSettings", "PeriodSettings", "RfmSettings", "RhythmSettings",
    "Settings", "Spec", "StatusSettings", "Value", "XyzSettings", "allowed", "from_toml", "parse", "shown",
]  # fmt: skip
EPS = 1e-9  # every comparison with a limit allows for what a division leaves behind the comma


@dataclass(frozen=True)
class AbcSettings:
    """Who brings the money."""

    value: str = setting("revenue", "Six steps of B2B sales", choices=("revenue", "profit", "documents", "quantity"))
    basis: str = setting("share", "Ultsch & Lötsch 2015", choices=("share", "count", "computed"))
    limits: tuple[float, ...] = setting(
        (0.80, 0.95), "Six steps of B2B sales", low=0.0, high=1.0, count=2, above_low=True
    )
    border: str = setting("crossing", "Six steps of B2B sales", choices=("crossing", "at_most", "below", "nearest"))
    ties: str = setting("together", "METHOD 2", choices=("together", "order"))


@dataclass(frozen=True)
class XyzSettings:
    """Who buys regularly. `limits` belongs to the classic method."""

    method: str = setting("two_part", "B2B sales training", choices=("two_part", "classic"))
    often: float = setting(0.75, "Syntetos, Boylan & Croston 2005", low=0.0, high=1.0)
    rare: float = setting(0.25, "METHOD 3", low=0.0, high=1.0)
    steady: float = setting(0.50, "METHOD 3", low=0.0, high=10.0)
    min_active: int = setting(3, "B2B sales training", low=1, high=60, integer=True)
    limits: tuple[float, ...] = setting((0.5, 1.0), "textbooks", low=0.0, high=10.0, count=2)
    rule: str = setting("at_most", "textbooks", choices=("at_most", "below"))
    ddof: str = setting("0", "Excel STDEV.P", choices=("0", "1"))
    empty_periods: str = setting(
        "zero_since_first", "METHOD 1", choices=("zero_since_first", "zero_whole_window", "skip")
    )
    partial_periods: str = setting("drop", "METHOD 1", choices=("drop", "keep"))


@dataclass(frozen=True)
class RfmSettings:
    """Who is alive. Empty edges_m: the median document x 1, 3, 10, 30 (in money, not minor units)."""

    scoring: str = setting("share_worse", "METHOD 4", choices=("share_worse", "quantile", "ntile", "fixed"))
    bins: str = setting("5", "METHOD 4", choices=("5", "4", "3"))
    frequency: str = setting("documents", "METHOD 4", choices=("documents", "lines", "days", "repeat_days"))
    monetary: str = setting("sum", "METHOD 4", choices=("sum", "mean_document", "mean_day"))
    fm: str = setting("mean", "METHOD 4", choices=("mean", "frequency"))
    edges_r: tuple[float, ...] = setting((30.0, 90.0, 180.0, 365.0), "METHOD 4", low=0.0, count=4)
    edges_f: tuple[float, ...] = setting((2.0, 4.0, 8.0, 16.0), "METHOD 4", low=0.0, count=4)
    edges_m: tuple[float, ...] | None = setting(None, "METHOD 4", low=0.0, count=4)


@dataclass(frozen=True)
class PeriodSettings:
    """The window and its grid. `from` and `to` (here start and end) are inclusive days."""

    grid: str = setting("auto", "METHOD 1", choices=("auto", "week", "month", "quarter", "rolling_30"))
    start: date | None = setting(None, "METHOD 1")
    end: date | None = setting(None, "METHOD 1")
    tolerance_days: int = setting(5, "METHOD 1", low=0, high=31, integer=True)


@dataclass(frozen=True)
class StatusSettings:
    """When a customer is new, lost or key."""

    new_days: int = setting(90, "Customer segmentation", low=1, high=3650, integer=True)
    lost_days: int = setting(90, "Customer segmentation", low=1, high=3650, integer=True)
    lost_single_days: int = setting(365, "METHOD 4", low=1, high=3650, integer=True)
    key: str = setting("A", "Customer segmentation", choices=("A", "A_BX"))


@dataclass(frozen=True)
class RhythmSettings:
    """How late is late, in multiples of the customer's own typical gap."""

    slipping: float = setting(1.5, "Novo, latency", low=0.0, high=100.0)
    lost: float = setting(3.0, "METHOD 4", low=0.0, high=100.0)


@dataclass(frozen=True)
class DatesSettings:
    """How an ambiguous 03.04.2026 is read."""

    order: str = setting("auto", "CONTRACT", choices=("auto", "dmy", "mdy"))


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
    refunds: str = setting("carry_back", "METHOD 1", choices=("carry_back", "net", "drop"))
    as_of: date | None = setting(None, "METHOD 1")
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
        found = typed(spec, value)
    except (ValueError, TypeError, OverflowError):
        raise LabradorError("setting.bad_value", name=name, value=str(value), allowed=allowed(name)) from None
    if not within(spec, found):
        raise LabradorError("setting.out_of_range", name=name, value=shown(found), allowed=allowed(name))
    return found


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
    return span(SPECS[name])
