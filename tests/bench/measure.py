"""How everything here is measured: two things in turn, pair by pair, and the medians of their ratios."""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Seconds of one run: on the clock, and of the processors (children included)."""

    wall: float
    cpu: float


def cost(work: Callable[[], object]) -> Cost:
    """Run once, with the garbage of what came before collected."""
    gc.collect()
    before, start = _processor_seconds(), time.perf_counter()
    work()
    return Cost(time.perf_counter() - start, _processor_seconds() - before)


def _processor_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def pairs(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 5) -> list[tuple[Cost, Cost]]:
    """One run of each to warm up, then `rounds` pairs, first one then the other first."""
    ours(), theirs()
    measured = []
    for number in range(rounds):
        if number % 2:
            other = cost(theirs)
            measured.append((cost(ours), other))
        else:
            measured.append((cost(ours), cost(theirs)))
    return measured


def report(name: str, peer: str, measured: list[tuple[Cost, Cost]], aim: str = "") -> None:
    """Print the medians and the ratios ours / theirs."""
    wall, cpu = (
        statistics.median(getattr(ours, kind) / getattr(theirs, kind) for ours, theirs in measured)
        for kind in ("wall", "cpu")
    )
    own = statistics.median(ours.wall for ours, _ in measured)
    other = statistics.median(theirs.wall for _, theirs in measured)
    print(f"{name}: {own * 1000:,.0f} ms; {peer}: {other * 1000:,.0f} ms")
    wanted = f" (aim: {aim})" if aim else ""
    print(f"  ratio: {wall:.2f} on the clock, {cpu:.2f} of the processors, {len(measured)} pairs{wanted}", flush=True)


def peak_bytes() -> int:
    """The most memory this process held so far (on Linux its own: getrusage hands on what the parent held)."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
