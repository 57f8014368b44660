import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thenchot.insight.keylink.solver import decide, solve
from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.closure import closure_of
from thenchot.insight.keylink.solver.search import heavier
from thenchot.insight.keylink.solver.tests.cases import closures, subsets

FIXTURE = HealthCheck.function_scoped_fixture


def _agrees_with_trying_everything(closure, share):
    total, dearest = closure.weight(range(closure.size)), closure.price(range(closure.size))
    plans = list(subsets(closure))
    need = total * share // 100
    found = solve.least_price(closure, need, Clock(20))
    assert found is not None
    assert found.proved
    assert closure.weight(found.groups) >= need
    assert closure.price(found.groups) == found.bound == min(price for _, weight, price in plans if weight >= need)
    budget = dearest * share // 100
    found = solve.most_weight(closure, budget, Clock(20))
    assert found.proved
    assert closure.price(found.groups) <= budget
    assert closure.weight(found.groups) == found.bound == max(weight for _, weight, price in plans if price <= budget)


@given(closures(), st.integers(0, 100))
@settings(max_examples=600, deadline=None)
def test_the_optimum_is_that_of_trying_everything(closure, share):
    _agrees_with_trying_everything(closure, share)


@pytest.mark.slow
@given(closures(10, 10), st.integers(0, 100))
@settings(max_examples=10_000, deadline=None)
def test_the_optimum_is_that_of_trying_everything_ten_thousand_times(closure, share):
    _agrees_with_trying_everything(closure, share)


@given(closures(9, 9), st.integers(0, 100))
@settings(max_examples=100, deadline=None, suppress_health_check=[FIXTURE])
def test_the_optimum_is_the_same_where_highs_must_find_it(monkeypatch, closure, share):
    monkeypatch.setattr(decide, "BRANCHES", 0)
    _agrees_with_trying_everything(closure, share)


@given(closures(), st.integers(0, 100), st.data())
@settings(max_examples=300, deadline=None)
def test_the_second_choice_is_the_best_that_lacks_something_of_the_first(closure, share, data):
    need = closure.weight(range(closure.size)) * share // 100
    first = solve.least_price(closure, need, Clock(20))
    bought = sorted({b for g in first.groups for b in closure.needs[g]})
    own = [frozenset([g]) for g in sorted(first.groups) if closure.own[g]]
    avoid = own + [frozenset(closure.users[b]) for b in bought]
    if not avoid:
        return
    others = [
        price
        for groups, weight, price in subsets(closure)
        if weight >= need and any(users.isdisjoint(groups) for users in avoid)
    ]
    second = solve.least_price(closure, need, Clock(20), avoid)
    if not others:
        assert second is None
    else:
        assert second.proved
        assert closure.price(second.groups) == min(others)


@given(closures(), st.integers(0, 100))
@settings(max_examples=100, deadline=None)
def test_the_search_stays_within_the_budget_and_never_claims_more_than_there_is(closure, share):
    budget = closure.price(range(closure.size)) * share // 100
    found = heavier(closure, budget, set(), Clock(5), 300)
    best = max(weight for _, weight, price in subsets(closure) if price <= budget)
    assert closure.price(found) <= budget
    assert closure.weight(found) <= best


def test_odd_prices_are_proved_to_the_last_dong():
    # 40 stores of different weight and price, none sharing: an exact table, not a tolerance, decides.
    weights = [3 + n * 7 % 11 for n in range(40)]
    prices = [123_456_789 + n * 7_654_321 % 99_999_989 for n in range(40)]
    closure = closure_of(weights, [[n] for n in range(40)], prices)
    least = {0: 0}
    for weight, price in zip(weights, prices, strict=True):
        for known, paid in sorted(least.items(), reverse=True):
            least[known + weight] = min(least.get(known + weight, paid + price), paid + price)
    need = 201
    found = solve.least_price(closure, need, Clock(20))
    assert found.proved
    assert closure.price(found.groups) == min(paid for known, paid in least.items() if known >= need)


def test_without_time_there_is_still_a_plan_and_its_gap():
    closure = closure_of([3, 4, 5, 9], [[0, 1], [1, 2], [0, 2], [0, 3]], [50, 60, 70, 80])
    found = solve.least_price(closure, 8, Clock(0))
    assert closure.weight(found.groups) >= 8
    assert found.bound <= closure.price(found.groups)
