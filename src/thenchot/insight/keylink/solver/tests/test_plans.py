from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink.solver import entangled
from thenchot.insight.keylink.solver.order import finish_days
from thenchot.insight.keylink.solver.plan import Measure, Verdict
from thenchot.insight.keylink.solver.plans import best_within, cheapest, fair, next_percent, second_best, strike
from thenchot.insight.keylink.solver.problem import Comparator, Fix, Limits, Problem, Ratio, Record, Target
from thenchot.insight.keylink.solver.tests.cases import every_plan, meets_all, problems, weight
from thenchot.insight.keylink.solver.tests.example import FIXES, PROBLEM, RECORDS, TARGET, with_goal


def _keys(plan):
    return sorted(fix.key for fix in plan.fixes)


def test_three_fixes_240_million_45_days_bring_ninety_percent():
    plan = cheapest(PROBLEM)
    assert plan.verdict is Verdict.REACHES
    assert _keys(plan) == ["fire-water", "rods-b", "roof-a"]
    assert (plan.cost, plan.bound, plan.proved, plan.elapsed, plan.days) == (240, 240, True, 45, 75)
    assert [record.key for record in plan.records] == ["A", "B"]
    (standing,) = plan.standings
    assert (standing.before, standing.after, standing.met) == (16, 18, True)


def test_the_second_best_does_without_one_of_the_best():
    second = second_best(cheapest(PROBLEM))
    assert _keys(second) == ["fire-water", "pumps-c", "rods-b"]
    assert (second.cost, second.proved) == (440, True)


def test_the_next_percent_is_told_with_its_price():
    step = next_percent(cheapest(PROBLEM))
    assert (step.extra_cost, step.extra_won, step.within_reach) == (260, 1, True)
    assert _keys(step.plan) == ["fire-water", "pumps-c", "rods-b", "roof-a"]
    with pytest.raises(Refusal, match="Target readiness was not asked for"):
        next_percent(cheapest(PROBLEM), replace(TARGET, indicator="readiness"))
    last = next_percent(cheapest(with_goal(100)))
    assert not last.within_reach
    assert last.extra_cost == 0


def test_what_cannot_be_reached_is_said_and_the_most_is_shown():
    plan = cheapest(with_goal(101))
    assert plan.verdict is Verdict.MOST_POSSIBLE
    assert (plan.won, plan.cost, plan.proved, plan.reached) == (4, 810, True, False)


def test_a_target_that_is_met_costs_nothing():
    plan = cheapest(with_goal(80))
    assert plan.verdict is Verdict.MET_ALREADY
    assert (plan.fixes, plan.cost, plan.proved) == ((), 0, True)
    assert second_best(plan) is None


def test_a_budget_of_zero_buys_nothing_that_costs_something():
    plan = best_within(PROBLEM, budget=0)
    assert (plan.won, plan.cost, plan.proved) == (0, 0, True)
    free = replace(PROBLEM, fixes=(*FIXES[:4], replace(FIXES[4], cost=0)))
    assert best_within(free, budget=0).won == 1


def test_the_best_use_of_a_budget_of_days_and_of_a_bench():
    assert [r.key for r in best_within(PROBLEM, budget=300).records] == ["A", "B"]
    assert [r.key for r in best_within(PROBLEM, budget=239).records] == ["B"]
    assert [r.key for r in best_within(PROBLEM, days=75).records] == ["A", "B"]
    plan = best_within(PROBLEM, resources={"builders": 15})
    assert [r.key for r in plan.records] == ["B", "C"]
    assert plan.proved
    assert [r.key for r in best_within(PROBLEM, within=30).records] == ["C"]
    assert [r.key for r in best_within(PROBLEM, fixes=1).records] == ["C"]


def test_the_cheapest_plan_keeps_to_a_time_limit_of_the_work():
    plan = cheapest(PROBLEM, limits=Limits(days=60))
    assert plan.verdict is Verdict.MOST_POSSIBLE
    plan = cheapest(PROBLEM, limits=Limits(resources=(("builders", 10),)))
    assert _keys(plan) == ["fire-water", "pumps-c", "rods-b"]
    assert plan.proved


def test_the_planner_may_ask_for_a_fix_and_rule_one_out():
    plan = cheapest(replace(PROBLEM, must_do=frozenset({"pumps-c"})))
    assert _keys(plan) == ["fire-water", "pumps-c", "rods-b"]
    assert plan.cost == plan.bound == 440
    plan = cheapest(replace(PROBLEM, must_not=frozenset({"fire-water"})))
    assert _keys(plan) == ["pumps-c", "road-d"]
    with pytest.raises(Refusal, match="uses 260 of budget; the limit is 100"):
        best_within(replace(PROBLEM, must_do=frozenset({"pumps-c"})), budget=100)


