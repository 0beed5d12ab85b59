"""Building in a child process, so that other sessions keep answering: the Analysis goes over as JSON and Arrow."""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, Protocol, Union, get_args, get_origin, get_type_hints

import numpy as np
import pandas as pd
import pyarrow as pa

from segcore.analysis import Analysis
from segcore.errors import LabradorError, notice
from segcore.moved import Then
from segcore.settings import Settings
from segcore.workbook.back import Restored
from segcore.workbook.decided import Decided
from segcore.workbook.settings_sheet import as_text
from segcore.workspace import FACTS, from_json

MARK: Final = b"LABRADOR"
TIMEOUT: Final = 180.0
READ_TIMEOUT: Final = 60.0
PAUSE: Final = 0.2  # seconds between two looks at the memory of a process
TURNS: Final = threading.BoundedSemaphore(2)  # workbooks read at once, those of all sessions; the rest wait
Shown = Callable[[str], str]
Watch = Callable[[int], int]


class Limits(Protocol):
    """What a process may take; those of readers.worker are the ones for whatever a stranger gave."""

    @property
    def memory(self) -> int: ...
    @property
    def seconds(self) -> float: ...
    @property
    def bytes_a_second(self) -> int: ...


def build_in_child(
    analysis: Analysis | None,
    language: str,
    title: str,
    shown: Shown | None = None,
    timeout: float = TIMEOUT,
    decided: Decided = Decided(),
) -> bytes:
    """`write` in a process of its own. Raises LabradorError `workbook.failed`; leaves no file and no process."""
    found = renamed(analysis, shown) if analysis and shown else analysis
    answer = ask(["write"], encode(found, language, title, decided), timeout)
    if answer is None:
        raise LabradorError("workbook.failed")
    return answer


def read_in_child(content: bytes, limits: Limits | None = None, resident: Watch = lambda _: 0) -> Restored:
    """`read_back` of what passed the gate, in a process of its own, two at a time.

    limits: what it may take; its addresses may be twice the memory. resident: bytes a process holds, 0 where unknown.
    Raises LabradorError as read_back, and `workbook.unreadable` where the process dies or takes more.
    """
    arguments, seconds, memory = ["read"], READ_TIMEOUT, math.inf
    if limits:
        seconds, memory = limits.seconds + len(content) / limits.bytes_a_second, limits.memory
        arguments += [str(2 * limits.memory), str(math.ceil(seconds))]
    with TURNS:
        answer = ask(arguments, content, seconds, lambda pid: resident(pid) > memory)
    if answer is None:
        raise LabradorError("workbook.unreadable")
    return decode_restored(answer)


