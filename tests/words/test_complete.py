"""Every code that can come out of the product has its words; nothing in the tables is without use."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from segcore.classify.rfm_class import SEGMENTS
from segcore.classify.xyz_class import CONFIDENCES, KINDS
from segcore.data import actions
from segcore.errors import LabradorError, notice
from segcore.ledger import OTHER_ROLES, REASONS, ROLES
from segcore.lights import abc_light, rfm_light, xyz_light
from segcore.settings import NAMES, SPECS, Settings
from segcore.words import STRICT, codes, errors, lights, load, names, notices, settings, texts, why
from segcore.words import sentences as say
from segcore.words.choices import CHOICES

ROOT = Path(__file__).parents[2]
CODE = re.compile(
    r"(setting|ledger|file|abc|output|usage|store|workspace|workbook|language|internal|rule|tree|score)\.[a-z0-9_]+"
)
FORMATTER = string.Formatter()


@cache
def tree(text: str) -> ast.Module:
    return ast.parse(text)


def sources() -> list[Path]:
    files = [*(ROOT / "segcore").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    return sorted(file for file in files if not {"words", "versions"} & set(file.relative_to(ROOT).parts))


def calls(text: str, functions: tuple[str, ...]) -> Iterable[ast.Call]:
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in functions and node.args:
                yield node


def literals(node: ast.expr, text: str = "") -> list[str]:
    """What an argument may be: a literal, the branches of a conditional, what is assigned to a name in this file."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literals(node.body, text) + literals(node.orelse, text)
    if isinstance(node, ast.Name) and text:
        assigned = [found for found in ast.walk(tree(text)) if isinstance(found, ast.Assign)]
        mine = [found.value for found in assigned if any(ast.unparse(goal) == node.id for goal in found.targets)]
        return [code for value in mine for code in literals(value)]
    return []


def raised(text: str) -> set[str]:
    """Codes of errors: first arguments of LabradorError, and every text that looks like such a code."""
    found = {code for call in calls(text, ("LabradorError",)) for code in literals(call.args[0], text)}
    constants = {node.value for node in ast.walk(tree(text)) if isinstance(node, ast.Constant)}
    found |= {value for value in constants if isinstance(value, str) and CODE.fullmatch(value) and value not in NAMES}
    return found


def told(text: str) -> set[str]:
    return {code for call in calls(text, ("notice", "Notice")) for code in literals(call.args[0], text)}


def lit(text: str) -> set[str]:
    """`analysis.reason` of every Light; a reason that is computed is one of `_reason`'s texts."""
    found = set()
    for call in calls(text, ("Light",)):
        for analysis in literals(call.args[0]):
            found |= {f"{analysis}.{reason}" for reason in literals(call.args[2])}
    return found


def facts_of(text: str, functions: tuple[str, ...]) -> dict[str, list[set[str]]]:
    """For every literal code, the facts each of its calls gives (calls that hand on `**facts` are left out)."""
    found: dict[str, list[set[str]]] = {}
    for call in calls(text, functions):
        if all(keyword.arg for keyword in call.keywords):
            for code in literals(call.args[0], text):
                found.setdefault(code, []).append({str(keyword.arg) for keyword in call.keywords})
    return found


def everywhere(look: object) -> set[str]:
    assert callable(look)
    return {code for file in sources() for code in look(file.read_text("utf-8"))}


def test_every_error_has_a_sentence() -> None:
    found = everywhere(raised)
    assert len(found) >= 20
    assert sorted(found - set(errors.ERRORS)) == []


def test_every_notice_has_a_sentence() -> None:
    found = everywhere(told)
    assert len(found) >= 15
    assert sorted(found - set(notices.NOTICES)) == []


def test_every_light_has_a_sentence() -> None:
    found = everywhere(lit)
    assert len(found) >= 10
    assert sorted(found - set(lights.LIGHTS)) == []


def test_every_light_that_can_shine_has_a_sentence() -> None:
    counts = [None, *range(30)]
    seen = [xyz_light(n) for n in counts]
    seen += [abc_light(n, total, months) for n in range(30) for total in (0, 1) for months in counts]
    seen += [rfm_light(n, n, months) for n in range(30) for months in counts]
    assert len(seen) > 2000
    shone = {f"{light.analysis}.{light.reason}" for light in seen}
    assert shone == set(lights.LIGHTS)


def test_no_sentence_waits_for_a_code_that_never_comes() -> None:
    assert sorted(set(errors.ERRORS) - everywhere(raised)) == []
    assert sorted(set(notices.NOTICES) - everywhere(told)) == []


def test_a_planted_code_is_found() -> None:
    planted = 'raise LabradorError("file.planted" if x else "file.other")\nrefuse("file.wrapped", 1)\nf("abc.border")\n'
    assert raised(planted) == {"file.planted", "file.other", "file.wrapped"}
    assert told('told.append(notice("planted", rows=3))') == {"planted"}
    assert told('code = "planted" if x else "other"\ntold.append(notice(code, rows=3))') == {"planted", "other"}
    assert lit('Light("abc", "red", "planted", 0)') == {"abc.planted"}
    assert facts_of('notice("planted", rows=3, file=f)', ("notice",)) == {"planted": [{"rows", "file"}]}


