"""Periods tile the calendar without a gap, whichever calendar cuts them."""

from __future__ import annotations

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.foundation.kernel import periods
from thenchot.foundation.kernel.periods import PLAIN, Cut, Period, containing

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
LENGTHS = st.sampled_from(periods.LENGTHS)
STATE = Cut(15, 1)
CUTS = st.builds(Cut, st.integers(1, 28), st.integers(0, 11)) | st.sampled_from([PLAIN, STATE])


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(periods).failed == 0


@given(DAYS, LENGTHS, CUTS)
def test_a_day_lies_in_its_period_and_in_no_neighbour(day, length, cut):
    period = containing(day, length, cut)
    assert day in period.days
    assert period.before().days.end == period.days.start
    assert containing(period.days.start - timedelta(days=1), length, cut) == period.before()
    assert containing(period.last_day, length, cut) == period
    assert containing(period.days.end, length, cut).before() == period


@given(DAYS, LENGTHS, CUTS)
def test_twelve_months_four_quarters_and_two_halves_make_the_year(day, length, cut):
    year = containing(day, "year", cut)
    count = {"month": 12, "quarter": 4, "half": 2, "year": 1}[length]
    parts = [Period(year.year, number, length, cut) for number in range(1, count + 1)]
    assert parts[0].days.start == year.days.start
    assert parts[-1].days.end == year.days.end


@given(DAYS, LENGTHS, CUTS)
def test_a_year_before_is_as_many_periods_before_as_a_year_has(day, length, cut):
    period = containing(day, length, cut)
    assert period.year_before() == period.before({"month": 12, "quarter": 4, "half": 2, "year": 1}[length])


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period(2026, 11, "month", STATE), date(2026, 10, 15), date(2026, 11, 14)),
        (Period(2026, 1, "month", STATE), date(2025, 12, 15), date(2026, 1, 14)),
        (Period(2026, 1, "quarter", STATE), date(2025, 12, 15), date(2026, 3, 14)),
        (Period(2026, 2, "quarter", STATE), date(2026, 3, 15), date(2026, 6, 14)),
        (Period(2026, 1, "year", STATE), date(2025, 12, 15), date(2026, 12, 14)),
        (Period(2024, 2, "month"), date(2024, 2, 1), date(2024, 2, 29)),
        (Period(2026, 1, "half"), date(2026, 1, 1), date(2026, 6, 30)),
    ],
    ids=str,
)
def test_the_states_calendar_cuts_on_the_fifteenth(period, first, last):
    assert (period.days.start, period.last_day) == (first, last)


def test_the_last_days_of_past_months_end_with_the_latest_that_is_over():
    assert periods.last_days(date(2026, 11, 25), 3) == [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)]
    assert periods.last_days(date(2026, 10, 31), 1) == [date(2026, 10, 31)]
    assert periods.last_days(date(2026, 11, 14), 2, "month", STATE) == [date(2026, 10, 14), date(2026, 11, 14)]
