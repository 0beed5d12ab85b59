"""A process killed in the middle of saving: what it acknowledged is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from segcore.store import Store
from segcore.workspace import Document

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
SAVING = """
import os, signal, sys
from sqlalchemy import make_url
from segcore.store import Store
store = Store.open(make_url(sys.argv[1]))
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


def acknowledged(url: URL, workspace: str, how: str, seconds: float) -> list[int]:
    """Numbers a child process said it had saved before it was killed."""
    command = [sys.executable, "-c", SAVING, url.render_as_string(hide_password=False), workspace, how]
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
def test_no_acknowledged_save_is_lost_when_the_process_is_killed(url: URL) -> None:
    workspace = Store.open(url).create(Document(ledger_name="0")).workspace
    seen = 0
    for attempt in range(ROUNDS):
        said = acknowledged(url, workspace, "honest", 0.05 + 0.037 * attempt)
        found = Store.open(url).load(workspace)
        assert found is not None
        assert int(found.document.ledger_name) in (said[-1], said[-1] + 1)
        seen += len(said)
    assert seen >= ROUNDS * 3


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_the_control_an_acknowledgement_before_the_commit_is_caught(url: URL) -> None:
    workspace = Store.open(url).create(Document(ledger_name="0")).workspace
    said = acknowledged(url, workspace, "early", 0.2)
    found = Store.open(url).load(workspace)
    assert found is not None
    assert (said, found.document.ledger_name) == ([1], "0")
