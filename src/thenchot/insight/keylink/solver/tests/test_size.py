"""At size: proved quickly, better than greedy, the same twice, and something within a second."""

from dataclasses import replace

import pytest

from thenchot.insight.keylink.solver.bench import depots, main
from thenchot.insight.keylink.solver.floors import greedy, greedy_by_fix, plain_milp
from thenchot.insight.keylink.solver.plans import best_within, cheapest, second_best
from thenchot.insight.keylink.solver.problem import Fix, Problem, Ratio, Record, Target


def _goal(problem, percent):
    return replace(problem, targets=(replace(problem.targets[0], goal=Ratio(percent, 100)),))


@pytest.mark.parametrize("percent", [30, 60])
def test_three_hundred_depots_are_proved_as_the_plain_model_proves_them(percent):
    problem = _goal(depots(300, regional=False, odd_prices=True), percent)
    plan = cheapest(problem, seconds=60)
    floor = plain_milp(problem, seconds=120)
    assert plan.proved
    assert floor.cost == plan.cost
    assert greedy(problem).cost >= plan.cost
    assert greedy_by_fix(problem).cost > plan.cost


def test_the_same_answer_comes_out_again():
    problem = depots(300, regional=False)
    assert cheapest(problem, seconds=60) == cheapest(problem, seconds=60)


def test_a_second_is_enough_for_a_plan_with_its_gap():
    problem = _goal(depots(1500, regional=False, odd_prices=True), 35)
    plan = cheapest(problem, seconds=1)
    assert plan.reached
    assert plan.bound <= plan.cost
    assert plan.gap < 0.01


def test_the_best_use_of_a_budget_is_proved_at_size():
    plan = best_within(depots(400), budget=60_000_000_000, seconds=60)
    assert plan.proved
    assert plan.cost <= 60_000_000_000


def test_the_second_best_is_found_at_size():
    plan = cheapest(depots(300), seconds=60)
    second = second_best(plan, seconds=60)
    assert second.cost >= plan.cost
    assert not plan.keys <= second.keys


def test_greedy_by_fix_can_be_as_wrong_as_one_likes():
    # Thirty cheap first faults of depots that also have a dear one, and one depot with two faults of 40.
    fixes = [Fix(key=f"bait-{n}", cost=1) for n in range(30)] + [Fix(key=f"trap-{n}", cost=5000) for n in range(30)]
    fixes += [Fix(key="x", cost=40), Fix(key="y", cost=40)]
    records = [Record(key=f"depot-{n}", needs=frozenset({f"bait-{n}", f"trap-{n}"})) for n in range(30)]
    records.append(Record(key="good", needs=frozenset({"x", "y"})))
    problem = Problem(tuple(records), tuple(fixes), (Target(won=69, total=100, goal=Ratio(70, 100)),))
    assert cheapest(problem).cost == 80
    assert greedy_by_fix(problem).cost > 80


@pytest.mark.slow
def test_the_bench_prints_its_figures(capsys):
    main(["--quick"])
    assert capsys.readouterr().out.count("key link") >= 4
