"""Which clause of an approval matrix fits a case."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.foundation.regulations import rules
from thenchot.foundation.regulations.rules import Clause, fitting

BOUNDS = st.none() | st.decimals(0, 100, places=0)
CLAUSES = st.lists(
    st.builds(Clause, st.sampled_from("abc"), st.sampled_from(["", "x", "y"]), st.sampled_from(["", "high"]), BOUNDS)
)


def test_the_example_in_the_words_holds():
    assert doctest.testmod(rules).failed == 0


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        ([], ()),
        ([Clause("a", "year")], ()),
        ([Clause("a"), Clause("b", "month")], ("b",)),
        ([Clause("a"), Clause("b", level="regiment")], ("b",)),
        ([Clause("a", level="regiment"), Clause("b", "month")], ("b",)),
        ([Clause("a"), Clause("b", value_below=Decimal(10))], ("b",)),
        ([Clause("a"), Clause("b", value_below=Decimal(5))], ("a",)),
        ([Clause("a", "month"), Clause("b", "month")], ("a", "b")),
        ([Clause("a", "month"), Clause("a", "month")], ("a",)),
    ],
)
def test_the_narrowest_clause_is_asked_first(clauses, said):
    assert fitting(clauses, "month", "regiment", Decimal(5)) == said


def test_a_value_that_is_not_known_is_under_no_bound():
    assert fitting([Clause("a", value_below=Decimal(5))], "", "", None) == ()


@given(CLAUSES, st.sampled_from("xyz"), st.sampled_from(["high", "low"]), BOUNDS)
def test_whoever_is_named_stands_in_a_clause_that_fits_and_the_order_of_clauses_decides_nothing(
    clauses, kind, level, value
):
    said = fitting(clauses, kind, level, value)
    fit = [c for c in clauses if fitting([c], kind, level, value)]
    assert set(said) <= {c.who for c in fit}
    assert bool(said) == bool(fit)
    assert set(fitting(clauses[::-1], kind, level, value)) == set(said)
