"""Excursions and gaps: what the readings say, and what nobody knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.depots.climate import chart, rules
from thenchot.domain.depots.climate.rules import Limit, Reading
from thenchot.foundation.kernel.refusal import Refusal

START = datetime(2026, 1, 1, tzinfo=UTC)
LIMIT = Limit(Decimal(20), Decimal(25), Decimal(45), Decimal(85), timedelta(hours=3))


def hour(number):
    return START + timedelta(hours=number)


def heat(*values, step=1):
    return [Reading(hour(n * step), Decimal(str(v)), Decimal(60)) for n, v in enumerate(values)]


def test_a_run_outside_the_limits_lasts_until_the_next_reading_inside():
    (found,) = rules.excursions(heat(22, 26, 27.5, 26, 24, 23), LIMIT)
    assert (found.start, found.end, found.readings) == (hour(1), hour(4), 3)
    assert (found.temperature, found.humidity) == (Decimal("27.5"), None)


def test_the_limits_themselves_are_inside():
    assert rules.excursions(heat(20, 25), LIMIT) == []


def test_a_run_at_the_end_is_still_going_on():
    (found,) = rules.excursions(heat(22, 19), LIMIT)
    assert (found.end, found.temperature) == (None, Decimal(19))


def test_a_gap_ends_a_run_where_it_was_last_seen():
    first, second = rules.excursions(heat(26, 26, step=4), LIMIT)
    assert (first.start, first.end) == (hour(0), hour(0))
    assert (second.start, second.end) == (hour(4), None)
    (gap,) = rules.gaps(heat(26, 26, step=4), LIMIT, hour(5))
    assert (gap.start, gap.end) == (hour(0), hour(4))
    assert rules.gaps(heat(22), LIMIT, hour(9)) == [rules.Gap(hour(0), None)]
    assert rules.gaps([], LIMIT, hour(9)) == []


def test_humidity_counts_alike_and_what_was_not_measured_is_not_outside():
    damp = [Reading(hour(0), None, Decimal(90)), Reading(hour(1), Decimal(22), None)]
    (found,) = rules.excursions(damp, LIMIT)
    assert (found.end, found.humidity, found.temperature) == (hour(1), Decimal(90), None)


readings = st.lists(
    st.builds(
        Reading,
        st.integers(0, 60).map(hour),
        st.one_of(st.none(), st.integers(15, 30).map(Decimal)),
        st.one_of(st.none(), st.integers(30, 99).map(Decimal)),
    ),
    max_size=25,
    unique_by=lambda reading: reading.at,
)


@given(readings)
def test_every_reading_outside_is_in_exactly_one_excursion(found):
    runs = rules.excursions(found, LIMIT)
    outside = [r for r in found if any(LIMIT.excess(r))]
    assert sum(run.readings for run in runs) == len(outside)
    for reading in outside:
        holding = [
            run
            for run in runs
            if run.start <= reading.at
            and (run.end is None or reading.at < run.end or run.start == run.end == reading.at)
        ]
        closed_by_gap = [run for run in runs if run.end == reading.at and run.start <= reading.at]
        assert holding or closed_by_gap
    for earlier, later in pairwise(runs):
        assert earlier.end is not None
        assert earlier.end <= later.start


@given(readings, st.integers(0, 80))
def test_no_two_readings_of_a_stretch_without_gaps_are_further_apart_than_allowed(found, number):
    gaps = rules.gaps(found, LIMIT, hour(number))
    ordered = sorted(r.at for r in found)
    between = [(a, b) for a, b in pairwise(ordered) if b - a > LIMIT.longest_gap]
    assert [(gap.start, gap.end) for gap in gaps if gap.end] == between


@pytest.mark.parametrize(
    ("temperature", "humidity"),
    [(None, None), (Decimal(101), None), (Decimal(-91), None), (None, Decimal(-1)), (None, Decimal("100.01"))],
)
def test_a_reading_that_cannot_be_is_refused(temperature, humidity):
    with pytest.raises(Refusal):
        rules.check_reading(temperature, humidity)


def test_a_drawing_of_many_readings_keeps_the_worst_one():
    many = heat(*[22 + (n % 7) / 10 for n in range(5000)])
    many[2345] = Reading(many[2345].at, Decimal(31), Decimal(60))
    kept = chart.thinned(many, lambda r: r.temperature)
    assert len(kept) <= 2 * chart.MOST_POINTS
    assert many[2345] in kept
    drawn = chart.chart(many, lambda r: r.temperature, (Decimal(20), Decimal(25)), (many[0].at, many[-1].at), 1e6)
    assert drawn.high == 31
    assert drawn.low == 20


def test_a_drawing_breaks_its_line_at_a_gap():
    drawn = chart.chart(heat(22, 23, step=4), lambda r: r.temperature, (None, None), (hour(0), hour(4)), 3600)
    assert len(drawn.lines) == 2
    assert chart.chart([], lambda r: r.temperature, (None, None), (hour(0), hour(1)), 3600) is None
