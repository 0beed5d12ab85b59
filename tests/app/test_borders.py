"""Who may touch what in the pages: one place for state, one for caches, nothing mutable shared by sessions."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]


def _names(tree: ast.AST) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def _users(name: str) -> set[str]:
    return {
        file.relative_to(ROOT).as_posix()
        for file in FILES
        if any(found == name or found.startswith(f"{name}_") for found in _names(ast.parse(file.read_text("utf-8"))))
    }


def test_every_file_of_the_app_was_looked_at() -> None:
    assert len(FILES) >= 20
    assert ROOT / "pages" / "matrix.py" in FILES


def test_one_file_uses_the_session_state() -> None:
    assert _users("session_state") == {"pages/ui/session.py"}


def test_one_file_uses_the_caches() -> None:
    assert _users("cache") == {"pages/ui/cached.py"}


def test_nothing_but_the_database_is_shared_by_sessions() -> None:
    tree = ast.parse((ROOT / "pages" / "ui" / "cached.py").read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert len(functions) >= 5
    for function in functions:
        words = function.decorator_list[0].keywords  # type: ignore[attr-defined]
        given = {word.arg: word.value.value for word in words if isinstance(word.value, ast.Constant)}
        assert given["max_entries"] <= 10
        if function.name not in ("store", "workers"):  # workers: processes that keep nothing of a file
            assert given["scope"] == "session", function.name
        hashed = [part for part in function.args.args if not part.arg.startswith("_")]
        assert all(ast.unparse(part.annotation) == "str" for part in hashed if part.annotation), function.name


@pytest.mark.parametrize("word", ["unsafe_allow_html", "pickle", "multiprocessing", "ProcessPoolExecutor"])
def test_no_page_uses(word: str) -> None:
    assert [file.name for file in FILES if word in file.read_text("utf-8")] == []


def _without_value(source: str) -> list[int]:
    """Lines of number fields that do not say what an emptied field means: Streamlit takes the least value then."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    fields = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "number_input"]
    return [call.lineno for call in fields if "value" not in {word.arg for word in call.keywords}]


def test_an_emptied_number_field_never_means_its_least_value() -> None:
    texts = {file.name: file.read_text("utf-8") for file in FILES}
    assert sum(text.count(".number_input(") for text in texts.values()) >= 7
    assert {name: lines for name, text in texts.items() if (lines := _without_value(text))} == {}
    assert _without_value("st.number_input('A', min_value=0)") == [1], "the control"
