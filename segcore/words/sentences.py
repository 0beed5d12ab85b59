"""All sentences under one name: `from segcore.words import sentences as say`."""

from __future__ import annotations

from segcore.words.codes import (
    action_advice,
    action_name,
    cell,
    confidence_name,
    confidence_sentence,
    guard,
    kind_name,
    letter,
    reason_name,
    rfm_advice,
    rfm_name,
    rfm_sentence,
    role_name,
    slipping_sentence,
    status_name,
    status_sentence,
    trend_name,
)

__all__ = [
    "action_advice",
    "action_name",
    "cell",
    "confidence_name",
    "confidence_sentence",
    "guard",
    "kind_name",
    "letter",
    "reason_name",
    "rfm_advice",
    "rfm_name",
    "rfm_sentence",
    "role_name",
    "slipping_sentence",
    "status_name",
    "status_sentence",
    "trend_name",
]
