"""python -m tests.bench [names, such as upload scoring browser]: prints figures, never fails by time."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

ORDER = ("rfm", "threshold", "upload", "answers", "xlsx", "workbook", "portrait", "scoring", "browser")


def main(chosen: list[str]) -> None:
    """Run the chosen benchmarks, or all of them."""
    found = {path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py")}
    names = chosen or [name for name in ORDER if name in found] + sorted(found - set(ORDER))
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}", flush=True)
    for name in names:
        print(f"\n{name}", flush=True)
        importlib.import_module(f"tests.bench.bench_{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
