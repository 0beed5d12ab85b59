"""Moments of the store as the clock of this visitor shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from segcore.words import Words


def local(moment: datetime) -> datetime:
    """A moment in the visitor's time zone."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return moment.replace(tzinfo=UTC).astimezone(zone)


def time(moment: datetime) -> str:
    """`14:32`."""
    return local(moment).strftime("%H:%M")


def when(words: Words, moment: datetime) -> str:
    """`14:32` for today, else the day: `3 Apr 2026`."""
    here = local(moment)
    return time(moment) if here.date() == local(datetime.now(UTC)).date() else words.date(here.date())
