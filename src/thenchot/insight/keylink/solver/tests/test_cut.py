from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.insight.keylink.solver.closure import closure_of
from thenchot.insight.keylink.solver.cut import blocks, hull, least_price_bound, most_weight_bound, penalties
from thenchot.insight.keylink.solver.tests.cases import closures, subsets


@given(closures())
@settings(max_examples=400, deadline=None)
def test_nested_plans_are_the_lower_hull_of_all_plans(closure):
    chain = blocks(closure)
    held = set()
    for block, (weight, price) in zip(chain, hull(chain)[1:], strict=True):
        held |= set(block.groups)
        assert (closure.weight(held), closure.price(held)) == (weight, price)
    assert held == set(range(closure.size))
    assert [block.slope for block in chain] == sorted(block.slope for block in chain)
    for _, weight, price in subsets(closure):
        assert price >= least_price_bound(chain, weight)
        assert weight <= most_weight_bound(chain, price)


@given(closures(), st.integers(0, 9), st.integers(1, 4))
@settings(max_examples=400, deadline=None)
def test_reduced_costs_never_promise_more_than_a_decision_costs(closure, over, under):
    bound = penalties(closure, over, under)
    values = {frozenset(groups): under * price - over * weight for groups, weight, price in subsets(closure)}
    assert min(values.values()) == bound.base
    for groups, value in values.items():
        for group in range(closure.size):
            assert value >= bound.base + (bound.include[group] if group in groups else bound.exclude[group])


def test_a_dear_line_shared_by_four_stores_is_bought_for_all_of_them_or_not_at_all():
    # Four stores of weight 1 share a line of 400; each has an own fault of 10. A fifth store alone costs 105.
    closure = closure_of([1] * 5, [[0, 1], [0, 2], [0, 3], [0, 4], [5]], [400, 10, 10, 10, 10, 105])
    assert [(block.groups, block.price, block.weight) for block in blocks(closure)] == [
        ((4,), 105, 1),
        ((0, 1, 2, 3), 440, 4),
    ]


def test_prices_beyond_64_bits_stay_exact():
    dear = 10**18
    closure = closure_of([1, 1], [[0, 1], [0, 2]], [dear, dear + 1, dear + 2])
    assert hull(blocks(closure)) == [(0, 0), (2, 3 * dear + 3)]
    assert least_price_bound(blocks(closure), 1) == (3 * dear + 4) // 2
