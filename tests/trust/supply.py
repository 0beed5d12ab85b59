"""What the product is made of: exact pins, and an audit that says how much it really looked at."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.browser.conftest import ROOT
from tests.trust.figures import Figures

PIN = re.compile(r"[A-Za-z0-9._-]+(?:\[[a-z,]+\])?==[^\s*<>=!~]+")
FILES = ("requirements.txt", "requirements-dev.txt")
OFFLINE = "LABRADOR_OFFLINE"  # set: the advisory database is not asked


def loose(text: str) -> list[str]:
    """Lines of a requirements file that are not one exact version."""
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith("-r ") and not PIN.fullmatch(line)]


def pins() -> Figures:
    """Every requirement is one exact version, and the installed one is it. The control: a loose line is found."""
    texts = {name: (ROOT / name).read_text("utf-8") for name in FILES}
    found = [f"{name}: {line}" for name, text in texts.items() for line in loose(text)]
    pinned = [line for text in texts.values() for line in text.splitlines() if PIN.fullmatch(line.strip())]
    for line in pinned:
        name, _, version = re.sub(r"\[.*\]", "", line).partition("==")
        if (there := importlib.metadata.version(name)) != version:
            found.append(f"{name} {version} is pinned, {there} installed")
    planted = ["pandas>=3", "numpy", "x==1.*", "y~=2.0", "git+https://example.com/z"]
    return Figures(
        "supply: exact versions",
        f"{len(pinned)} requirements",
        tuple(found),
        "loose versions",
        loose("\n".join(planted)) == planted,
        enough=len(pinned) >= 25,
    )


def installed() -> set[str]:
    """The packages of this environment, by their normal names."""
    return {re.sub(r"[-_.]+", "-", each.metadata["Name"]).lower() for each in importlib.metadata.distributions()}


def judged(report: dict[str, Any], there: set[str]) -> tuple[list[str], int]:
    """What an audit found: vulnerabilities, and packages that it skipped or never saw. How many it audited."""
    names = {re.sub(r"[-_.]+", "-", each["name"]).lower(): each for each in report["dependencies"]}
    audited = {name for name, each in names.items() if "skip_reason" not in each}
    found = [f"{name}: {bug['id']}" for name in sorted(audited) for bug in names[name].get("vulns", [])]
    return found + [f"{name}: not audited" for name in sorted(there - audited)], len(audited)


CONTROL: dict[str, Any] = {
    "dependencies": [
        {"name": "sound", "version": "1", "vulns": []},
        {"name": "Skip_ped", "skip_reason": "not found on PyPI"},
        {"name": "bad", "version": "1", "vulns": [{"id": "PYSEC-1"}]},
    ]
}


def audit() -> Figures:
    """0 known vulnerabilities, and audited = installed. The control: skipped, unseen, bad ones are told."""
    claim = "supply: no known vulnerability"
    if os.environ.get(OFFLINE):
        return Figures(claim, missing=f"not audited: {OFFLINE} is set")
    program = Path(sys.executable).parent / "pip-audit"
    told = subprocess.run(
        [str(program), "--strict", "--format", "json", "--progress-spinner", "off"],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        report = json.loads(told.stdout)
    except ValueError:
        return Figures(claim, missing=f"not audited: {told.stderr.strip().splitlines()[-1:]}")
    there = installed()
    found, count = judged(report, there)
    control, _ = judged(CONTROL, {"sound", "skip-ped", "bad", "unseen"})
    return Figures(
        claim,
        f"{count} of {len(there)} packages audited",
        tuple(found),
        "a skipped, an unseen and a bad package",
        control == ["bad: PYSEC-1", "skip-ped: not audited", "unseen: not audited"],
    )
