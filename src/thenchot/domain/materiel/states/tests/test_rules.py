"""The coefficient by count and the share of time are the same facts looked at twice."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.materiel.states import rules
from thenchot.domain.materiel.states.rules import Counted, Item
from thenchot.foundation.kernel.dates import Interval

START = date(2026, 1, 1)
MONTH = Interval(START, date(2026, 1, 31))
TREATMENT = {
    "in_repair": "down_maintenance",
    "awaiting_parts": "down_supply",
    "suspended": "down_other",
    "in_transfer": "left_out",
    "sealed": "by_grade",
}
HELD = (Interval(date(2025, 1, 1)),)
GOOD = ((date(2025, 1, 1), True),)


def day(number):
    return START + timedelta(number)


def test_an_item_not_written_about_is_in_use_and_counts_by_its_grade():
    assert rules.on_day(Item(HELD, GOOD), TREATMENT, START) is Counted.GOOD
    assert rules.on_day(Item(HELD, ((date(2025, 1, 1), False),)), TREATMENT, START) is Counted.NOT_GOOD


def test_what_is_not_graded_or_has_no_rule_is_unknown_and_on_neither_side():
    for item in (Item(HELD), Item(HELD, ((date(2025, 1, 1), None),))):
        assert rules.on_day(item, TREATMENT, START) is Counted.UNKNOWN
        tally = rules.by_count([item], TREATMENT, START)
        assert (tally.good, tally.counted, tally.number(Counted.UNKNOWN)) == (0, 0, 1)


def test_an_entry_of_many_like_items_weighs_as_many():
    items = [Item(HELD, GOOD, quantity=Decimal(46)), Item(HELD, ((date(2025, 1, 1), False),))]
    assert (rules.by_count(items, TREATMENT, START).good, rules.by_count(items, TREATMENT, START).counted) == (46, 47)
    assert rules.by_time(items, TREATMENT, MONTH).good == 46 * 30


def test_the_grade_that_counts_is_the_latest_by_that_day():
    item = Item(HELD, ((date(2025, 1, 1), True), (day(10), False)))
    assert rules.on_day(item, TREATMENT, day(9)) is Counted.GOOD
    assert rules.on_day(item, TREATMENT, day(10)) is Counted.NOT_GOOD


def test_nobody_counts_what_nobody_held():
    item = Item((Interval(day(5), day(7)),), GOOD)
    assert [rules.on_day(item, TREATMENT, day(n)) for n in (4, 5, 6, 7)] == [None, Counted.GOOD, Counted.GOOD, None]


def test_thirty_days_with_ten_in_repair_and_five_waiting_for_parts():
    states = ((Interval(day(5), day(15)), "in_repair"), (Interval(day(15), day(20)), "awaiting_parts"))
    tally = rules.by_time([Item(HELD, GOOD, states)], TREATMENT, MONTH)
    assert (tally.good, tally.number(Counted.MAINTENANCE), tally.number(Counted.SUPPLY), tally.counted) == (
        15,
        10,
        5,
        30,
    )


def test_days_on_the_way_are_left_out_of_both_sides():
    tally = rules.by_time([Item(HELD, GOOD, ((Interval(day(0), day(10)), "in_transfer"),))], TREATMENT, MONTH)
    assert (tally.good, tally.counted, tally.number(Counted.LEFT_OUT)) == (20, 20, 10)


def test_a_snapshot_and_the_time_may_tell_different_stories():
    """Ready on the last day, down for most of the month: the published caution against taking one for the other."""
    item = Item(HELD, GOOD, ((Interval(day(0), day(29)), "in_repair"),))
    assert rules.by_count([item], TREATMENT, day(29)).good == 1
    assert rules.by_time([item], TREATMENT, MONTH).good == 1
    assert rules.by_time([item], TREATMENT, MONTH).counted == 30


spans = st.tuples(st.integers(-10, 50), st.integers(0, 30)).map(lambda t: Interval(day(t[0]), day(t[0] + t[1])))
items = st.lists(
    st.builds(
        Item,
        st.lists(spans, max_size=2).map(lambda s: tuple(_apart(s))),
        st.lists(
            st.tuples(st.integers(-10, 50).map(day), st.sampled_from([True, False, None])),
            max_size=3,
            unique_by=lambda g: g[0],
        ).map(lambda g: tuple(sorted(g, key=lambda one: one[0]))),
        st.lists(st.tuples(spans, st.sampled_from([*TREATMENT, "in_use"])), max_size=3).map(
            lambda s: tuple((span, name) for (span, name) in _apart_named(s))
        ),
        st.integers(1, 5).map(Decimal),
    ),
    max_size=4,
)


def _apart(intervals):
    kept = []
    for interval in sorted(intervals):
        if interval and (not kept or kept[-1].end <= interval.start):
            kept.append(interval)
    return kept


def _apart_named(named):
    kept = []
    for interval, name in sorted(named):
        if interval and (not kept or kept[-1][0].end <= interval.start):
            kept.append((interval, name))
    return kept


@given(items, st.integers(0, 20), st.integers(0, 20))
def test_the_time_of_a_period_is_the_sum_of_its_days(found, first, length):
    period = Interval(day(first), day(first + length))
    tally = rules.by_time(found, TREATMENT, period)
    days = [rules.by_count(found, TREATMENT, d) for d in rules.days_of(period)]
    for what in Counted:
        assert tally.number(what) == sum(counted.number(what) for counted in days)


@given(items, st.integers(0, 40))
def test_a_period_of_one_day_is_the_coefficient_of_that_day(found, number):
    one = Interval(day(number), day(number + 1))
    assert dict(rules.by_time(found, TREATMENT, one).of) == dict(rules.by_count(found, TREATMENT, day(number)).of)


@given(items, st.integers(0, 40))
def test_good_is_never_more_than_counted(found, number):
    tally = rules.by_count(found, TREATMENT, day(number))
    assert 0 <= tally.good <= tally.counted <= sum(item.quantity for item in found)
