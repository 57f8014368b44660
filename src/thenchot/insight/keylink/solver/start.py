"""A good plan at once: grow a plan record by record at the least price per weight, then drop what is not needed.

Whole groups are ranked, never single fixes: the first of three fixes of a depot wins nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from thenchot.insight.keylink.solver.closure import Closure, restricted

Avoid = Sequence[frozenset[int]]
"""A plan that is not to be repeated: for each thing it buys, the groups that need that thing."""

TRIES = 30
"""How many ways round a plan are tried at once before the search for the second best begins."""


class Growing:
    """A plan that grows and shrinks by groups, with its weight, price, and how many groups use each bought bundle."""

    def __init__(self, closure: Closure, groups: Iterable[int] = ()) -> None:
        self.closure = closure
        self.groups: set[int] = set()
        self.uses = [0] * len(closure.prices)
        self.weight = self.price = 0
        for group in groups:
            self.add(group)

    def added_price(self, group: int) -> int:
        """What the group would cost on top of what is bought."""
        closure = self.closure
        return closure.own[group] + sum(closure.prices[b] for b in closure.needs[group] if not self.uses[b])

    def saved_price(self, group: int) -> int:
        """What leaving the group out would save."""
        closure = self.closure
        return closure.own[group] + sum(closure.prices[b] for b in closure.needs[group] if self.uses[b] == 1)

    def add(self, group: int) -> None:
        """Take the group into the plan."""
        self.price += self.added_price(group)
        self.weight += self.closure.weights[group]
        self.groups.add(group)
        for bundle in self.closure.needs[group]:
            self.uses[bundle] += 1

    def drop(self, group: int) -> None:
        """Leave the group out again."""
        self.price -= self.saved_price(group)
        self.weight -= self.closure.weights[group]
        self.groups.remove(group)
        for bundle in self.closure.needs[group]:
            self.uses[bundle] -= 1


def grow(plan: Growing, need: int | None = None, budget: int | None = None) -> None:
    """Add groups, cheapest per weight first, until `need` is reached or nothing more fits into `budget`."""
    closure = plan.closure
    queue = [(_rate(plan, g), g) for g in range(closure.size) if g not in plan.groups]
    heapify(queue)
    while queue and (need is None or plan.weight < need):
        rate, group = heappop(queue)
        if group in plan.groups or rate > _rate(plan, group):
            continue
        if budget is not None and plan.price + plan.added_price(group) > budget:
            continue
        fresh = [b for b in closure.needs[group] if not plan.uses[b]]
        plan.add(group)
        for neighbour in {g for bundle in fresh for g in closure.users[bundle]} - plan.groups:
            heappush(queue, (_rate(plan, neighbour), neighbour))


def _rate(plan: Growing, group: int) -> float:
    """Added price per weight, for ranking only: a rounding can change the order of equals, never a proof."""
    return plan.added_price(group) / plan.closure.weights[group]


def thin(plan: Growing, need: int) -> None:
    """Drop groups while the weight stays at `need` or above, each time the one that saves most."""
    while True:
        spare = plan.weight - need
        best = max(((plan.saved_price(g), -g) for g in plan.groups if plan.closure.weights[g] <= spare), default=(0, 0))
        if best[0] <= 0:
            return
        plan.drop(-best[1])


def first_plan(closure: Closure, need: int, nested: Sequence[Iterable[int]]) -> set[int]:
    """The cheapest of: nothing, and each nested plan, grown to `need` and thinned."""
    found: list[tuple[int, list[int]]] = []
    for groups in ((), *nested):
        plan = Growing(closure, groups)
        grow(plan, need=need)
        thin(plan, need)
        found.append((plan.price, sorted(plan.groups)))
    return set(min(found)[1])


def first_use(closure: Closure, budget: int, nested: Iterable[int]) -> set[int]:
    """The heavier of: nothing, and the nested plan, grown within `budget`."""
    found: list[tuple[int, int, list[int]]] = []
    for groups in ((), nested):
        plan = Growing(closure, groups)
        grow(plan, budget=budget)
        found.append((-plan.weight, plan.price, sorted(plan.groups)))
    return set(min(found)[2])


def other_plan(closure: Closure, need: int, nested: list[list[int]], avoid: Avoid) -> set[int] | None:
    """A good plan without one of the things to avoid, trying those that hold up least; None if none can do."""
    found: list[tuple[int, list[int]]] = []
    for users in _lightest(closure, avoid):
        kept = [g for g in range(closure.size) if g not in users]
        if closure.weight(kept) >= need:
            place = {g: n for n, g in enumerate(kept)}
            less = restricted(closure, kept, frozenset())
            plan = {kept[n] for n in first_plan(less, need, [[place[g] for g in x if g in place] for x in nested])}
            found.append((closure.price(plan), sorted(plan)))
            if len(found) >= TRIES:
                break
    return set(min(found)[1]) if found else None


def other_use(closure: Closure, budget: int, nested: list[int], avoid: Avoid) -> set[int]:
    """A good use of the budget without one of the things to avoid."""
    found: list[tuple[int, int, list[int]]] = []
    for users in _lightest(closure, avoid)[:TRIES]:
        kept = [g for g in range(closure.size) if g not in users]
        place = {g: n for n, g in enumerate(kept)}
        less = restricted(closure, kept, frozenset())
        plan = {kept[n] for n in first_use(less, budget, [place[g] for g in nested if g in place])}
        found.append((-closure.weight(plan), closure.price(plan), sorted(plan)))
    return set(min(found)[2])


def _lightest(closure: Closure, avoid: Avoid) -> list[frozenset[int]]:
    return sorted(avoid, key=lambda users: (closure.weight(users), sorted(users)))
