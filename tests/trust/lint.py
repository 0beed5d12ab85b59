"""What the code may not do: keep something of one visitor in a module, remember without limit, run what was stored."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.browser.conftest import ROOT
from tests.trust.figures import Figures

FILES = [ROOT / "app.py", *sorted([*(ROOT / "pages").rglob("*.py"), *(ROOT / "segcore").rglob("*.py")])]
CHANGES = {
    "append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "clear", "remove", "discard", "sort",
    "appendleft", "write",
}  # fmt: skip
MODULES = {"pickle", "cPickle", "dill", "joblib", "marshal", "shelve", "cloudpickle", "yaml", "runpy", "code"}
CALLS = {"eval", "exec", "compile", "__import__", "read_pickle", "to_pickle", "run_code", "literal_eval"}
PLANTED = """
import pickle
from functools import cache, lru_cache
SEEN = {}
NAMES = [1]
@cache
def one(name): return name
@lru_cache(maxsize=None)
def two(name): return name
def remember(name):
    global NAMES
    SEEN[name] = 1
    NAMES.append(name)
    np.load(name, allow_pickle=True)
    return re.compile(name), eval(name)
"""


def names_of(tree: ast.Module) -> set[str]:
    """The names a module sets at its top."""
    found: set[str] = set()
    for node in tree.body:
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def state(tree: ast.Module) -> Iterator[str]:
    """Every change of what a module holds, wherever a function makes it; every cache without a limit."""
    held = names_of(tree)
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        own = {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)}
        own |= {
            each.id for each in ast.walk(function) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        }
        yield from (f"{function.name} changes {name}" for name in _changed(function) if name in held - own)
        yield from (f"{function.name} is global" for node in ast.walk(function) if isinstance(node, ast.Global))
        if function.args.args and any(map(_unlimited, function.decorator_list)) and not _closed(function):
            yield f"{function.name} remembers without limit"


def _changed(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            target: ast.expr = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
            target = node.func.value
        else:
            continue
        if isinstance(target, ast.Name):
            yield target.id


def _unlimited(decorator: ast.expr) -> bool:
    text = ast.unparse(decorator)
    return text in ("cache", "functools.cache") or ("lru_cache" in text and "maxsize=None" in text)


def _closed(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether its arguments can only be a few of our own: yes or no, a language, one of our files or words."""
    few = {"float": {"scale"}, "str": {"language", "locale", "name", "table", "file", "code", "rule", "field"}}
    return all(
        each.annotation is not None
        and (ast.unparse(each.annotation) == "bool" or each.arg in few.get(ast.unparse(each.annotation), set()))
        for each in function.args.args
    )


def runs(tree: ast.Module) -> Iterator[str]:
    """Every way to run what was stored or uploaded."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            yield str(node.module)
        elif isinstance(node, ast.Call):
            named = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            of_module = isinstance(node.func, ast.Attribute) and named in ("compile", "eval", "exec")
            if named in CALLS and not of_module:
                yield named
            yield from ("allow_pickle" for word in node.keywords if word.arg == "allow_pickle")


def lint() -> Figures:
    """0 of both in the whole product. The control: a module with one of each."""
    trees = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in FILES}
    found = [f"{name}: {text}" for name, tree in trees.items() for check in (state, runs) for text in check(tree)]
    planted = ast.parse(PLANTED)
    kept, run = sorted(state(planted)), sorted(runs(planted))
    wanted = ["one remembers without limit", "remember changes NAMES", "remember changes SEEN", "remember is global"]
    return Figures(
        "code: no state in modules, no cache without limit, nothing stored is run",
        f"{len(trees)} modules",
        tuple(found),
        "a module with one of each",
        kept == [*wanted, "two remembers without limit"] and run == ["allow_pickle", "eval", "pickle"],
        enough=len(trees) > 150 and Path("app.py").as_posix() in trees,
    )