def ask(
    arguments: Sequence[str], request: bytes, timeout: float, over: Callable[[int], bool] = lambda _: False
) -> bytes | None:
    """The answer of a process of its own; None where it fails or is `over` its limit. Leaves no file and no process."""
    home = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH", "")) if part)
    with subprocess.Popen(
        [sys.executable, "-m", "segcore.workbook.child", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    ) as child:
        try:
            answer = _within(child, request, timeout, over)
        finally:
            child.kill()
    if child.returncode != 0 or not answer.startswith(MARK):
        return None
    return answer[len(MARK) :]


def _within(child: subprocess.Popen[bytes], request: bytes, timeout: float, over: Callable[[int], bool]) -> bytes:
    """What it answers until it ends, or is ended because it takes more than it may."""
    answers, deadline = list[bytes](), time.monotonic() + timeout
    talk = threading.Thread(target=_talk, args=(child, request, answers), daemon=True)
    talk.start()
    while talk.is_alive():
        talk.join(min(PAUSE, timeout))
        if time.monotonic() > deadline or over(child.pid):
            child.kill()
            talk.join()
    return answers[0] if answers else b""


def _talk(child: subprocess.Popen[bytes], request: bytes, answers: list[bytes]) -> None:
    with contextlib.suppress(OSError):
        answers.append(child.communicate(request)[0])


def renamed(analysis: Analysis, shown: Shown) -> Analysis:
    """The analysis with every customer's name as it is to be shown."""
    customers = analysis.customers.assign(customer=[shown(str(name)) for name in analysis.customers["customer"]])
    joined = tuple((shown(name), tuple(map(shown, others))) for name, others in analysis.report.joined)
    return replace(analysis, customers=customers, report=replace(analysis.report, joined=joined))


def encode(analysis: Analysis | None, language: str, title: str, decided: Decided = Decided()) -> bytes:
    """The request as frames of length and bytes: a JSON header, then an Arrow stream per table."""
    tables: list[bytes] = []
    document = {
        "language": language,
        "title": title,
        "analysis": _plain(analysis, tables),
        "document": decided.document.model_dump(mode="json"),
        "scores": decided.scores,
        "first": decided.first,
    }
    frames = [json.dumps(document).encode(), *tables]
    return b"".join(len(frame).to_bytes(8, "big") + frame for frame in frames)


def decode(request: bytes) -> tuple[Analysis | None, str, str, Decided]:
    """The analysis, language, title and decisions of a request."""
    frames, at = [], 0
    while at < len(request):
        size = int.from_bytes(request[at : at + 8], "big")
        frames.append(request[at + 8 : at + 8 + size])
        at += 8 + size
    document = json.loads(frames[0])
    found = _typed(Analysis, document["analysis"], frames[1:])
    scores = tuple((name, code, person, score) for name, code, person, score in document["scores"])
    decided = Decided(from_json(json.dumps(document["document"])), scores, tuple(document["first"]))
    return found, document["language"], document["title"], decided


def encode_restored(found: Restored | LabradorError) -> bytes:
    """What was read back, or why not."""
    if isinstance(found, LabradorError):
        return json.dumps({"code": found.code}).encode()
    told = {
        "document": found.document.model_dump(mode="json"),
        "scores": found.scores,
        "settings": {name: as_text(value) for name, value in found.settings.flat().items() if value is not None},
        "given": sorted(found.settings.given),
        "customers": _plain(found.customers, []),
        "notices": [[met.code, FACTS.dump_python(dict(met.facts), mode="json")] for met in found.notices],
    }
    return json.dumps(told).encode()


def decode_restored(answer: bytes) -> Restored:
    """What `encode_restored` sent; raises the LabradorError it sent."""
    found = json.loads(answer)
    if "code" in found:
        raise LabradorError(found["code"])
    return Restored(
        document=from_json(json.dumps(found["document"])),
        scores=tuple((name, code, person, score) for name, code, person, score in found["scores"]),
        settings=replace(Settings().with_values(found["settings"]), given=frozenset(found["given"])),
        customers=_typed(Then | None, found["customers"], []),
        notices=tuple(notice(code, **FACTS.validate_python(facts)) for code, facts in found["notices"]),
    )


def _plain(value: Any, tables: list[bytes]) -> Any:
    if isinstance(value, pd.DataFrame | np.ndarray):
        table = value if isinstance(value, pd.DataFrame) else pd.DataFrame({"values": value})
        tables.append(_stream(table))
        return len(tables) - 1
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), tables) for field in fields(value)}
    if isinstance(value, tuple | list | frozenset):
        return [_plain(item, tables) for item in (sorted(value) if isinstance(value, frozenset) else value)]
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if isinstance(value, np.generic) else value


def _stream(table: pd.DataFrame) -> bytes:
    sink = io.BytesIO()
    arrow = pa.Table.from_pandas(table)
    with pa.ipc.new_stream(sink, arrow.schema) as stream:
        stream.write_table(arrow)
    return sink.getvalue()


def _typed(kind: Any, value: Any, tables: list[bytes]) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if value is None or kind is Any or origin is Literal:
        return value
    if origin in (Union, UnionType):
        return _typed(_member(inner, value), value, tables)
    if origin is tuple:
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_typed(each, item, tables) for each, item in zip(kinds, value, strict=True))
    if origin is frozenset:
        return frozenset(value)
    if kind is pd.DataFrame:
        return _frame(tables[value])
    if origin is np.ndarray or kind is np.ndarray:
        return _frame(tables[value])["values"].to_numpy()
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _typed(hints[name], item, tables) for name, item in value.items()})  # type: ignore[operator]
    return date.fromisoformat(value) if kind is date else value


def _member(kinds: tuple[Any, ...], value: Any) -> Any:
    """The member of a union a JSON value belongs to."""
    if isinstance(value, list):
        return next(kind for kind in kinds if get_origin(kind) is tuple)
    if isinstance(value, str) and date in kinds and str not in kinds:
        return date
    if isinstance(value, dict | int) and not isinstance(value, bool):
        named = [kind for kind in kinds if is_dataclass(kind) or kind is pd.DataFrame]
        return named[0] if named and isinstance(value, dict) else next(k for k in kinds if k is not NoneType)
    return next((kind for kind in kinds if kind is type(value)), Any)


def _frame(stream: bytes) -> pd.DataFrame:
    table: pd.DataFrame = pa.ipc.open_stream(stream).read_all().to_pandas()
    return table
