"""The documents against the code: settings, columns, roles, reasons, layers, commands, links."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from docs import write_formats
from segcore import actions, cli, columns
from segcore.ledger import REASONS, ROLES
from segcore.readers import FORMATS
from segcore.settings import NAMES, SPECS, Settings, allowed, shown

ROOT = Path(__file__).resolve().parents[1]
DOCS = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def table(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its two head lines."""
    lines = page.split(heading, 1)[1].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return rows


def test_every_setting_is_documented_with_its_default_and_range() -> None:
    rows = table(text("docs/method.md"), "## 12. Settings")
    values = Settings().flat()
    assert [row[0].strip("`") for row in rows] == list(NAMES)
    assert len(rows) == 36
    for name, default, possible, source in rows:
        name = name.strip("`")
        assert default.strip("`") == shown(values[name]), name
        assert possible == allowed(name), name
        assert source == SPECS[name].source, name


def test_a_wrong_default_would_be_noticed() -> None:
    row = next(row for row in table(text("docs/method.md"), "## 12. Settings") if row[0] == "`xyz.often`")
    assert row[1] == "`0.75`" != f"`{shown(Settings().with_values({'xyz.often': 0.7}).xyz.often)}`"


def test_every_setting_of_the_text_exists() -> None:
    named = {
        name
        for path in DOCS
        for name in re.findall(r"`((?:abc|xyz|rfm|period|status|rhythm|dates)\.[a-z_]+)`", path.read_text("utf-8"))
    }
    assert named <= set(NAMES)
    assert len(named) > 30


def test_every_column_of_the_customer_table_is_documented() -> None:
    rows = table(text("docs/method.md"), "## The customer table")
    assert rows == [[f"`{column.name}`", column.meaning] for column in columns.CUSTOMERS]
    assert len(rows) == 42


def test_every_role_and_reason_is_documented() -> None:
    page = " ".join(text("docs/command-line.md").split())
    roles = page.split("**Roles** for `--column`: ", 1)[1].split(". Any other", 1)[0]
    reasons = page.split("Reasons: ", 1)[1].split(". ##", 1)[0]
    assert roles == ", ".join(f"`{role}`" for role in ROLES)
    assert reasons == ", ".join(f"`{reason}`" for reason in REASONS)


def test_the_page_of_formats_is_current() -> None:
    assert text("docs/formats.md") == write_formats.text(), "run: make messages"
    page = text("docs/formats.md")
    assert [known.name for known in FORMATS if f"`{known.name}`" not in page] == []
    assert len(FORMATS) > 40


def test_every_action_is_documented() -> None:
    page = text("docs/method.md")
    assert [code for code in actions.codes() if f"`{code}`" not in page] == []
    assert len(actions.codes()) == 10


def test_every_command_and_option_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    page = text("docs/command-line.md")
    options: set[str] = set()
    for command in ("inspect", "analyse", "formats"):
        assert f"python -m segcore {command}" in page
        with pytest.raises(SystemExit):
            cli.main([command, "--help"])
        options |= set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    options -= {"--help", "--output"}
    assert len(options) == 7
    assert [option for option in sorted(options) if option not in page] == []


def test_the_layer_table_names_every_module() -> None:
    page = text("docs/architecture.md").split("## Layers", 1)[1].split("## Where", 1)[0]
    modules = {path.stem if path.is_file() else path.name for path in (ROOT / "segcore").iterdir()}
    modules -= {"__init__", "__main__", "__pycache__", "tables", "locale"}
    assert [module for module in sorted(modules) if not re.search(rf"`{module}/?`", page)] == []
    assert len(modules) > 25


def test_every_dependency_has_its_reason() -> None:
    page = text("docs/decisions/001-dependencies.md").lower()
    pins = re.findall(r"^([\w-]+)==", text("requirements.txt"), re.MULTILINE)
    assert len(pins) >= 15
    assert [pin for pin in pins if pin.lower() not in page] == []


def test_every_link_leads_to_a_file() -> None:
    links = [(path, link) for path in DOCS for link in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8"))]
    local = [(path, link) for path, link in links if "://" not in link]
    assert len(local) > 5
    assert [f"{path.name}: {link}" for path, link in local if not (path.parent / link).exists()] == []


def test_every_make_target_of_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    named = {name for path in DOCS for name in re.findall(r"\bmake ([a-z]+)\b", path.read_text("utf-8"))}
    assert {"run", "test", "bench", "serve"} <= named <= targets


def test_readme_commands_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = re.findall(r"^python -m segcore (.+)$", text("README.md"), re.MULTILINE)
    assert len(commands) >= 3
    for command in commands:
        arguments = [word if word.startswith("-") or "/" not in word else str(ROOT / word) for word in command.split()]
        monkeypatch.chdir(tmp_path)
        assert cli.main(arguments) == 0, command
        assert capsys.readouterr().out
    assert {path.suffix for path in tmp_path.iterdir()} == {".xlsx", ".csv"}


def test_the_project_file_speaks_of_the_same_product() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert project["license"] == "MIT"
    assert "MIT License" in text("LICENSE")
    assert f"[{project['version']}]" in text("CHANGELOG.md")
