"""Nothing outside the readers parses what a user brings: a parser that goes down takes its process with it."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARSERS = (
    "python_calamine", "fastexcel", "lxml", "defusedxml", "xml", "html.parser", "pyarrow.csv", "pyarrow.parquet",
    "pyarrow.json", "csv", "zipfile", "tarfile", "gzip", "openpyxl",
)  # fmt: skip
# a workbook we wrote ourselves is read back; a table is written; scores come from the command line's own small file;
# a workspace as one file is written here, and read by the same process that reads ledgers
ALLOWED = {
    "segcore/workbook/areas.py": {"openpyxl", "zipfile"},
    "segcore/output.py": {"csv", "pyarrow.parquet"},
    "segcore/bundle.py": {"pyarrow.parquet", "zipfile"},
    "segcore/score_command.py": {"csv"},
}
CALLS = {"read_csv", "read_excel", "read_html", "read_xml", "read_parquet", "read_json", "read_fwf", "read_table"}


def parsers(source: str) -> set[str]:
    """The parsers a module imports, wherever, and the functions of pandas that parse."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Attribute) and node.attr in CALLS:
            found.add(node.attr)
        found |= {parser for parser in PARSERS for name in names if name == parser or name.startswith(parser + ".")}
    return found


def test_only_readers_parse() -> None:
    files = [*(ROOT / "segcore").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]
    strangers, inside = {}, set()
    for path in files:
        place, found = path.relative_to(ROOT).as_posix(), parsers(path.read_text("utf-8"))
        if place.startswith("segcore/readers/"):
            inside |= found
        elif found - ALLOWED.get(place, set()):
            strangers[place] = found - ALLOWED.get(place, set())
    assert strangers == {}
    assert len(files) > 100 and {"python_calamine", "csv", "zipfile", "defusedxml", "pyarrow.csv"} <= inside


def test_pages_read_through_workers_only() -> None:
    """Of the readers the screens know what they need to ask another process, and the names of formats."""
    met = set()
    for path in [*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            met |= {module + name for name in names if (module + name).startswith("segcore.readers")}
    names = {
        "segcore.readers.FORMATS",
        "segcore.readers.registry.ENDINGS",
        "segcore.readers.customer_list.blank_list",
        "segcore.readers.customer_list.who",
        "segcore.readers.customer_list.attach",  # joins a list that was read to the customers: no bytes
        "segcore.readers.gate.admit",  # before a process of its own reads a workbook of ours back
        "segcore.readers.worker.Limits",  # what that process may take
        "segcore.readers.memory.resident",  # and how it is seen
    }
    assert met <= {"segcore.readers.worker.Workers"} | names
    assert "segcore.readers.worker.Workers" in met


def test_a_planted_parser_is_found() -> None:
    assert parsers("def f():\n    from pyarrow import parquet, csv\n") == {"pyarrow.parquet", "pyarrow.csv"}
    assert parsers("import pandas as pd\npd.read_csv('a')") == {"read_csv"}
    assert parsers("import lxml.etree") == {"lxml"}
    assert parsers("import csvkit") == set()
