from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink.solver.bench import depots
from thenchot.insight.keylink.solver.curve import curve
from thenchot.insight.keylink.solver.tests.cases import every_plan, problems, weight
from thenchot.insight.keylink.solver.tests.example import PROBLEM


def test_the_example_costs_this_much_at_every_level():
    found = curve(PROBLEM)
    assert [(point.won, point.cost, point.proved, point.efficient) for point in found.points] == [
        (0, 0, True, True),
        (1, 180, True, False),
        (2, 240, True, True),
        (3, 500, True, True),
        (4, 810, True, True),
    ]


@given(problems(), st.integers(2, 9))
@settings(max_examples=150, deadline=None)
def test_no_plan_lies_below_the_curve(problem, points):
    plans = [(weight(won), cost) for _, cost, won in every_plan(problem)]
    found = curve(problem, points).points
    assert [point.won for point in found] == sorted({point.won for point in found})
    assert [point.cost for point in found] == sorted({point.cost for point in found})
    for point in found:
        best = min(cost for won, cost in plans if won >= point.won)
        assert point.bound <= best <= point.cost
        assert not point.efficient or best == point.cost
    assert found[-1].won == max(won for won, _ in plans)


def test_efficient_plans_hold_one_another():
    found = [point for point in curve(depots(120), 30).points if point.efficient]
    assert len(found) > 10
    for less, more in pairwise(found):
        assert less.fixes < more.fixes


def test_fifty_points_come_back_where_there_are_fifty_levels():
    found = curve(depots(200), 50, seconds=30)
    assert len(found.points) == 50


def test_a_curve_of_one_point_is_refused():
    with pytest.raises(Refusal, match="at least two points"):
        curve(PROBLEM, 1)


def test_a_curve_starts_at_what_is_to_be_done_in_any_case():
    found = curve(replace(PROBLEM, must_do=frozenset({"pumps-c"})))
    assert (found.points[0].won, found.points[0].cost) == (1, 260)