def test_what_must_precede_a_fix_is_bought_with_it():
    fixes = (*FIXES, Fix(key="survey", cost=500, days=5, resource="builders"))
    plan = cheapest(replace(PROBLEM, fixes=fixes, precede=(("survey", "fire-water"),)))
    assert _keys(plan) == ["pumps-c", "road-d"]
    plan = cheapest(replace(PROBLEM, fixes=(*FIXES, replace(fixes[-1], cost=5)), precede=(("survey", "fire-water"),)))
    assert _keys(plan) == ["fire-water", "rods-b", "roof-a", "survey"]
    assert plan.elapsed == 50


def test_where_a_cost_is_missing_fixes_are_counted():
    problem = replace(PROBLEM, fixes=(replace(FIXES[0], cost=None), *FIXES[1:]))
    plan = cheapest(problem)
    assert plan.measure is Measure.FIXES
    assert (_keys(plan), plan.cost) == (["pumps-c", "road-d"], 2)


def test_one_fix_may_serve_two_indicators():
    readiness = Target(won=5, total=10, goal=Ratio(6, 10), indicator="readiness")
    records = (
        *RECORDS,
        Record(key="pump-1", needs=frozenset({"pumps-c"}), indicator="readiness"),
        Record(key="truck-1", needs=frozenset({"clutch"}), indicator="readiness"),
    )
    problem = Problem(records, (*FIXES, Fix(key="clutch", cost=215)), (TARGET, readiness))
    plan = cheapest(problem)
    assert plan.reached
    assert plan.proved
    assert (_keys(plan), plan.cost) == (["fire-water", "pumps-c", "rods-b"], 440)
    assert cheapest(problem, (readiness,)).cost == 215


def test_targets_may_differ_by_slice():
    records = tuple(replace(r, slice="strategic" if r.key in "AC" else "campaign") for r in RECORDS)
    asked = (
        Target(won=8, total=10, goal=Ratio(90, 100), slice="strategic"),
        Target(won=8, total=10, goal=Ratio(90, 100), slice="campaign"),
    )
    plan = cheapest(Problem(records, FIXES, asked))
    assert (plan.cost, plan.proved, plan.reached) == (240, True, True)
    assert {s.target.slice: s.after for s in plan.standings} == {"strategic": 9, "campaign": 9}


def test_a_falling_figure_is_brought_down():
    faults = Target(won=4, total=1000, goal=Ratio(2, 1000), comparator=Comparator.LESS_THAN)
    plan = cheapest(replace(PROBLEM, targets=(faults,)))
    assert plan.standings[0].after == 1
    assert plan.cost == 500


def test_a_fair_plan_leaves_no_child_behind_and_tells_its_price():
    found = fair(PROBLEM, {"north": "1st region", "south": "2nd region"})
    assert found.plain.cost == 240
    assert sorted(record.unit for record in found.plan.records) == ["north", "south"]
    assert (found.plan.cost, found.extra_cost, found.plan.proved) == (440, 200, True)


def test_striking_a_line_tells_what_falls_with_it():
    plan = cheapest(PROBLEM)
    roof = strike(plan, "roof-a")
    assert ([r.key for r in roof.lost], roof.idle) == (["A"], ())
    assert (roof.cost_saved, roof.days_saved, roof.elapsed, roof.reached) == (60, 20, 45, False)
    assert roof.standings[0].short_after == 1
    assert roof.needs_solver
    line = strike(plan, "fire-water")
    assert [r.key for r in line.lost] == ["A", "B"]
    assert [fix.key for fix in line.idle] == ["roof-a", "rods-b"] or {f.key for f in line.idle} == {"roof-a", "rods-b"}
    assert (line.cost_saved, line.needs_solver) == (240, False)
    pumps = strike(cheapest(with_goal(95)), "pumps-c")
    assert ([r.key for r in pumps.lost], pumps.needs_solver) == (["C"], False)


def test_what_is_to_be_done_in_any_case_cannot_be_struck():
    plan = cheapest(replace(PROBLEM, must_do=frozenset({"pumps-c"})))
    with pytest.raises(Refusal, match="is to be done in any case"):
        strike(plan, "pumps-c")


def test_benches_work_on_one_thing_at_a_time():
    days = finish_days(PROBLEM, ["roof-a", "rods-b", "road-d", "pumps-c"])
    assert days == {"road-d": 60, "roof-a": 80, "rods-b": 90, "pumps-c": 30}


def _checked(problem):
    """The cheapest plan, its second best, held against every set of fixes there is."""
    plans = list(every_plan(problem))
    reaching = [(chosen, cost) for chosen, cost, won in plans if meets_all(won, problem.targets)]
    plan = cheapest(problem, seconds=20)
    assert plan.proved
    if not reaching:
        assert plan.verdict is Verdict.MOST_POSSIBLE
        assert not plan.reached
        return
    assert plan.reached
    assert plan.cost == plan.bound == min(cost for _, cost in reaching)
    assert weight(plan.records) == plan.won
    own = plan.keys - problem.with_requirements(problem.must_do)
    others = [cost for chosen, cost in reaching if not own <= chosen]
    second = second_best(plan, seconds=20)
    if own and others:
        assert second.proved
        assert second.cost == min(others)
    else:
        assert second is None


