"""What goes between the server and a process that reads: messages of byte frames; JSON and Arrow, nothing that runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, TypeAlias

import numpy as np

from segcore.bundle import ROWS, Bundle
from segcore.customer_attributes import CustomerList
from segcore.errors import LabradorError
from segcore.ledger import FileReport, Ledger, ReadOptions, SourceFile
from segcore.packing import Packed, pack, unpack
from segcore.readers.score_sheet import ScoreTable
from segcore.scorecard import Sheet
from segcore.workspace import CUSTOMER_LIST, FACTS, FILE_REPORT, OPTIONS, from_json

Answer: TypeAlias = Ledger | FileReport | CustomerList | ScoreTable | Bundle

READY = b"ready"


def send(stream: IO[bytes], frames: Sequence[bytes]) -> None:
    """One message: the number of frames, then each with its length in bytes. Raises OSError."""
    stream.write(len(frames).to_bytes(4, "big"))
    for frame in frames:
        stream.write(len(frame).to_bytes(8, "big"))
        stream.write(frame)
    stream.flush()


def receive(stream: IO[bytes]) -> list[bytes]:
    """The next message. Raises EOFError where the other side is gone."""
    return [_exactly(stream, int.from_bytes(_exactly(stream, 8), "big")) for _ in range(_count(stream))]


def _count(stream: IO[bytes]) -> int:
    return int.from_bytes(_exactly(stream, 4), "big")


def _exactly(stream: IO[bytes], size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found


def encode_request(task: str, files: Sequence[SourceFile], options: ReadOptions, seconds: float) -> list[bytes]:
    """task: read, inspect, look, customers, scores or bundle. seconds: of CPU it may take."""
    head = {"task": task, "names": [file.name for file in files], "seconds": seconds}
    return [json.dumps(head).encode(), OPTIONS.dump_json(options), *(file.content for file in files)]


def decode_request(frames: Sequence[bytes]) -> tuple[str, list[SourceFile], ReadOptions, float]:
    """The task, its files and options, its seconds of CPU."""
    head = json.loads(frames[0])
    files = [SourceFile(name, content) for name, content in zip(head["names"], frames[2:], strict=True)]
    return head["task"], files, OPTIONS.validate_json(frames[1]), head["seconds"]


def encode_answer(found: Answer | LabradorError) -> list[bytes]:
    """A ledger, how a file is understood, a list of customers, scores, a workspace, or why not."""
    if isinstance(found, LabradorError):
        return [b"error", found.code.encode(), FACTS.dump_json(found.facts)]
    if isinstance(found, FileReport):
        return [b"look", FILE_REPORT.dump_json(found)]
    if isinstance(found, CustomerList):
        return [b"customers", CUSTOMER_LIST.dump_json(found)]
    if isinstance(found, ScoreTable):
        given = found.sheet
        scored = {"segments": given.segments, "persons": given.persons, "scores": given.scores.tolist()}
        scored["unused"] = found.unused
        return [b"scores", json.dumps(scored).encode()]
    if isinstance(found, Bundle):
        about = [found.name.encode("utf-8", "replace"), found.document.model_dump_json().encode()]
        return [b"bundle", *about, ROWS.dump_json(found.scores), *(_frames(found.ledger) if found.ledger else ())]
    return [b"ledger", *_frames(found)]


def _frames(ledger: Ledger) -> list[bytes]:
    packed = pack(ledger, compression=None)
    return [packed.digest.encode(), packed.lines, packed.parties, packed.report.encode()]


def decode_answer(frames: Sequence[bytes]) -> Answer:
    """What was found. Raises the LabradorError that was sent."""
    kind, *rest = frames
    if kind == b"error":
        raise LabradorError(rest[0].decode(), **FACTS.validate_json(rest[1]))
    if kind == b"look":
        return FILE_REPORT.validate_json(rest[0])
    if kind == b"customers":
        return CUSTOMER_LIST.validate_json(rest[0])
    if kind == b"scores":
        scored = json.loads(rest[0])
        scores = np.array(scored["scores"], dtype=np.float64)
        sheet = Sheet(tuple(scored["segments"]), tuple(scored["persons"]), scores)
        return ScoreTable(sheet, tuple(scored["unused"]))
    if kind == b"bundle":
        name, document, given, *packed = rest
        ledger = _ledger(packed) if packed else None
        return Bundle(name.decode(), from_json(document.decode()), ROWS.validate_json(given), ledger)
    return _ledger(rest)


def _ledger(frames: Sequence[bytes]) -> Ledger:
    digest, lines, parties, report = frames
    return unpack(Packed(digest.decode(), lines, parties, report.decode()))
