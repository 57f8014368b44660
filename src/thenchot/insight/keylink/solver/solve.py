"""The least price for a weight, and the most weight for a price: bound by cut, then whatever decides the rest.

Every answer carries a bound that no plan can pass. Where a group of fixes is shared so densely that neither proves the
answer in time, a local search raises the plan and the bound says how far off it can be at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.closure import Closure
from thenchot.insight.keylink.solver.cut import Block, blocks, least_price_bound, most_weight_bound
from thenchot.insight.keylink.solver.decide import Decision, Found
from thenchot.insight.keylink.solver.start import Avoid, first_plan, first_use, other_plan, other_use


def least_price(
    full: Closure, need: int, clock: Clock, avoid: Avoid = (), chain: list[Block] | None = None
) -> Found | None:
    """The cheapest groups that weigh at least `need`, which must be within the total weight.

    With `avoid`, the cheapest that do without at least one of its things; None when there are none. `chain` spares the
    work of finding the nested plans again; the prices must then have no common divisor.
    """
    if need <= 0 and not avoid:
        return Found(frozenset(), 0, True, "nothing to do")
    unit = common_unit(full)
    closure = divided(full, unit)
    chain = chain or blocks(closure)
    at = _block_reaching(chain, need)
    inner = [group for block in chain[:at] for group in block.groups]
    nested = [inner, [*inner, *chain[at].groups]]
    best = other_plan(closure, need, nested, avoid) if avoid else first_plan(closure, need, nested)
    if best is None:
        return None
    question = Decision(closure, best, avoid, need=need, bound=least_price_bound(chain, need))
    found = question.answer((chain[at].price, chain[at].weight), clock)
    return Found(found.groups, found.bound * unit, found.proved, found.method)


def most_weight(full: Closure, budget: int, clock: Clock, avoid: Avoid = ()) -> Found:
    """The groups of most weight whose price is within `budget`; with `avoid`, without at least one of its things."""
    unit = common_unit(full)
    closure, budget = divided(full, unit), budget // unit
    chain = blocks(closure)
    at = _block_beyond(chain, budget)
    inner = [group for block in chain[:at] for group in block.groups]
    if at == len(chain) and not avoid:
        return Found(frozenset(inner), full.weight(inner), True, "everything fits")
    best = other_use(closure, budget, inner, avoid) if avoid else first_use(closure, budget, inner)
    question = Decision(closure, best, avoid, budget=budget, bound=most_weight_bound(chain, budget))
    last = chain[min(at, len(chain) - 1)]
    return question.answer((last.price, last.weight), clock)


def common_unit(closure: Closure) -> int:
    """The greatest common divisor of all prices: a million where all prices are whole millions."""
    return gcd(*closure.own, *closure.prices) or 1


def divided(closure: Closure, unit: int) -> Closure:
    """The same closure with prices counted in a larger unit."""
    if unit == 1:
        return closure
    own = tuple(price // unit for price in closure.own)
    return Closure(closure.weights, own, closure.needs, tuple(price // unit for price in closure.prices))


def _block_reaching(chain: Sequence[Block], need: int) -> int:
    weight = 0
    for index, block in enumerate(chain):
        weight += block.weight
        if weight >= need:
            return index
    return len(chain) - 1


def _block_beyond(chain: Sequence[Block], budget: int) -> int:
    price = 0
    for index, block in enumerate(chain):
        price += block.price
        if price > budget:
            return index
    return len(chain)
