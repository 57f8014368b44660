"""Days of service and birth, by properties and by the days that trip programs up."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.people.persons import rules
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal

days = st.dates(date(1940, 1, 1), date(2060, 12, 31))


@given(days, st.integers(0, 30_000))
def test_nobody_grows_younger(born, later):
    first = born + timedelta(days=later)
    assert rules.age(born, first) <= rules.age(born, first + timedelta(days=1)) <= rules.age(born, first) + 1


@given(days)
def test_on_the_day_of_birth_one_is_nought_and_the_day_before_not_born(born):
    assert rules.age(born, born) == 0
    assert rules.age(born, born - timedelta(days=1)) == -1


def test_one_born_on_29_february_is_eighteen_on_28_february_of_a_common_year():
    assert rules.age(date(2004, 2, 29), date(2022, 2, 27)) == 17
    assert rules.age(date(2004, 2, 29), date(2022, 2, 28)) == 18


@given(st.lists(days, min_size=2, max_size=6, unique=True))
def test_postings_one_after_the_other_never_overlap(starts):
    ordered = sorted(starts)
    chain = [Interval(one, other) for one, other in itertools.pairwise(ordered)]
    rules.check_one_at_a_time(chain)
    with pytest.raises(Refusal, match="Two postings"):
        rules.check_one_at_a_time([*chain, Interval(ordered[0], ordered[-1])])


def test_a_posting_on_the_day_the_last_began_is_refused_and_on_the_next_day_taken():
    last, today = date(2026, 2, 28), date(2026, 6, 1)
    rules.check_next(date(2026, 3, 1), last, today)
    with pytest.raises(Refusal, match="The last one began on 2026-02-28"):
        rules.check_next(last, last, today)


def test_a_day_to_come_is_refused():
    with pytest.raises(Refusal, match="2026-06-02 has not come yet; today is 2026-06-01"):
        rules.check_come(date(2026, 6, 2), date(2026, 6, 1))


def test_service_before_fifteen_is_a_mistyped_year():
    with pytest.raises(Refusal, match="would be 14 years old on 2021-01-01"):
        rules.check_born(date(2006, 5, 1), date(2021, 1, 1))
