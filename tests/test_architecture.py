"""What docs/architecture.md promises about the house: layers, sizes, names, and who may touch what."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULE_LINES, FUNCTION_LINES, PAGE_LINES = 250, 40, 120
CONTRACTS = 8
RULES = (
    "columns", "errors", "settings", "setting_rules", "ledger", "facts", "periods", "series", "rhythm", "classify",
    "matrix", "moves", "actions", "lights", "concentration", "prepare", "judge", "customer_table", "analysis",
)  # fmt: skip
# outside package: the only parts of segcore and pages that may import it
HOLDERS: dict[str, str | tuple[str, ...]] = {
    "python_calamine": "segcore/readers",
    "fastexcel": "segcore/readers",
    "lxml": "segcore/readers",
    "defusedxml": "segcore/readers",
    "rapidfuzz": "segcore/readers",
    "sqlalchemy": "segcore/store",
    "alembic": "segcore/store",
    "xlsxwriter": "segcore/workbook",
    "openpyxl": "segcore/workbook",
    "altair": "segcore/charts",
    "pydantic": ("segcore/workspace", "segcore/bundle", "segcore/steps"),  # all that comes back from a store or a file
    "babel": "segcore/words",
    "gettext": "segcore/words",
    "streamlit": "pages",
    "starlette": "pages/ui",
}
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter", "open", "input", "print"}
NEVER = {"pickle", "joblib", "multiprocessing", "ProcessPoolExecutor", "eval", "exec"}


def sources(*folders: str) -> list[Path]:
    """Every Python file of these folders, sorted."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(module: ast.AST) -> Iterator[str]:
    """The full names of all modules imported, wherever the import stands."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def called(module: ast.AST) -> Iterator[str]:
    """The last name of everything called: open(), date.today(), time.time()."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


def long_functions(module: ast.AST) -> list[str]:
    functions = (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [f.name for f in functions if (f.end_lineno or f.lineno) - f.lineno + 1 > FUNCTION_LINES]


def is_rule(path: Path) -> bool:
    return path.relative_to(ROOT / "segcore").parts[0].removesuffix(".py") in RULES


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_modules_and_functions_keep_their_size() -> None:
    files = [*sources("segcore", "pages"), ROOT / "app.py"]
    assert len(files) > 40
    too_long = [place(file) for file in files if len(file.read_text("utf-8").splitlines()) > MODULE_LINES]
    functions = [f"{place(file)}:{name}" for file in files for name in long_functions(tree(file))]
    assert too_long == []
    assert functions == []


def test_a_planted_long_function_is_found() -> None:
    planted = "def short():\n    pass\n\ndef long():\n" + "    x = 1\n" * FUNCTION_LINES
    assert long_functions(ast.parse(planted)) == ["long"]


def test_pages_are_thin() -> None:
    pages = sorted((ROOT / "pages").glob("*.py"))
    assert len(pages) >= 7
    for page in pages:
        assert len(page.read_text("utf-8").splitlines()) <= PAGE_LINES, page.name
        assert {"pandas", "altair", "numpy"}.isdisjoint(name.split(".")[0] for name in imported(tree(page))), page.name


def test_state_and_caches_have_one_user_each() -> None:
    allowed = {"session_state": {"pages/ui/session.py"}, "cache_data": set(), "cache_resource": {"pages/ui/cached.py"}}
    seen: dict[str, set[str]] = {name: set() for name in allowed}
    for path in [*sources("pages"), ROOT / "app.py"]:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in seen:
                seen[node.attr].add(place(path))
    assert seen == allowed


def test_outside_packages_have_one_holder() -> None:
    met: dict[str, set[str]] = {name: set() for name in HOLDERS}
    for path in sources("segcore", "pages"):
        for name in imported(tree(path)):
            if name.split(".")[0] in met:
                met[name.split(".")[0]].add(place(path))
    strangers = {
        name: sorted(path for path in paths if not path.startswith(HOLDERS[name])) for name, paths in met.items()
    }
    assert {name: paths for name, paths in strangers.items() if paths} == {}
    assert all(met[name] for name in ("python_calamine", "sqlalchemy", "xlsxwriter", "altair", "streamlit"))


def test_the_rules_read_no_clock_and_open_no_file() -> None:
    rules = [path for path in sources("segcore") if path.parent != ROOT / "segcore" / "words" and is_rule(path)]
    assert len(rules) >= 15
    broken = [f"{place(path)}: {name}()" for path in rules for name in called(tree(path)) if name in CLOCKS]
    assert broken == []
    assert set(called(ast.parse("date.today(); open('x')"))) & CLOCKS == {"today", "open"}


def test_nothing_unpickles_evaluates_or_forks() -> None:
    files = sources("segcore", "pages")
    for path in files:
        module = tree(path)
        used = {name.split(".")[0] for name in imported(module)} | {
            node.func.id for node in ast.walk(module) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not used & NEVER, f"{place(path)}: {used & NEVER}"
    assert len(files) > 40


def test_no_module_shadows_the_standard_library() -> None:
    names = {path.stem for path in sources("segcore", "pages")} - {"__init__", "__main__"}
    assert len(names) > 30
    assert names & set(sys.stdlib_module_names) == set()
    assert {"csv", "abc"} <= set(sys.stdlib_module_names)


def test_every_module_says_what_it_is_for() -> None:
    files = [path for path in [*sources("segcore", "pages"), ROOT / "app.py"] if path.stat().st_size]
    assert len(files) > 80
    for path in files:
        module = tree(path)
        assert ast.get_docstring(module), f"{place(path)} has no docstring"
        if len(module.body) > 4:
            assert "from __future__ import annotations" in path.read_text("utf-8"), place(path)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or "lint-imports"
    return subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_layer_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout
    assert f"Contracts: {CONTRACTS} kept, 0 broken." in result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("segcore/facts.py", "import streamlit"),
        ("segcore/periods.py", "import segcore.words"),
        ("segcore/readers/__init__.py", "import segcore.charts"),
        ("segcore/analysis.py", "import segcore.readers"),
        ("segcore/data.py", "import segcore.settings"),
        ("segcore/stray.py", "import json"),
    ],
)
def test_a_planted_import_breaks_a_contract(tmp_path: Path, module: str, line: str) -> None:
    for folder in ("segcore", "pages"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / module
    text = planted.read_text("utf-8") if planted.exists() else ""
    planted.write_text(f"{text}\n{line}\n", "utf-8")
    result = lint_imports(tmp_path)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout
