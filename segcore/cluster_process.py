"""Grouping in a process of its own, so that other sessions keep answering: figures go over, progress comes back.

`python -m segcore.cluster_process` is that process; it answers one request and never prints a traceback.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import numpy as np
import pandas as pd

from segcore.clusters import Clustering, Progress, Reals, Suggestion, judge, suggest
from segcore.errors import LabradorError


def suggested(raw: pd.DataFrame, revenue: Reals, progress: Progress) -> Suggestion:
    """`clusters.suggest` in a child. Raises LabradorError clusters.failed; leaves no process."""
    found = _asked(raw, revenue, 0, progress)
    silhouettes = tuple((int(k), float(value)) for k, value in found["silhouettes"])
    clustering = _clustering(found["clustering"]) if found["clustering"] else None
    return Suggestion(found["verdict"], silhouettes, found["best"], clustering)


def judged(raw: pd.DataFrame, revenue: Reals, k: int, progress: Progress) -> Clustering:
    """`clusters.judge` in a child. Raises LabradorError clusters.failed; leaves no process."""
    return _clustering(_asked(raw, revenue, k, progress))


def _clustering(found: dict[str, Any]) -> Clustering:
    labels, centres = np.asarray(found["labels"], dtype=np.int64), np.asarray(found["centres"], dtype=np.float64)
    return Clustering(**{**found, "labels": labels, "centres": centres, "jaccard": tuple(found["jaccard"])})


def _asked(raw: pd.DataFrame, revenue: Reals, k: int, progress: Progress) -> dict[str, Any]:
    home = str(Path(__file__).resolve().parents[1])
    path = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH", "")) if part)
    head = json.dumps({"names": list(raw.columns), "k": k}).encode() + b"\n"
    figures = np.column_stack([raw.to_numpy(dtype=np.float64), np.asarray(revenue, dtype=np.float64)])
    with subprocess.Popen(
        [sys.executable, "-m", "segcore.cluster_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    ) as child:
        try:
            assert child.stdin and child.stdout
            child.stdin.write(head + figures.tobytes())
            child.stdin.close()
            for line in child.stdout:
                told = json.loads(line)
                if isinstance(told, dict):
                    return told
                progress(float(told))
        except (OSError, ValueError):
            raise LabradorError("clusters.failed") from None
        finally:
            child.kill()
    raise LabradorError("clusters.failed")


def main(requests: IO[bytes], answers: IO[bytes]) -> int:
    """Answer one request: a line of JSON and the figures; a line per step of progress, then the result."""
    head = json.loads(requests.readline())
    figures = np.frombuffer(requests.read()).reshape(-1, len(head["names"]) + 1)
    raw, revenue = pd.DataFrame(figures[:, :-1], columns=head["names"]), figures[:, -1].copy()

    def tell(done: float | dict[str, Any]) -> None:
        answers.write(json.dumps(done, default=np.ndarray.tolist).encode() + b"\n")
        answers.flush()

    found = judge(raw, revenue, head["k"], progress=tell) if head["k"] else suggest(raw, revenue, progress=tell)
    tell(asdict(found))
    return 0


def run() -> int:
    """Exit status 1, and no result, where it fails."""
    try:
        return main(sys.stdin.buffer, sys.stdout.buffer)
    except Exception:
        return 1


if __name__ == "__main__":
    sys.exit(run())
