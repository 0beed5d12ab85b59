"""A process killed in the middle of saving: what it acknowledged is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from segcore.store import Store, file_url
from segcore.workspace import Document

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
SAVING = """
import os, signal, sys
from pathlib import Path
from segcore.store import Store, file_url
store = Store.open(file_url(Path(sys.argv[1])))
saved = store.load(sys.argv[2])
number = int(saved.document.ledger_name)
while True:
    number += 1
    if sys.argv[3] == "early":
        os.write(1, b"%d\\n" % number)
        os.kill(os.getpid(), signal.SIGKILL)
    saved = store.patch(saved.workspace, {"ledger_name": str(number)}, saved.document)
    os.write(1, b"%d\\n" % number)
"""


def acknowledged(path: Path, workspace: str, how: str, seconds: float) -> list[int]:
    """Numbers a child process said it had saved before it was killed."""
    command = [sys.executable, "-c", SAVING, str(path), workspace, how]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        said += child.stdout.read()
    return [int(line) for line in said.split(b"\n")[:-1] if line]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_no_acknowledged_save_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    workspace = Store.open(file_url(path)).create(Document(ledger_name="0")).workspace
    seen = 0
    for attempt in range(ROUNDS):
        said = acknowledged(path, workspace, "honest", 0.05 + 0.037 * attempt)
        found = Store.open(file_url(path)).load(workspace)
        assert found is not None
        assert int(found.document.ledger_name) in (said[-1], said[-1] + 1)
        seen += len(said)
    assert seen >= ROUNDS * 3


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_the_control_an_acknowledgement_before_the_commit_is_caught(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    workspace = Store.open(file_url(path)).create(Document(ledger_name="0")).workspace
    said = acknowledged(path, workspace, "early", 0.2)
    found = Store.open(file_url(path)).load(workspace)
    assert found is not None
    assert (said, found.document.ledger_name) == ([1], "0")
