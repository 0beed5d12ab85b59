"""What one setting may be: its source, its choices or its range, and how its value is read and written."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from segcore.errors import LabradorError

Value = str | int | float | date | tuple[float, ...] | None


@dataclass(frozen=True)
class Spec:
    """What a setting may be. choices, or low..high (numbers; above low when `above_low`), or a date.

    count: how many ascending numbers a tuple holds; 0 = a single value. source: who defined the default.
    """

    source: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    count: int = 0
    integer: bool = False
    above_low: bool = False


def setting(default: Value, source: str, **rule: Any) -> Any:
    """A dataclass field with its default and its Spec."""
    return field(default=default, metadata={"spec": Spec(source, **rule)})


def typed(spec: Spec, value: object) -> Value:
    """Text or a value as the setting's type; ValueError where it is none."""
    if spec.count:
        parts = value.split(",") if isinstance(value, str) else list(value)  # type: ignore[call-overload]
        return tuple(float(part) for part in parts)
    if spec.low is None:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    number = float(str(value))
    if spec.integer and number != int(number):
        raise ValueError(value)
    return int(number) if spec.integer else number


def within(spec: Spec, value: Value) -> bool:
    """Whether a typed value lies in the range, and several ascend."""
    if isinstance(value, date) or spec.low is None:
        return True
    numbers = value if isinstance(value, tuple) else (float(value or 0),)
    if spec.count and (len(numbers) != spec.count or any(a >= b for a, b in pairwise(numbers))):
        return False
    high = float("inf") if spec.high is None else spec.high
    above = all(number > spec.low if spec.above_low else number >= spec.low for number in numbers)
    return above and all(number <= high and number < float("inf") for number in numbers)


def span(spec: Spec) -> str:
    """What the setting may be, in a form a person can type."""
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
