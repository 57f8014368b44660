from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink.solver.faults import check, faults, precedence_cycle
from thenchot.insight.keylink.solver.plans import best_within, cheapest, strike
from thenchot.insight.keylink.solver.problem import (
    Comparator,
    Fix,
    Limits,
    Problem,
    Ratio,
    Record,
    Target,
)
from thenchot.insight.keylink.solver.tests.example import FIXES, PROBLEM, RECORDS, TARGET


def _fixes(**costs):
    return tuple(Fix(key=key, cost=cost) for key, cost in costs.items())


def _record(key, *needs, **more):
    return Record(key=key, needs=frozenset(needs), **more)


def test_seventeen_of_twenty_is_at_least_85_percent_and_not_more_than_that():
    seventeen = Target(won=17, total=20, goal=Ratio(85, 100))
    assert seventeen.short() == 0
    assert replace(seventeen, comparator=Comparator.MORE_THAN).short() == 1


def test_less_than_a_fifth_of_a_percent_is_not_met_by_exactly_that():
    two_in_a_thousand = Target(won=2, total=1000, goal=Ratio(2, 1000), comparator=Comparator.LESS_THAN)
    assert two_in_a_thousand.short() == 1
    assert replace(two_in_a_thousand, comparator=Comparator.AT_MOST).short() == 0


def test_whether_a_printed_figure_may_meet_the_goal_is_a_setting():
    # 169 of 200 is 84.5 %: printed without decimals it reads 85 %.
    figure = Target(won=169, total=200, goal=Ratio(85, 100))
    assert figure.short() == 1
    assert replace(figure, decimals=0).short() == 0
    assert replace(figure, decimals=1).short() == 1


def test_below_nothing_can_never_be_met():
    assert Target(won=3, total=9, goal=Ratio(0, 1), comparator=Comparator.LESS_THAN).short() is None


@given(
    st.integers(0, 60),
    st.integers(1, 60),
    st.integers(0, 130),
    st.integers(1, 120),
    st.sampled_from(list(Comparator)),
)
def test_what_is_short_is_the_least_that_meets_the_goal(won, total, top, bottom, comparator):
    target = Target(won=won, total=total, goal=Ratio(top, bottom), comparator=comparator)
    sign = 1 if comparator.rising else -1
    reach = range(400) if comparator.rising else range(won + 1)

    def met(gained):
        figure, goal = Fraction(won + sign * gained, total), Fraction(top, bottom)
        return {">=": figure >= goal, ">": figure > goal, "<=": figure <= goal, "<": figure < goal}[comparator]

    expected = next((gained for gained in reach if met(gained)), None)
    if expected is not None or not comparator.rising:
        assert target.short() == expected
    else:
        assert target.short() >= 400


BAD = {
    "the cost is -5": Problem((_record("A", "roof"),), _fixes(roof=-5), (TARGET,)),
    "the days are -1": Problem((_record("A", "roof"),), (Fix(key="roof", cost=1, days=-1),), (TARGET,)),
    "the weight is -2": Problem((_record("A", "roof", weight=-2),), _fixes(roof=1), (TARGET,)),
    "Fix roof is given twice": Problem((_record("A", "roof"),), _fixes(roof=1) * 2, (TARGET,)),
    "Record A is given twice": Problem((_record("A", "roof"),) * 2, _fixes(roof=1), (TARGET,)),
    "Two targets are set": Problem((_record("A", "roof"),), _fixes(roof=1), (TARGET, TARGET)),
    "needs fix wall, which is not given": Problem((_record("A", "wall"),), _fixes(roof=1), (TARGET,)),
    "Fix wall stands in the way of no record": Problem((_record("A", "roof"),), _fixes(roof=1, wall=1), (TARGET,)),
    "the population is empty": Problem((_record("A", "roof"),), _fixes(roof=1), (replace(TARGET, won=0, total=0),)),
    "the goal 9/0 is not a share": Problem((), (), (replace(TARGET, goal=Ratio(9, 0)),)),
    "both asked for and ruled out": Problem(
        (_record("A", "roof"),), _fixes(roof=1), (TARGET,), frozenset({"roof"}), frozenset({"roof"})
    ),
    "but wall, which precedes it, is ruled out": Problem(
        (_record("A", "roof"),),
        _fixes(roof=1, wall=1),
        (TARGET,),
        frozenset({"roof"}),
        frozenset({"wall"}),
        (("wall", "roof"),),
    ),
    "asked for or ruled out, but is not given": Problem((), (), (TARGET,), must_do=frozenset({"roof"})),
    "stands in an order of work, but is not given": Problem((), (), (TARGET,), precede=(("a", "b"),)),
}


@pytest.mark.parametrize("sentence", BAD)
def test_bad_input_is_refused_in_words(sentence):
    with pytest.raises(Refusal) as refused:
        cheapest(BAD[sentence])
    assert sentence in str(refused.value)


def test_a_circle_in_the_order_of_work_is_named():
    order = (("roof", "wall"), ("wall", "door"), ("door", "roof"), ("gate", "roof"))
    problem = Problem((_record("A", "roof", "gate"),), _fixes(roof=1, wall=1, door=1, gate=1), (TARGET,), precede=order)
    cycle = precedence_cycle(problem)
    assert cycle[0] == cycle[-1]
    assert all(pair in order for pair in pairwise(cycle))
    with pytest.raises(Refusal, match="wait for each other in a circle: roof -> wall -> door -> roof"):
        check(problem)


def test_all_faults_are_told_at_once():
    problem = Problem((_record("A", "roof", "wall", weight=-1),), _fixes(roof=-1), (replace(TARGET, total=0),))
    assert len(faults(problem)) == 4


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"budget": -1}, "The limit on budget is -1"),
        ({"days": -3}, "The limit on days is -3"),
        ({"resources": {"painters": 5}}, "No fix uses painters"),
        ({"seconds": 0}, "The time allowed is 0 seconds"),
    ],
)
def test_limits_that_make_no_sense_are_refused(limits, sentence):
    with pytest.raises(Refusal, match=sentence):
        best_within(PROBLEM, **limits)


def test_a_budget_is_refused_while_costs_are_missing():
    problem = Problem(RECORDS, (replace(FIXES[0], cost=None), *FIXES[1:]), (TARGET,))
    with pytest.raises(Refusal, match="costs are missing: fire-water"):
        best_within(problem, budget=100)
    assert faults(problem, Limits(fixes=2)) == ()


def test_a_line_that_is_not_in_the_plan_cannot_be_struck():
    with pytest.raises(Refusal, match="road-d is not in the plan"):
        strike(cheapest(PROBLEM), "road-d")


def test_without_a_target_there_is_nothing_to_reach():
    with pytest.raises(Refusal, match="no target"):
        cheapest(replace(PROBLEM, targets=()))
