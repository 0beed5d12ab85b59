"""Tables that come with the package, read once."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def actions() -> tuple[dict[str, Any], ...]:
    """The action policy (METHOD 3): rules in order, first that fits; see segcore/tables/actions.toml."""
    text = (files("segcore") / "tables" / "actions.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["rule"])


@cache
def headers() -> dict[str, dict[str, list[str]]]:
    """Header words by role and language."""
    document: dict[str, dict[str, list[str]]] = json.loads(
        (files("segcore") / "tables" / "headers.json").read_text("utf-8")
    )
    return document


@cache
def bank_words() -> dict[str, dict[str, list[str]]]:
    """Words of bank statements by reason: said, party, unless; and prefixes of Russian accounts."""
    document: dict[str, dict[str, list[str]]] = tomllib.loads(
        (files("segcore") / "tables" / "bank_words.toml").read_text("utf-8")
    )
    return document
