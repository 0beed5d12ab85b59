"""Rules, membership in priority order, coverage and overlap."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from segcore.errors import LabradorError
from segcore.rules import All, Any, Between, Is, Not, Rule, fields, holds
from segcore.segments import NOBODY, Segment, first_names, membership

CUSTOMERS = pd.DataFrame(
    {
        "abc": pd.Categorical(["A", "A", "B", "C", "N"]),
        "tenure_years": [6.0, 2.0, 7.5, np.nan, 5.0],
        "trend": ["growing", "growing", "falling", "", "growing"],
        "industry": ["Transport", "transport", "", "Retail", None],
        "glad": [True, False, True, True, True],
    }
)


def rows(rule):
    return np.flatnonzero(holds(rule, CUSTOMERS)).tolist()


def test_conditions():
    assert rows(Is("abc", ("A", "B"))) == [0, 1, 2]
    assert rows(Is("industry", ("TRANSPORT",))) == [0, 1]
    assert rows(Is("industry", ("",))) == [2, 4]
    assert rows(Is("glad", ("True",))) == [0, 2, 3, 4]
    assert rows(Between("tenure_years", low=5)) == [0, 2, 4]
    assert rows(Between("tenure_years", 5, 7)) == [0, 4]
    assert rows(Between("tenure_years")) == [0, 1, 2, 4]
    assert rows(Not(Between("tenure_years"))) == [3]


def test_joined_conditions():
    assert rows(All()) == [0, 1, 2, 3, 4]
    assert rows(Any()) == []
    assert rows(Any((Is("abc", ("C",)), Between("tenure_years", low=7)))) == [2, 3]


def test_the_first_segment_of_the_article():
    """A, with us more than five years, growing, glad, from transport."""
    rule = All(
        (
            Is("abc", ("A",)),
            Between("tenure_years", low=5),
            Is("trend", ("growing",)),
            Is("glad", ("true",)),
            Is("industry", ("transport",)),
        )
    )
    assert rows(rule) == [0]
    assert list(fields(rule)) == ["abc", "tenure_years", "trend", "glad", "industry"]


def test_an_unknown_field_is_named():
    with pytest.raises(LabradorError) as refused:
        holds(Not(Is("colour", ("red",))), CUSTOMERS)
    assert (refused.value.code, refused.value.facts) == ("rule.unknown_field", {"field": "colour"})


def test_priority_coverage_and_overlap():
    """Matches {1,2}, {1}, {2,3}, {}, {3}: METHOD 5."""
    table = pd.DataFrame({"one": [1, 1, 0, 0, 0], "two": [1, 0, 1, 0, 0], "three": [0, 0, 1, 0, 1]})
    segments = [Segment(name, Between(name, low=1)) for name in table.columns]
    found = membership(segments, table)
    assert found.first.tolist() == [0, 0, 1, NOBODY, 2]
    assert (found.coverage, found.overlap, found.nobody, found.several) == (0.8, 0.4, 1, 2)
    assert found.pairs.tolist() == [[2, 1, 0], [1, 2, 1], [0, 1, 2]]


def test_a_cold_segment_has_nobody():
    found = membership([Segment("cold"), Segment("empty rule", All()), Segment("a", Is("abc", ("A",)))], CUSTOMERS)
    assert found.matches.sum(axis=1).tolist() == [0, 0, 2]
    assert membership([], CUSTOMERS).coverage == 0


def test_the_first_that_fits_gives_its_name():
    rich, glad = Segment("Rich", Is("abc", ("A",))), Segment("Glad", Is("glad", ("True",)))
    assert first_names((rich, glad), CUSTOMERS) == ["Rich", "Rich", "Glad", "Glad", "Glad"]
    assert first_names((glad, rich), CUSTOMERS) == ["Glad", "Rich", "Glad", "Glad", "Glad"]
    assert first_names((Segment("Far", Is("region", ("North",))),), CUSTOMERS) == [""] * 5
    assert first_names((), CUSTOMERS) == [""] * 5


VALUES = st.lists(st.sampled_from(["A", "transport", ""])).map(tuple)
LIMITS = st.none() | st.floats(0, 8)
LEAVES = st.one_of(
    st.builds(Is, st.sampled_from(["abc", "industry", "trend"]), VALUES),
    st.builds(Between, st.just("tenure_years"), LIMITS, LIMITS),
)
RULES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Any, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=8,
)


@given(rule=RULES)
@settings(max_examples=200, deadline=None)
def test_rules_survive_saving_and_not_is_the_rest(rule):
    adapter = TypeAdapter(Rule)
    assert adapter.validate_json(adapter.dump_json(rule)) == rule
    assert (holds(Not(rule), CUSTOMERS) == ~holds(rule, CUSTOMERS)).all()
