"""What the server does before the first visitor comes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CODE = """
import asyncio, gc, pkgutil, sys
import pages.ui
from pages.ui import server
before = gc.get_freeze_count()
async def served():
    async with server.lifespan(None):
        names = {module.name for module in pkgutil.iter_modules(pages.ui.__path__, "pages.ui.")}
        print(len(names), len(names - set(sys.modules)), before, gc.get_freeze_count())
asyncio.run(served())
"""


def test_all_modules_are_loaded_and_no_run_looks_through_them_for_garbage(root: Path, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=root,
        env={"PATH": "", "LABRADOR_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    modules, missing, before, frozen = map(int, told)
    assert modules > 60
    assert missing == 0
    assert before < 1000 < 100_000 < frozen
