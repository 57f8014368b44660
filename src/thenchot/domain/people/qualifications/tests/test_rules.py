"""The highest level in force, and what may be written of a qualification."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.people.levels import Level
from thenchot.domain.people.qualifications import rules
from thenchot.foundation.kernel.refusal import Refusal

days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
held = st.builds(rules.Held, st.sampled_from(rules.LEVELS), st.sampled_from(("Kho", "Ô tô")), days, st.none() | days)
ON = date(2026, 1, 1)


def test_the_levels_of_the_rules_are_those_of_the_table():
    assert list(rules.LEVELS) == Level.values


@given(st.lists(held, max_size=6), held, days)
def test_one_more_qualification_never_lowers_the_highest(known, more, on):
    before, after = rules.highest(known, on), rules.highest([*known, more], on)
    assert before is None or rules.LEVELS.index(after) <= rules.LEVELS.index(before)


@given(st.lists(held, max_size=6), days)
def test_the_highest_is_one_that_is_held_that_day(known, on):
    found = rules.highest(known, on)
    assert found is None or any(one.level == found and one.holds(on) for one in known)


@given(st.lists(held, max_size=6), days, st.sampled_from(rules.LEVELS))
def test_who_is_qualified_for_a_level_is_qualified_for_every_lower_one(known, on, least):
    lower = rules.LEVELS[rules.LEVELS.index(least) :]
    if rules.is_qualified(known, on, field="Kho", least=least):
        assert all(rules.is_qualified(known, on, field="Kho", least=level) for level in lower)


def test_a_certificate_no_longer_holds_on_its_last_day():
    one = rules.Held("elementary", "Kho", date(2023, 2, 28), date(2024, 2, 29))
    assert one.holds(date(2024, 2, 28))
    assert not one.holds(date(2024, 2, 29))


@pytest.mark.parametrize(
    ("awarded", "until", "born", "said"),
    [
        (date(2026, 1, 2), None, None, "has not come yet"),
        (date(1980, 1, 1), None, date(1985, 1, 1), "but the person was born on 1985-01-01"),
        (date(2020, 1, 1), date(2020, 1, 1), None, "before it begins"),
    ],
)
def test_what_cannot_be_is_refused(awarded, until, born, said):
    with pytest.raises(Refusal, match=said):
        rules.check_awarded(awarded, until, born_on=born, today=ON)
