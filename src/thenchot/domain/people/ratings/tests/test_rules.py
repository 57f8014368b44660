"""Levels, the cap with its base, steps and periods, by properties and by the cases that are argued about."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.people.models import CapBase, RatingLevel
from thenchot.domain.people.ratings import rules
from thenchot.foundation.kernel.refusal import Refusal

levels = st.sampled_from(rules.LEVELS)
subjects = st.builds(rules.Subject, st.just("") | levels, st.just("") | levels)
caps = st.builds(rules.Cap, st.integers(0, 100), st.sampled_from(CapBase.values))


def test_the_levels_of_the_rules_are_those_of_the_table():
    assert list(rules.LEVELS) == RatingLevel.values


@given(st.integers(0, 99))
def test_a_higher_score_never_gives_a_lower_level(score):
    bands = rules.Bands()
    assert rules.LEVELS.index(bands.level(score + 1)) <= rules.LEVELS.index(bands.level(score))


@given(caps, st.lists(subjects, max_size=30), levels, subjects)
def test_a_decision_that_is_taken_leaves_the_group_within_the_cap_or_no_further_beyond_it(cap, others, level, now):
    before, after = rules.tally([*others, now]), rules.tally([*others, rules.Subject(level)])
    try:
        rules.check_cap(cap, others, level, now)
    except Refusal:
        assert cap.excess(after) > 0
    else:
        assert cap.excess(after) <= cap.excess(before)
        assert level != rules.EXCELLENT or cap.excess(after) == 0


@given(caps, st.dictionaries(levels, st.integers(0, 200)))
def test_what_is_allowed_is_the_share_rounded_down(cap, found):
    base = cap.base_of(found)
    assert cap.allowed(found) * 100 <= cap.percent * base < (cap.allowed(found) + 1) * 100


@pytest.mark.parametrize(("base", "allowed"), [("good", 2), ("good_or_excellent", 2), ("rated", 3)])
def test_the_base_of_the_cap_makes_a_difference(base, allowed):
    group = Counter(excellent=2, good=10, satisfactory=3)
    assert rules.Cap(20, base).allowed(group) == allowed


def test_the_cap_exceeded_by_one_is_refused_and_met_exactly_is_taken():
    others = [rules.Subject("good")] * 10 + [rules.Subject("excellent")]
    rules.check_cap(rules.Cap(), others, "excellent")
    with pytest.raises(Refusal, match=r"Excellent would be 3 in this group, and 2 are allowed: 20 % of 10"):
        rules.check_cap(rules.Cap(), [*others, rules.Subject("excellent")], "excellent")


def test_proposals_count_in_the_base_so_that_the_order_of_decisions_does_not_matter():
    others = [rules.Subject("", "good")] * 5
    rules.check_cap(rules.Cap(), others, "excellent")
    with pytest.raises(Refusal):
        rules.check_cap(rules.Cap(), others[:4], "excellent")


def test_a_good_lowered_where_the_cap_is_just_met_is_refused_for_the_base_shrinks():
    others = [rules.Subject("good")] * 4 + [rules.Subject("excellent")]
    rules.check_cap(rules.Cap(), others, "good", rules.Subject("good"))
    with pytest.raises(Refusal, match="Excellent would be 1 in this group, and 0 are allowed"):
        rules.check_cap(rules.Cap(), others, "satisfactory", rules.Subject("good"))


def test_a_level_may_be_lower_than_the_score_but_not_higher():
    rules.check_levels(95, "good", rules.Bands())
    with pytest.raises(Refusal, match="89 does not allow"):
        rules.check_levels(89, "excellent", rules.Bands())


@pytest.mark.parametrize("score", [-1, 101])
def test_a_score_beyond_the_points_is_refused(score):
    with pytest.raises(Refusal, match="from 0 to 100"):
        rules.Bands().level(score)


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [("quarter", date(2024, 1, 1), date(2024, 4, 1)), ("year", date(2024, 1, 1), date(2025, 1, 1))],
)
def test_a_period_is_a_whole_quarter_or_year(kind, start, end):
    assert rules.period_of(kind, start).end == end
    for wrong in (date(2024, 2, 1), date(2024, 2, 29), date(2024, 1, 2)):
        with pytest.raises(Refusal, match="No period of this kind begins"):
            rules.period_of(kind, wrong)


def test_a_rule_date_may_be_29_february_and_lies_in_its_period():
    period = rules.period_of("quarter", date(2024, 1, 1))
    rules.check_rule_date(date(2024, 2, 29), period, date(2024, 3, 1))
    with pytest.raises(Refusal, match="does not lie in the period"):
        rules.check_rule_date(date(2024, 4, 1), period, date(2024, 5, 1))
    with pytest.raises(Refusal, match="has not come yet"):
        rules.check_rule_date(date(2024, 3, 31), period, date(2024, 3, 30))
