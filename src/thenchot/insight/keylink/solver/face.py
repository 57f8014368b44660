"""What is still open once a good plan is known: groups that no better plan can leave out, or hold, are settled.

A plan that is at least as good uses at most `allowed` and weighs at least `wanted`. Any decision whose reduced cost
goes beyond the slack between these two and the bound is excluded, for the whole problem and then for what remains.
"""

from __future__ import annotations

from dataclasses import dataclass

from thenchot.insight.keylink.solver.closure import Closure, restricted
from thenchot.insight.keylink.solver.cut import Penalties, penalties


@dataclass(frozen=True, slots=True)
class Face:
    """The open groups as a closure of their own. `names` leads back to the full one; `taken` is bought in any case."""

    closure: Closure
    names: tuple[int, ...]
    taken: frozenset[int]
    spent: int
    gained: int
    slack: int

    def named(self, groups: set[int]) -> set[int]:
        """A choice among the open groups as a choice of the full problem."""
        return set(self.taken) | {self.names[group] for group in groups}


def face(full: Closure, price: tuple[int, int], allowed: int, wanted: int) -> Face:
    """Settle what can be settled at a price of (over, under) per unit of weight; all plans as good remain inside."""
    names, taken = tuple(range(full.size)), frozenset[int]()
    closure, spent, gained = full, 0, 0
    while True:
        bound = penalties(closure, *price)
        slack = price[1] * (allowed - spent) - price[0] * (wanted - gained) - bound.base
        held, kept = _settled(bound, slack)
        if len(kept) == closure.size:
            return Face(closure, names, taken, spent, gained, slack)
        bought = {bundle for group in held for bundle in closure.needs[group]}
        spent, gained = spent + closure.price(held), gained + closure.weight(held)
        taken |= {names[group] for group in held}
        closure, names = restricted(closure, kept, bought), tuple(names[group] for group in kept)


def _settled(bound: Penalties, slack: int) -> tuple[list[int], list[int]]:
    """The groups that must be held, and those still open."""
    held = [g for g, cost in enumerate(bound.exclude) if cost > slack]
    kept = [g for g, cost in enumerate(bound.exclude) if cost <= slack and bound.include[g] <= slack]
    return held, kept
