"""Work begun beside other work, flags that need no memory, and names worked through a few thousand at a time."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from segcore.readers import names
from segcore.readers.beside import begun
from segcore.readers.grid import everywhere, lean


def test_work_runs_on_another_thread_and_is_waited_for() -> None:
    go = threading.Event()

    def work(word: str) -> tuple[str, int]:
        assert go.wait(20)
        return word, threading.get_ident()

    found = begun(work, "alpha")
    assert not found.done()
    go.set()
    word, thread = found.result(20)
    assert word == "alpha"
    assert thread != threading.get_ident()


def test_what_work_raises_is_raised_where_its_result_is_asked_for() -> None:
    def work() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        begun(work).result(20)


def test_equal_flags_take_no_memory_and_others_stay() -> None:
    mixed = np.array([False] * 999 + [True])
    assert lean(mixed) is mixed
    for value in (False, True):
        flags = lean(np.full(1_000, value))
        assert flags.strides == (0,) == everywhere(value, 1_000).strides
        assert flags.tolist() == [value] * 1_000 == everywhere(value, 1_000).tolist()
    assert len(lean(np.zeros(0, dtype=np.bool_))) == 0
    assert lean(np.full(3, 7, dtype=np.int8)).tolist() == [7, 7, 7]


def test_a_name_is_the_same_whatever_stands_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    mixed = ["ООО «Ромашка»", "Firma Łąka Sp. z o.o.", "Müller GmbH", "Acme Ltd.", "GmbH", "  ", "ACME  ltd"]
    many = [f"{name} {number}" for number in range(9) for name in mixed]
    alone = [names.normalise([name])[0] for name in many]
    assert alone[:4] == ["ромашка 0", "firma laka sp z o o 0", "mueller gmbh 0", "acme ltd 0"]
    assert names.normalise(many) == alone
    monkeypatch.setattr(names, "TOGETHER", 5)
    assert names.normalise(many) == alone
    assert names.normalise([]) == []
