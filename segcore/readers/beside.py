"""Work that is begun beside what follows, on another processor."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TypeVar

import pyarrow as pa

Found = TypeVar("Found")


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(thread_name_prefix="beside")


def begun(work: Callable[..., Found], *given: object) -> Future[Found]:
    """The result of `work`, which is begun; it raises what work raises where it is asked for."""

    def done() -> Found:
        try:
            return work(*given)
        finally:
            pa.default_memory_pool().release_unused()  # Arrow keeps memory for every thread

    return _pool().submit(done)
