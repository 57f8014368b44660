"""One value at a time, and the past keeps what it had."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.materiel import timeline
from thenchot.domain.materiel.timeline import Span
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal

TODAY = date(2026, 6, 1)
A, B, C = (UUID(int=number) for number in (1, 2, 3))
HELD = [Span(Interval(date(2024, 1, 1), date(2025, 1, 1)), A), Span(Interval(date(2025, 1, 1)), B)]


def test_a_transfer_ends_the_last_custody_that_day_and_begins_the_next():
    after = timeline.after(HELD, C, date(2026, 3, 1), TODAY)
    assert after == [
        HELD[0],
        Span(Interval(date(2025, 1, 1), date(2026, 3, 1)), B),
        Span(Interval(date(2026, 3, 1)), C),
    ]


def test_a_transfer_on_the_day_of_arrival_replaces_the_holder_of_that_day():
    after = timeline.after(HELD, C, date(2025, 1, 1), TODAY)
    assert after == [HELD[0], Span(Interval(date(2025, 1, 1)), C)]


def test_a_transfer_before_the_last_one_is_refused():
    with pytest.raises(Refusal, match="last change was on 2025-01-01"):
        timeline.after(HELD, C, date(2024, 12, 31), TODAY)


def test_a_transfer_of_tomorrow_is_refused():
    with pytest.raises(Refusal, match="has not come yet"):
        timeline.after(HELD, C, TODAY + timedelta(1), TODAY)


def test_a_transfer_to_the_holder_is_refused():
    with pytest.raises(Refusal, match="It is so already"):
        timeline.after(HELD, B, TODAY, TODAY)


moves = st.lists(st.tuples(st.sampled_from([A, B, C]), st.integers(-5, 400)), max_size=12)


@given(moves, st.integers(0, 3000))
def test_no_item_is_ever_in_two_hands(wanted, offset):
    spans: list[Span[UUID]] = []
    day = date(2020, 1, 1)
    for unit, step in wanted:
        on = day + timedelta(step)
        try:
            spans = timeline.after(spans, unit, on, TODAY)
        except Refusal:
            continue
        day = on
        assert timeline.at(spans, on) == unit
    timeline.check_one_at_a_time(spans)
    asked = date(2020, 1, 1) + timedelta(offset)
    assert sum(asked in span.during for span in spans) <= 1
    if spans and asked >= spans[0].during.start:
        assert timeline.at(spans, asked) is not None


@given(moves)
def test_a_transfer_changes_nobody_of_the_days_before(wanted):
    spans: list[Span[UUID]] = []
    day = date(2020, 1, 1)
    for unit, step in wanted:
        on = day + timedelta(max(step, 0))
        before = {day - timedelta(n): timeline.at(spans, day - timedelta(n)) for n in range(1, 40)}
        try:
            spans = timeline.after(spans, unit, on, TODAY)
        except Refusal:
            continue
        assert all(timeline.at(spans, d) == held for d, held in before.items())
        day = on


def test_two_holders_on_a_day_are_refused():
    with pytest.raises(Refusal, match="holds already from 2024-06-01"):
        timeline.check_one_at_a_time([HELD[0], Span(Interval(date(2024, 6, 1)), B)])
