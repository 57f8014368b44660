"""Look-ups of dated rules and months added to a day."""

from __future__ import annotations

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.foundation.kernel import months, rule_sets
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.rule_sets import Selection, look_up

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
OLD = Interval(date(2020, 1, 1), date(2026, 1, 1))
NEW = Interval(date(2026, 1, 1))


@pytest.mark.parametrize("module", [rule_sets, months])
def test_the_examples_in_the_words_hold(module):
    assert doctest.testmod(module).failed == 0


def test_the_day_a_rule_ends_belongs_to_the_next_one():
    rules = [(OLD, "old"), (NEW, "new")]
    assert look_up(rules, date(2025, 12, 31)).rule("grades") == "old"
    assert look_up(rules, date(2026, 1, 1)).rule("grades") == "new"


def test_no_rule_is_said_and_not_taken_for_zero():
    found = look_up([(OLD, "old")], date(2019, 12, 31))
    assert found.selection is Selection.NO_RULE
    with pytest.raises(Refusal, match="No rule for grades is in force on 2019-12-31"):
        found.rule("grades")


def test_two_rules_on_a_day_are_a_conflict_that_names_both():
    found = look_up([(OLD, "first"), (Interval(date(2025, 1, 1)), "second")], date(2025, 6, 1))
    assert found.selection is Selection.CONFLICT
    with pytest.raises(Refusal, match="first, second"):
        found.rule("grades")


@given(st.lists(st.tuples(DAYS, st.integers(0, 4000)), max_size=6), DAYS)
def test_selected_means_exactly_one_interval_holds_the_day(spans, day):
    rules = [(Interval(start, start + timedelta(length)), number) for number, (start, length) in enumerate(spans)]
    holding = [number for number, (start, length) in enumerate(spans) if start <= day < start + timedelta(length)]
    found = look_up(rules, day)
    assert list(found.found) == holding
    assert (found.selection is Selection.SELECTED) == (len(holding) == 1)


def test_the_last_day_of_a_long_month_becomes_the_last_day_of_a_short_one():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2018, 11, 29), 3) == date(2019, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


@given(DAYS, st.integers(-240, 240))
def test_months_are_counted_exactly_and_never_run_into_the_next(day, count):
    later = add_months(day, count)
    assert (later.year - day.year) * 12 + later.month - day.month == count
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(1)).day == 1


@given(DAYS, st.integers(0, 120), st.integers(0, 120))
def test_more_months_are_never_sooner(day, fewer, more):
    assert add_months(day, fewer) <= add_months(day, fewer + more)
