"""When an item may be removed, who decides, in which order and by when."""

from __future__ import annotations

import doctest
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.materiel.removal import rules
from thenchot.domain.materiel.removal.rules import Deadline, Proposed
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.regulations.rules import Clause

TODAY = date(2026, 12, 1)
money = st.decimals(0, 10**6, places=2)


def test_the_examples_in_the_words_hold():
    assert doctest.testmod(rules).failed == 0


@given(money, st.decimals("0.01", 10**6, places=2), st.integers(0, 100))
def test_uneconomic_is_more_than_the_limits_share_exactly(repair, price, limit):
    expected = Fraction(repair) / Fraction(price) > Fraction(limit, 100)
    assert rules.is_uneconomic(repair, original=price, replacement=None, limit_percent=limit) == expected
    assert rules.is_uneconomic(repair, original=None, replacement=price, limit_percent=limit) == expected


def test_exactly_thirty_percent_is_not_more():
    assert not rules.is_uneconomic(Decimal(30), original=Decimal(100), replacement=None, limit_percent=30)
    assert rules.is_uneconomic(Decimal("30.01"), original=Decimal(100), replacement=None, limit_percent=30)


def test_without_a_price_nothing_is_said():
    for price in (None, Decimal(0)):
        with pytest.raises(Refusal, match="price of a replacement"):
            rules.is_uneconomic(Decimal(1), original=price, replacement=None, limit_percent=30)


def check(line, *, worst=False, estimate=False):
    rules.check_line(line, needs_worst_grade=worst, needs_repair_estimate=estimate, limit_percent=30)


@pytest.mark.parametrize(
    ("line", "needs", "words"),
    [
        (Proposed("special", "sale", is_worst_grade=True), {}, "may not be sold whole"),
        (Proposed("fixed", "sale", is_worst_grade=False), {"worst": True}, "grade that is for disposal"),
        (Proposed("fixed", "sale", is_worst_grade=True), {"estimate": True}, "needs an estimate"),
        (
            Proposed("fixed", "sale", is_worst_grade=True, original_cost=Decimal(100), repair_estimate=Decimal(30)),
            {"estimate": True},
            "no more than 30 %",
        ),
    ],
)
def test_a_line_shows_what_its_case_asks_for(line, needs, words):
    with pytest.raises(Refusal, match=words):
        check(line, **needs)


def test_a_line_that_shows_it_is_taken():
    check(Proposed("special", "destruction", is_worst_grade=True), worst=True)
    line = Proposed("fixed", "sale", is_worst_grade=False, original_cost=Decimal(100), repair_estimate=Decimal(31))
    check(line, estimate=True)


@given(st.lists(st.sampled_from([*rules.ORDER, rules.SENT_BACK]), max_size=25))
def test_a_plan_is_decided_only_after_its_council_and_its_submission(wanted):
    step, passed = "drafted", ["drafted"]
    for one in wanted:
        if one in rules.next_steps(step):
            step = one
            passed = ["drafted"] if one == rules.SENT_BACK else [*passed, one]
    if step in {"decided", "carried_out"}:
        assert passed[:4] == ["drafted", "council", "submitted", "consolidated"]
        assert rules.SENT_BACK not in rules.next_steps(step)


@pytest.mark.parametrize(
    ("wanted", "on", "words"),
    [
        ("submitted", date(2026, 10, 1), "does not follow"),
        ("council", date(2026, 8, 31), "done on 2026-09-01"),
        ("council", TODAY + timedelta(1), "has not come yet"),
    ],
)
def test_a_step_follows_in_order_and_in_time(wanted, on, words):
    with pytest.raises(Refusal, match=words):
        rules.check_step("drafted", wanted, on, last_on=date(2026, 9, 1), today=TODAY)


def test_a_council_has_its_size_and_one_head():
    rules.check_council(1, 3, 3)
    with pytest.raises(Refusal, match="2 members; 3 are needed"):
        rules.check_council(1, 2, 3)
    with pytest.raises(Refusal, match="heads the council"):
        rules.check_council(0, 3, 3)


GRANTS = [
    Clause("Minister", "special"),
    Clause("Chief", "special", value_below=Decimal(100)),
    Clause("Commander", "fixed", "regiment"),
    Clause("General", "fixed"),
    Clause("One", "software"),
    Clause("Other", "software"),
]


@pytest.mark.parametrize(
    ("asset", "level", "value", "who"),
    [
        ("special", "regiment", Decimal(99), "Chief"),
        ("special", "regiment", Decimal(100), "Minister"),
        ("special", "regiment", None, "Minister"),
        ("fixed", "regiment", None, "Commander"),
        ("fixed", "ministry", None, "General"),
    ],
)
def test_the_narrowest_grant_names_who_decides(asset, level, value, who):
    assert rules.authority(GRANTS, asset, level, value) == who


def test_nobody_and_several_are_said_and_not_chosen():
    with pytest.raises(Refusal, match="Nobody is named"):
        rules.authority(GRANTS, "not_fixed", "below", None)
    with pytest.raises(Refusal, match="One, Other"):
        rules.authority(GRANTS, "software", "below", None)


def test_border_and_islands_have_their_own_day():
    deadlines = [
        Deadline("verified", 8, 30, 1, is_remote=True),
        Deadline("verified", 6, 30, 1),
        Deadline("submitted", 10, 15),
    ]
    assert rules.due(deadlines, 2026, is_remote=False) == {
        "verified": date(2027, 6, 30),
        "submitted": date(2026, 10, 15),
    }
    assert rules.due(deadlines, 2026, is_remote=True)["verified"] == date(2027, 8, 30)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_working_days_leave_out_week_ends(day, count):
    later = rules.working_days_after(day, count)
    between = [day + timedelta(n) for n in range(1, (later - day).days + 1)]
    assert sum(d.weekday() < 5 for d in between) == count
    assert count == 0 or later.weekday() < 5


def test_holidays_do_not_count():
    assert rules.working_days_after(date(2026, 9, 1), 1, {date(2026, 9, 2)}) == date(2026, 9, 3)
    assert rules.working_days_after(date(2026, 6, 8), -1) == date(2026, 6, 5)
