"""All sentences under one name: `from segcore.words import sentences as say`. All are plain text without marks."""

from __future__ import annotations

from segcore.words.codes import (
    action_advice,
    action_name,
    cell,
    guard,
    letter,
    rfm_advice,
    rfm_name,
    rfm_sentence,
)
from segcore.words.errors import error
from segcore.words.fields import field_codes, field_name, field_value, rule
from segcore.words.formats_where import format_title, format_where
from segcore.words.lights import light, light_name
from segcore.words.names import (
    confidence_name,
    confidence_sentence,
    control_name,
    kind_name,
    reason_name,
    role_name,
    slipping_sentence,
    status_name,
    status_sentence,
    trend_name,
)
from segcore.words.notices import notice
from segcore.words.questions import question, question_option, question_reason
from segcore.words.settings import setting_group, setting_help, setting_name, setting_source, setting_value
from segcore.words.steps import step
from segcore.words.why import move, moves, why, why_action, whys

__all__ = [
    "action_advice",
    "action_name",
    "cell",
    "confidence_name",
    "confidence_sentence",
    "control_name",
    "error",
    "field_codes",
    "field_name",
    "field_value",
    "format_title",
    "format_where",
    "guard",
    "kind_name",
    "letter",
    "light",
    "light_name",
    "move",
    "moves",
    "notice",
    "question",
    "question_option",
    "question_reason",
    "reason_name",
    "rfm_advice",
    "rfm_name",
    "rfm_sentence",
    "role_name",
    "rule",
    "setting_group",
    "setting_help",
    "setting_name",
    "setting_source",
    "setting_value",
    "slipping_sentence",
    "status_name",
    "status_sentence",
    "step",
    "trend_name",
    "why",
    "why_action",
    "whys",
]