@given(problems())
@settings(max_examples=300, deadline=None)
def test_no_set_of_fixes_is_cheaper_than_the_cheapest(problem):
    _checked(problem)


@pytest.mark.slow
@given(problems())
@settings(max_examples=5000, deadline=None)
def test_no_set_of_fixes_is_cheaper_in_five_thousand_cases(problem):
    _checked(problem)


@given(problems(), st.data())
@settings(max_examples=300, deadline=None)
def test_no_set_of_fixes_wins_more_within_the_limits(problem, data):
    some = st.one_of(st.none(), st.integers(0, 12))
    limits = {"days": data.draw(some), "fixes": data.draw(some)}
    if not problem.uncosted:
        limits["budget"] = data.draw(st.one_of(st.none(), st.integers(0, 30)))
    benches = {fix.resource for fix in problem.fixes} - {None}
    bench = min(benches, default=None)
    most = data.draw(st.integers(0, 8))
    limits["resources"] = {bench: most} if bench and data.draw(st.booleans()) else {}

    def fits(chosen, cost):
        fixes = [problem.fix_of[key] for key in chosen]
        return (
            (limits["days"] is None or sum(f.days for f in fixes) <= limits["days"])
            and (limits["fixes"] is None or len(fixes) <= limits["fixes"])
            and (limits.get("budget") is None or cost <= limits["budget"])
            and all(
                sum(f.days for f in fixes if f.resource == name) <= cap for name, cap in limits["resources"].items()
            )
        )

    fitting = [(weight(won), -cost) for chosen, cost, won in every_plan(problem) if fits(chosen, cost)]
    if not fitting:
        with pytest.raises(Refusal, match="to be done in any case"):
            best_within(problem, **limits)
        return
    plan = best_within(problem, **limits, seconds=20)
    assert plan.proved
    assert fits(plan.keys, plan.cost)
    assert (plan.won, -plan.cost) == max(fitting)


@given(problems())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_tolls_settle_leaves_the_optimum_where_it_is(monkeypatch, problem):
    monkeypatch.setattr(entangled, "SMALL", 0)
    _checked(problem)


@given(problems(several=False), st.integers(0, 20), st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_a_larger_budget_never_wins_less(problem, budget, more):
    assume(not problem.uncosted and not problem.must_do)
    assert best_within(problem, budget=budget).won <= best_within(problem, budget=budget + more).won


@given(problems(wishes=False), st.data())
@settings(max_examples=150, deadline=None)
def test_one_more_obstacle_never_lowers_the_price(problem, data):
    before = cheapest(problem)
    places = [n for n, record in enumerate(problem.records) if record.needs]
    assume(places)
    place = data.draw(st.sampled_from(places))
    record = problem.records[place]
    harder = replace(record, needs=record.needs | {"extra"})
    cost = None if problem.uncosted else data.draw(st.integers(0, 9))
    records = (*problem.records[:place], harder, *problem.records[place + 1 :])
    after = cheapest(replace(problem, records=records, fixes=(*problem.fixes, Fix(key="extra", cost=cost))))
    assert after.verdict is before.verdict
    assert after.cost >= before.cost


@given(problems(), st.randoms())
@settings(max_examples=150, deadline=None)
def test_neither_the_order_of_input_nor_a_second_run_changes_the_answer(problem, random):
    def shuffled(values):
        values = list(values)
        random.shuffle(values)
        return tuple(values)

    other = replace(
        problem,
        records=shuffled(problem.records),
        fixes=shuffled(problem.fixes),
        precede=shuffled(problem.precede),
    )
    assert cheapest(other) == cheapest(problem) == cheapest(problem)


@given(problems(several=False))
@settings(max_examples=100, deadline=None)
def test_fairness_never_makes_a_plan_cheaper(problem):
    found = fair(problem, {})
    if found.plan.verdict is not Verdict.MOST_POSSIBLE:
        assert found.extra_cost >= 0
        assert found.plan.reached


@given(problems())
@settings(max_examples=150, deadline=None)
def test_a_struck_line_leaves_exactly_what_the_remaining_fixes_win(problem):
    plan = cheapest(problem)
    for fix in plan.fixes:
        if fix.key in problem.with_requirements(problem.must_do):
            continue
        struck = strike(plan, fix.key)
        kept = plan.keys - {fix.key} - {idle.key for idle in struck.idle}
        assert problem.with_requirements(kept) == kept
        won = {r for r in problem.records if r.needs and problem.with_requirements(r.needs) <= kept}
        assert won == set(plan.records) - set(struck.lost)
