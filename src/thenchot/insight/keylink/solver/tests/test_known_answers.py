"""The solver against published problems: OR-Library knapsacks and set covers, and the set-union knapsacks of He et al."""

import pytest

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.general import most
from thenchot.insight.keylink.solver.milp import Model, Row, solve
from thenchot.insight.keylink.solver.mixed import Cap, Mixed
from thenchot.insight.keylink.solver.search import heavier
from thenchot.insight.keylink.solver.solve import most_weight
from thenchot.insight.keylink.solver.tests.known import knapsacks, set_cover, set_union_knapsack

PETERSEN = (3800, 8706.1, 4015, 6120, 12400, 10618, 16537)

COVERS = {
    "scp41": 429,
    "scp42": 512,
    "scp43": 516,
    "scp44": 494,
    "scp45": 512,
    "scp46": 560,
    "scp47": 430,
    "scp48": 492,
    "scp49": 641,
    "scp410": 514,
}

# Best known values; the first six are those of SOURCE.txt (240 s of CP-SAT on two cores).
UNIONS = {
    "85_100_0.10_0.75": 12045,
    "85_100_0.15_0.85": 12369,
    "100_85_0.10_0.75": 13283,
    "100_85_0.15_0.85": 12479,
    "100_100_0.10_0.75": 14044,
    "100_100_0.15_0.85": 13508,
    "185_200_0.10_0.75": 13696,
    "200_185_0.10_0.75": 13521,
    "200_200_0.10_0.75": 12522,
}


@pytest.mark.parametrize("number", range(7))
def test_multidimensional_knapsacks_are_proved_at_the_published_optimum(number):
    profits, usage, capacities, optimum = knapsacks()[number]
    assert optimum == round(10 * PETERSEN[number])
    items = tuple((n,) for n in range(len(profits)))
    caps = tuple(Cap(tuple(row), most) for row, most in zip(usage, capacities, strict=True))
    found = most(Mixed(items, (0,) * len(profits), caps=caps, gains=tuple(profits)), Clock(60))
    assert found.proved
    assert found.bound == sum(profits[n] for n in found.groups) == optimum
    assert all(sum(row[n] for n in found.groups) <= cap for row, cap in zip(usage, capacities, strict=True))


def _proves_cover(name):
    costs, rows = set_cover(name)
    model = Model(costs, [True] * len(costs), [Row(columns, [1] * len(columns), low=1) for columns in rows])
    answer = solve(model, 120)
    chosen = {n for n in range(len(costs)) if answer.values[n]}
    assert all(chosen & set(columns) for columns in rows)
    assert sum(costs[n] for n in chosen) == answer.bound == COVERS[name]


@pytest.mark.parametrize("name", ["scp41", "scp42"])
def test_set_covers_are_proved_at_the_published_optimum(name):
    _proves_cover(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(COVERS) - {"scp41", "scp42"}))
def test_every_set_cover_is_proved_at_the_published_optimum(name):
    _proves_cover(name)


@pytest.mark.parametrize("name", ["85_100_0.15_0.85", "100_85_0.15_0.85"])
def test_a_set_union_knapsack_reaches_the_best_known_value_in_20_000_steps(name):
    closure, size = set_union_knapsack(name)
    found = heavier(closure, size, set(), Clock(300), 20_000, UNIONS[name])
    assert closure.price(found) <= size
    assert closure.weight(found) >= UNIONS[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", UNIONS)
def test_the_search_alone_reaches_every_best_known_value_in_240_seconds(name):
    closure, size = set_union_knapsack(name)
    found = heavier(closure, size, set(), Clock(240), 2_000_000, UNIONS[name])
    assert closure.price(found) <= size
    assert closure.weight(found) >= UNIONS[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(UNIONS)[:6])
def test_a_listed_set_union_knapsack_reaches_its_value_with_a_bound_in_240_seconds(name):
    closure, size = set_union_knapsack(name)
    found = most_weight(closure, size, Clock(240))
    assert closure.price(found.groups) <= size
    value = closure.weight(found.groups)
    assert found.proved == (value == found.bound)
    assert UNIONS[name] <= value <= found.bound
