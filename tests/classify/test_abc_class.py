"""METHOD 2, every worked example, on the functions the engine uses."""

from __future__ import annotations

import numpy as np
import pytest

from segcore.classify.abc_class import LETTERS, abc_base, abc_codes, computed_counts
from segcore.concentration import concentration
from segcore.errors import LabradorError
from segcore.moves import to_next_class
from segcore.settings import AbcSettings

EX1 = [400, 200, 100, 100, 60, 50, 40, 30, 15, 5]


def letters(values: list[int], **chosen: object) -> str:
    """Letters in the order the values are given."""
    base = abc_base(np.array(values, dtype=np.int64))
    found = np.empty(len(values), dtype=object)
    found[base.order] = [LETTERS[code] for code in abc_codes(base, AbcSettings(**chosen))]  # type: ignore[arg-type]
    return "".join(found)


@pytest.mark.parametrize(
    ("values", "chosen", "expected"),
    [
        (EX1, {}, "AAAABBBCCC"),
        ([70, 10, 9, 6, 5], {}, "AABBC"),
        ([700, 150, 100, 30, 20], {}, "AABCC"),
        ([700, 150, 100, 30, 20], {"border": "at_most"}, "ABBCC"),
        ([700, 150, 100, 30, 20], {"border": "nearest"}, "AABCC"),
        ([900, 60, 40], {}, "ABC"),
        ([900, 60, 40], {"border": "at_most"}, "BCC"),
        ([900, 60, 40], {"border": "below"}, "BCC"),
        ([900, 60, 40], {"border": "nearest"}, "ABC"),
        ([500, 250, 100, 100, 50, 0, -120], {}, "AAAACNN"),
        ([500, 250, 100, 100, 50, 0, -120], {"ties": "order"}, "AAABCNN"),
        ([100] * 8, {}, "AAAAAAAA"),
        ([100] * 8, {"ties": "order"}, "AAAAAAAB"),
        (EX1, {"basis": "computed"}, "AAAABCCCCC"),
        ([1, 15, 25, 17, 2, 3, 5, 6, 2, 3, 22], {"basis": "computed"}, "CAAACCCBCCA"),
        (EX1, {"basis": "count"}, "AABBBCCCCC"),
        ([5], {}, "A"),
        ([0, -3], {}, "NN"),
    ],
)
def test_letters(values: list[int], chosen: dict[str, object], expected: str) -> None:
    assert letters(values, **chosen) == expected


def test_computed_limits_on_the_empirical_curve() -> None:
    assert computed_counts(abc_base(np.array(EX1))) == (3, 5)
    assert computed_counts(abc_base(np.array([1, 15, 25, 17, 2, 3, 5, 6, 2, 3, 22]))) == (4, 5)


@pytest.mark.parametrize("values", [[100] * 12, EX1[:9]])
def test_computed_limits_refuse_what_does_not_separate(values: list[int]) -> None:
    with pytest.raises(LabradorError) as caught:
        computed_counts(abc_base(np.array(values)))
    assert caught.value.code == "abc.computed_refused"


def test_concentration_of_example_one() -> None:
    panel = concentration(abc_base(np.array(EX1)))
    assert panel.gini == pytest.approx(0.539)
    assert panel.gini_corrected == pytest.approx(0.5989, abs=5e-5)
    assert panel.hhi == pytest.approx(0.22885)
    assert panel.effective_customers == pytest.approx(4.37, abs=5e-3)
    assert (panel.top1, panel.top5, panel.top10) == pytest.approx((0.40, 0.86, 1.0))
    assert (panel.for_80_percent, panel.major, panel.red) == (4, 4, True)


def test_concentration_of_one_customer_and_of_none() -> None:
    one = concentration(abc_base(np.array([7])))
    assert (one.top1, one.gini, one.for_80_percent) == (1.0, 0.0, 1)
    assert concentration(abc_base(np.array([-7, 0]))).customers == 0


def test_the_least_amount_to_the_better_letter() -> None:
    """400,200,100,100 | 60,50,40 | 30,15,5; T = 1000 (in units), worked out by hand.

    60: above him stand 800 at his own rank, 800 / (1000 + x) < .8 already for x = 1: before = 0.7992.
    50 at rank 6: before = 860 / (1000 + x) < .8 needs x > 75, but 10 catches 60 and 11 passes it; caught
    (tie), before = 800 / 1010 = .792 < .8, so 10. 40: catching 60 needs 20, before 800 / 1020, so 20.
    30 to B: before = 950 / 1000 = .95; x = 1: 950 / 1001 = .949, so 1. 15 -> at rank 9 before 980 / (1000 + x) < .95
    needs x > 31.58, catching 30 takes 15: before 950 / 1015 = .936: 15. 5: catching 30 takes 25.
    """
    missing = to_next_class(abc_base(np.array(EX1)), AbcSettings())
    assert missing[4:].tolist() == [1, 10, 20, 1, 15, 25]
    assert np.isnan(missing[:4]).all()
