"""A workspace as one file: whatever it holds comes back the same; what is broken, newer or false is refused."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segcore import bundle
from segcore.bundle import Bundle
from segcore.errors import LabradorError
from segcore.ledger import Ledger, SourceFile
from segcore.readers.worker import Workers
from segcore.rules import All, Between, Is, Not
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.tree import Node
from segcore.workspace import Document, Scorecard

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
RULES = st.one_of(
    st.none(),
    st.builds(Is, st.just("industry"), st.lists(NAMES, min_size=1, max_size=2).map(tuple)),
    st.builds(lambda low, name: All((Between("revenue", low=low), Not(Is("abc", (name,))))), st.floats(0, 1e9), NAMES),
)
DOCUMENTS = st.builds(
    Document,
    settings=st.sampled_from([{}, {"abc.limits": "0.7,0.9"}]),
    ledger_name=NAMES,
    segments=st.lists(st.builds(Segment, NAMES, RULES), max_size=3).map(tuple),
    trees=st.lists(st.builds(Node, NAMES, st.integers(0, 3)), max_size=2).map(tuple),
    levels=st.dictionaries(NAMES, st.dictionaries(NAMES, st.integers(0, 3), max_size=2), max_size=2),
    statuses=st.dictionaries(NAMES, NAMES, max_size=2),
    scorecard=st.builds(
        Scorecard,
        weights=st.dictionaries(st.sampled_from(CRITERIA), st.floats(0, 9), max_size=3),
        gate=st.booleans(),
        notes=st.dictionaries(NAMES, st.dictionaries(st.sampled_from(CRITERIA), NAMES, max_size=2), max_size=2),
        contacts=st.dictionaries(NAMES, st.integers(1, 10_000), max_size=2),
    ),
)
SCORES = st.dictionaries(
    st.tuples(NAMES, st.sampled_from(CRITERIA), NAMES), st.sampled_from([0.0, 1.0, 2.0, 3.0]), max_size=6
)
LEDGER_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Beta", "NA", "=1+1", "Żółć", "00123"]),
        st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(str),
        st.integers(-(10**9), 10**9).filter(bool).map(lambda minor: minor / 100),
    ),
    min_size=1,
    max_size=12,
)


@given(name=NAMES, document=DOCUMENTS, scores=SCORES, rows=LEDGER_ROWS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_comes_back_the_same(
    make_ledger: Callable[..., Ledger], name: str, document: Document, scores: dict[Any, float], rows: list[Any]
) -> None:
    ledger = make_ledger(rows, documents=[f"FV/{place % 3}" for place in range(len(rows))])
    given = Bundle(name, document, tuple((*cell, value) for cell, value in scores.items()), ledger)
    written = bundle.write(given)
    found = bundle.read(written)
    assert (found.name, found.document, found.scores) == (given.name, given.document, given.scores)
    assert found.ledger is not None
    pd.testing.assert_frame_equal(found.ledger.lines, ledger.lines)
    pd.testing.assert_frame_equal(found.ledger.parties, ledger.parties)
    assert (found.ledger.digest, found.ledger.report) == (ledger.digest, ledger.report)
    assert bundle.write(found) == written


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with closing(Workers(1)) as started:
        yield started


@pytest.fixture
def whole(make_ledger: Callable[..., Ledger]) -> bytes:
    """An exported workspace with everything in it."""
    ledger = make_ledger([("Acme", "2025-01-31", 120.5), ("Beta", "2025-03-01", -20)], quantity=[1.0, np.nan])
    return bundle.write(Bundle("Plan", Document(segments=(Segment("IT"),)), (("IT", "value", "Ann", 3.0),), ledger))


def changed(whole: bytes, **members: bytes | None) -> bytes:
    """The file with these members in place of its own (dots of a name as _), None: without it."""
    sink = io.BytesIO()
    given = {name.replace("_", "."): content for name, content in members.items()}
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(sink, "w") as new:
        for name in {**dict.fromkeys(old.namelist()), **given}:
            content = given[name] if name in given else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return sink.getvalue()


def parquet(**columns: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def lines(**columns: Any) -> bytes:
    """Lines of two sales with some columns changed."""
    usual = {
        "customer": pa.array([0, 1], pa.int32()),
        "day": pa.array([0, 86_400], pa.timestamp("s")),
        "amount": pa.array([100, 200], pa.int64()),
        "document": pa.array([-1, -1], pa.int32()),
    }
    return parquet(**{name: values for name, values in {**usual, **columns}.items() if values is not None})


BROKEN = {
    "a text": lambda _: b"Customer,Amount\nAcme,5\n",
    "cut": lambda whole: whole[: len(whole) // 2],
    "a bit turned": lambda whole: whole[:60] + bytes([whole[60] ^ 255]) + whole[61:],
    "a pickle": lambda _: pickle.dumps({"document": 1}),
    "without its sign": lambda whole: changed(whole, labrador_json=None),
    "its sign is a list": lambda whole: changed(whole, labrador_json=b"[1]"),
    "without a document": lambda whole: changed(whole, document_json=None),
    "a document of more fields": lambda whole: changed(whole, document_json=b'{"format":1,"run":"os.system"}'),
    "a setting out of range": lambda whole: changed(whole, document_json=b'{"settings":{"abc.limits":"7,9"}}'),
    "a score of 4": lambda whole: changed(whole, scores_json=b'[["IT","value","Ann",4]]'),
    "a score of a criterion of its own": lambda whole: changed(whole, scores_json=b'[["IT","luck","Ann",3]]'),
    "a name with a zero byte": lambda whole: changed(whole, scores_json=b'[["I\\u0000T","value","Ann",3]]'),
    "nested without end": lambda whole: changed(whole, document_json=b'{"trees":' + b"[" * 100_000),
    "lines without parties": lambda whole: changed(whole, parties_parquet=None),
    "lines without a report": lambda whole: changed(whole, report_json=None),
    "no Parquet": lambda whole: changed(whole, lines_parquet=b"PAR1 nothing PAR1"),
    "a customer who is not there": lambda whole: changed(
        whole, lines_parquet=lines(customer=pa.array([0, 2], pa.int32()))
    ),
    "a customer below 0": lambda whole: changed(whole, lines_parquet=lines(customer=pa.array([0, -1], pa.int32()))),
    "an amount that is a real": lambda whole: changed(whole, lines_parquet=lines(amount=pa.array([1.5, 2.5]))),
    "an amount that is missing": lambda whole: changed(whole, lines_parquet=lines(amount=pa.array([1, None]))),
    "no amount": lambda whole: changed(whole, lines_parquet=lines(amount=None)),
    "a column more": lambda whole: changed(whole, lines_parquet=lines(more=pa.array([1, 2]))),
    "a column of lists": lambda whole: changed(whole, lines_parquet=lines(document=pa.array([[1], [2]]))),
    "keys out of order": lambda whole: changed(
        whole, parties_parquet=parquet(key=["b", "a"], customer=["B", "A"], tax_id=["", ""])
    ),
    "two customers of one name": lambda whole: changed(
        whole, parties_parquet=parquet(key=["a", "b"], customer=["A", "A"], tax_id=["", ""])
    ),
    "a name that is a number": lambda whole: changed(
        whole, parties_parquet=parquet(key=["a", "b"], customer=[1, 2], tax_id=["", ""])
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", BROKEN)
def test_what_is_broken_is_refused(whole: bytes, how: str) -> None:
    with pytest.raises(LabradorError) as met:
        bundle.read(BROKEN[how](whole))
    assert met.value.code == "bundle.unreadable"


def test_the_control_the_same_parts_unchanged_are_taken(whole: bytes) -> None:
    found = bundle.read(changed(whole, lines_parquet=lines()))
    assert found.ledger is not None
    assert found.ledger.lines["amount"].tolist() == [100, 200]
    assert bundle.read(changed(whole, scores_json=b"[]")).scores == ()


def long(rows: int) -> bytes:
    """So many equal lines: 4 KB, however many they are."""
    whole = {"customer": pa.int32(), "day": pa.timestamp("s"), "amount": pa.int64(), "document": pa.int32()}
    return parquet(**{name: pa.repeat(pa.scalar(0, kind), rows) for name, kind in whole.items()})


def _varint(number: int) -> bytes:
    """A whole number as the end of a Parquet file writes it."""
    found, rest = b"", 2 * number
    while rest > 127:
        found, rest = found + bytes([rest & 127 | 128]), rest >> 7
    return found + bytes([rest])


def test_a_small_file_of_countless_lines_is_refused_before_it_is_read(
    whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = changed(whole, lines_parquet=long(bundle.MOST_ROWS + 1))
    wide = changed(whole, parties_parquet=parquet(**{str(n): [1] for n in range(bundle.MOST_COLUMNS + 1)}))
    assert len(many) < 100_000
    usual, read = pq.ParquetFile.read, []
    monkeypatch.setattr(pq.ParquetFile, "read", lambda file: read.append(file.metadata.num_rows) or usual(file))
    for made in (many, wide):
        with pytest.raises(LabradorError) as met:
            bundle.read(made)
        assert met.value.code == "bundle.unreadable"
    assert read == [2], "the lines of the wide one"
    found = bundle.read(changed(whole, lines_parquet=long(50_000)))
    assert found.ledger is not None and len(found.ledger.lines) == 50_000, "the control"


def test_a_file_that_says_it_holds_fewer_lines_is_counted(whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    honest, said = long(777_777), _varint(777_777)
    one = bytes([130, 128, 0])  # 1 in as many bytes
    places = [at for at in range(len(honest)) if honest.startswith(said, at)]
    tried = [honest[:at] + one + honest[at + len(said) :] for at in places]
    (lying,) = [made for made in tried if pq.ParquetFile(io.BytesIO(made)).metadata.num_rows == 1]
    assert len(pq.ParquetFile(io.BytesIO(lying)).read()) == 777_777, "what is said does not bind who reads"
    monkeypatch.setattr(bundle, "MOST_ROWS", 777_776)
    with pytest.raises(LabradorError) as met:
        bundle.read(changed(whole, lines_parquet=lying))
    assert met.value.code == "bundle.unreadable"
    monkeypatch.setattr(bundle, "MOST_ROWS", 777_777)
    found = bundle.read(changed(whole, lines_parquet=lying))
    assert found.ledger is not None and len(found.ledger.lines) == 777_777, "the control"


def test_one_of_a_newer_version_is_refused_as_such(whole: bytes) -> None:
    newer = changed(whole, labrador_json=json.dumps({"format": 2}).encode(), document_json=b"what nobody knows yet")
    with pytest.raises(LabradorError) as met:
        bundle.read(newer)
    assert met.value.code == "bundle.newer"


def test_a_process_of_its_own_reads_it(workers: Workers, whole: bytes) -> None:
    found, direct = workers.bundle(SourceFile("a.labrador", whole)), bundle.read(whole)
    assert (found.name, found.document, found.scores) == (direct.name, direct.document, direct.scores)
    assert found.ledger is not None and direct.ledger is not None
    assert found.ledger.digest == direct.ledger.digest
    without = workers.bundle(SourceFile("a.labrador", changed(whole, lines_parquet=None)))
    assert without.ledger is None


@pytest.mark.parametrize("how", ["bomb", "outside", "text", "newer"])
def test_the_gate_stands_before_it(workers: Workers, whole: bytes, how: str) -> None:
    made = {
        "bomb": lambda: _bomb(whole),
        "outside": lambda: changed(whole, **{"../../etc/passwd": b"x"}),
        "text": lambda: b"Customer,Amount\nAcme,5\n",
        "newer": lambda: changed(whole, labrador_json=b'{"format": 2}'),
    }[how]()
    codes = {
        "bomb": "file.too_large",
        "outside": "file.odd_archive",
        "text": "bundle.unreadable",
        "newer": "bundle.newer",
    }
    with pytest.raises(LabradorError) as met:
        workers.bundle(SourceFile("a.labrador", made))
    assert met.value.code == codes.get(how, "bundle.unreadable")


def _bomb(whole: bytes) -> bytes:
    """A hundred and twenty megabytes of zeros in as many kilobytes."""
    sink = io.BytesIO(whole)
    with zipfile.ZipFile(sink, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("more.json", bytes(120 << 20))
    return sink.getvalue()