@pytest.mark.parametrize(
    ("table", "functions"), [(errors.ERRORS, ("LabradorError",)), (notices.NOTICES, ("notice", "Notice"))]
)
def test_every_sentence_gets_the_facts_it_names(table: dict[str, texts.Sentence], functions: tuple[str, ...]) -> None:
    missing, examined = [], 0
    for file in sources():
        for code, given in facts_of(file.read_text("utf-8"), functions).items():
            sentence = table.get(code)
            for facts in given if sentence else ():
                examined += 1
                named = {name for _, name, _, _ in FORMATTER.parse(sentence.text + sentence.many) if name}
                needed = (named - {"n"}) | ({sentence.count} if sentence.many else set())
                missing += [(file.name, code, name) for name in sorted(needed - facts)]
    assert missing == []
    assert examined >= 15


def test_an_unknown_code_gives_a_general_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    words = load("en")
    monkeypatch.delenv(STRICT, raising=False)
    assert say.error(words, LabradorError("file.unheard_of")) == "Something needs a look: file.unheard_of."
    assert say.notice(words, notice("unheard_of", rows=1)) == "Something needs a look: unheard_of."
    assert say.error(words, LabradorError("file.empty")) == "– is empty: export it again."
    monkeypatch.setenv(STRICT, "1")
    with pytest.raises(KeyError):
        say.error(words, LabradorError("file.unheard_of"))
    with pytest.raises(KeyError):
        say.error(words, LabradorError("file.empty"))


# name of the table, its keys, the codes there are
TABLES = [
    ("actions", set(codes.ACTIONS), {rule["action"] for rule in actions()}),
    ("reasons of actions", set(why.WHY_ACTION), {rule["why"] for rule in actions()}),
    (
        "guards",
        set(codes.GUARDS),
        {rule["action"] for rule in actions()} - {rule["action"] for rule in actions() if rule.get("base")},
    ),
    ("cells", set(codes.CELLS), {f"{a}{x}" for a in "ABC" for x in "XYZ"} | set("NABC")),
    ("segments", set(codes.RFM), set(SEGMENTS)),
    ("confidence", set(names.CONFIDENCE), set(CONFIDENCES)),
    ("kinds", set(names.KINDS), set(KINDS)),
    ("status", set(names.STATUS), {"potential", "new", "occasional", "regular", "key", "lost"}),
    ("trend", set(names.TRENDS), {"growing", "steady", "falling", "new"}),
    ("roles", set(names.ROLES), set(ROLES + OTHER_ROLES)),
    ("reasons", set(names.REASONS), set(REASONS)),
    ("settings", set(settings.SETTINGS), set(NAMES)),
    ("groups", set(settings.GROUPS), {name.partition(".")[0] for name in NAMES}),
    ("choices", set(CHOICES), {name for name in NAMES if SPECS[name].choices}),
    ("empty values", set(settings.EMPTY), {name for name, value in Settings().flat().items() if value is None}),
]


@pytest.mark.parametrize(("table", "have", "need"), TABLES, ids=[name for name, _, _ in TABLES])
def test_every_code_has_words_and_no_word_is_without_a_code(table: str, have: set[str], need: set[str]) -> None:
    assert need, table
    assert have == need


def test_every_choice_of_every_setting_has_words() -> None:
    for name, choices in CHOICES.items():
        assert set(choices) == set(SPECS[name].choices), name
    assert sum(map(len, CHOICES.values())) > 40


def test_texts_fit_where_they_stand() -> None:
    words = load("en")
    assert all(len(say.action_name(words, code)) <= 18 for code in codes.ACTIONS)
    assert all(len(say.action_advice(words, code)) <= 46 for code in codes.ACTIONS)
    narrow = {"recent", "promising", "cant_lose"}  # one column wide on the RFM map
    assert all(len(say.rfm_name(words, code)) <= (14 if code in narrow else 18) for code in codes.RFM)
    assert all(len(say.setting_name(words, name)) <= 34 for name in NAMES)


def test_every_sentence_of_the_tables_passes_gettext() -> None:
    words = load("qps")
    said = [say.action_name(words, code) for code in codes.ACTIONS]
    said += [say.cell(words, code) for code in codes.CELLS]
    said += [say.rfm_sentence(words, code) for code in codes.RFM]
    said += [say.status_sentence(words, code) for code in names.STATUS]
    said += [say.reason_name(words, code) for code in REASONS]
    said += [say.role_name(words, code) for code in ROLES]
    said += [say.setting_help(words, name) for name in NAMES]
    assert len(said) > 100
    assert all(text.startswith("⟦") and text.endswith("⟧") for text in said)
