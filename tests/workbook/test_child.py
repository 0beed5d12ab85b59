"""The child process: the same bytes, an error without a traceback, nothing left behind."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from workbook.cards import card

from segcore.analysis import Analysis
from segcore.errors import LabradorError
from segcore.ledger import Ledger
from segcore.readers.memory import resident
from segcore.readers.worker import Limits
from segcore.words import load
from segcore.workbook import build_in_child, handover, read_in_child, write
from segcore.workbook.handover import decode, encode


def same(one: object, other: object) -> bool:
    if isinstance(one, pd.DataFrame):
        assert isinstance(other, pd.DataFrame)
        texts = {name: "object" for name in one.columns if one[name].dtype.kind not in "iufbM"}
        return one.astype(texts).equals(other.astype(texts))
    return np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other or repr(one) == repr(other)


def test_the_analysis_goes_over_unchanged(sixty: Ledger, analysed: Callable[..., Analysis]) -> None:
    analysis = analysed(sixty, **{"as_of": "2026-10-30", "abc.limits": "0.7,0.9"})
    received, language, title, _ = decode(encode(analysis, "en", "Firm"))
    assert (language, title) == ("en", "Firm")
    for field in fields(Analysis):
        assert same(getattr(analysis, field.name), getattr(received, field.name)), field.name
    assert len(fields(Analysis)) >= 19
    changed, *_ = decode(encode(analysed(sixty), "en", "Firm"))
    assert not same(changed.settings, analysis.settings)
    assert not same(changed.customers, analysis.customers)


def test_the_child_builds_the_same_file(
    sixty: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes]
) -> None:
    analysis = analysed(sixty)
    assert build_in_child(analysis, "en", "North Furniture") == written(analysis)
    mine = card(3)
    with_scores = build_in_child(analysis, "en", "North Furniture", decided=mine)
    assert with_scores == written(analysis, decided=mine) != written(analysis)
    assert build_in_child(None, "en", "North Furniture", decided=mine) == written(None, decided=mine)
    hidden = build_in_child(analysis, "qps", "x", shown=str.upper)
    assert hidden == written(analysis, "qps", "x", shown=str.upper)


def test_an_error_in_the_child_is_a_code(sixty: Ledger, analysed: Callable[..., Analysis]) -> None:
    with pytest.raises(LabradorError) as refused:
        build_in_child(analysed(sixty), "no such language", "x")
    assert refused.value.code == "workbook.failed"


def test_a_broken_request_ends_without_a_word() -> None:
    for request in (b"", b"nonsense", b"\0" * 100):
        ended = subprocess.run(
            [sys.executable, "-m", "segcore.workbook.child"],
            input=request,
            capture_output=True,
            cwd=Path(__file__).resolve().parents[2],
            check=False,
        )
        assert (ended.returncode, ended.stdout, ended.stderr) == (1, b"", b"")


def test_a_slow_child_is_killed(sixty: Ledger, analysed: Callable[..., Analysis]) -> None:
    before = time.monotonic()
    with pytest.raises(LabradorError) as refused:
        build_in_child(analysed(sixty), "en", "x", timeout=0.05)
    assert refused.value.code == "workbook.failed"
    assert time.monotonic() - before < 5


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to find the child")
def test_a_killed_child_gives_the_error_and_leaves_nothing(
    sixty: Ledger, analysed: Callable[..., Analysis], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    started: list[subprocess.Popen[bytes]] = []
    usual = subprocess.Popen

    def popen(*args: object, **more: object) -> subprocess.Popen[bytes]:
        started.append(usual(*args, **more))  # type: ignore[call-overload]
        threading.Timer(0.3, lambda: os.kill(started[0].pid, 9)).start()
        return started[0]

    monkeypatch.setattr(subprocess, "Popen", popen)
    with pytest.raises(LabradorError) as refused:
        build_in_child(analysed(sixty), "en", "x")
    assert refused.value.code == "workbook.failed"
    assert len(started) == 1 and started[0].returncode == -9
    assert list(tmp_path.iterdir()) == []


def test_the_work_is_done_by_the_child(sixty: Ledger, analysed: Callable[..., Analysis]) -> None:
    """The session's process waits without working, so that its other threads keep answering."""
    analysis = analysed(sixty)

    def shares(work: Callable[[], bytes]) -> tuple[float, float]:
        before = os.times()
        work()
        after = os.times()
        return after.user - before.user, after.children_user - before.children_user

    own, child = shares(lambda: build_in_child(analysis, "en", "x"))
    assert child > 5 * own
    own, child = shares(lambda: write(analysis, load("en"), "x"))
    assert not child > 5 * own


@pytest.fixture(scope="module")
def book() -> bytes:
    """A workbook of ours."""
    return write(None, load("en"), "Firm", decided=card(3))


def refusal(content: bytes, limits: Limits, watched: Callable[[int], int] = resident) -> str:
    with pytest.raises(LabradorError) as refused:
        read_in_child(content, limits, watched)
    return refused.value.code


def test_a_process_that_reads_is_killed_over_its_limits(book: bytes) -> None:
    seen: list[int] = []

    def greedy(pid: int) -> int:
        seen.append(pid)
        return 2 << 30

    before = time.monotonic()
    assert refusal(book, Limits(), greedy) == "workbook.unreadable"
    assert refusal(book, Limits(seconds=0.1)) == "workbook.unreadable"
    assert time.monotonic() - before < 10
    with pytest.raises(ProcessLookupError):
        os.kill(seen[0], 0)
    large = bytes(64 << 20) + book  # a zip file may begin anywhere
    if sys.platform.startswith("linux"):
        assert refusal(large, Limits(memory=1 << 20), lambda _: 0) == "workbook.unreadable", "the system holds it too"
    assert read_in_child(large, Limits(), resident).document.segments, "the control"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the limits of another process")
def test_a_process_that_reads_holds_the_limits_of_every_reader(book: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    def limits_met(read: Callable[[Callable[[int], int]], object]) -> set[tuple[int, int]]:
        met = set()

        def watch(pid: int) -> int:
            kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU)
            with contextlib.suppress(ProcessLookupError):
                met.add(tuple(resource.prlimit(pid, kind)[0] for kind in kinds))
            return 0

        read(watch)
        return met - {(resource.RLIM_INFINITY, resource.RLIM_INFINITY)}

    monkeypatch.setattr(handover, "PAUSE", 0.002)
    ((memory, seconds),) = limits_met(lambda watch: read_in_child(book, Limits(), watch))
    assert (memory, 21 <= seconds <= 30) == (2 * 1536 << 20, True), "20 s, and what it took to start"
    assert limits_met(lambda watch: handover.ask(["write"], b"", 60, lambda pid: bool(watch(pid)))) == set()


def test_two_workbooks_are_read_at_once_and_the_others_wait(book: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = 0, 0
    held = threading.Lock()

    def ask(arguments: Sequence[str], *_: object) -> bytes | None:
        nonlocal running, most
        with held:
            running += 1
            most = max(most, running)
        time.sleep(0.1)
        with held:
            running -= 1
        return None if arguments[0] == "read" else b"built"

    def together(work: Callable[[], object]) -> int:
        nonlocal most
        most = 0
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda _: work(), range(6)))
        return most

    monkeypatch.setattr(handover, "ask", ask)
    assert together(lambda: refusal(book, Limits())) == 2
    assert together(lambda: build_in_child(None, "en", "x")) > 2, "the control: building waits for nobody"
