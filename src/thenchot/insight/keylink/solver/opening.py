"""A feasible choice at once where several demands or caps hold: the start from which HiGHS improves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from thenchot.insight.keylink.solver.closure import closure_of
from thenchot.insight.keylink.solver.mixed import Mixed
from thenchot.insight.keylink.solver.start import first_plan


def opening(mixed: Mixed) -> set[int] | None:
    """A choice that keeps every demand and cap, good for what is asked (most gain, else least price); None if it fails."""
    ranking = bool(mixed.caps or mixed.avoid or mixed.for_most)
    chosen = _ranked(mixed) if ranking else _thinned(mixed, _demand_after_demand(mixed))
    return chosen if mixed.allows(chosen) else None


def _demand_after_demand(mixed: Mixed) -> set[int]:
    """A good plan for the largest demand; then for the next, with what is bought already at no price; and so on."""
    chosen: set[int] = set()
    for demand in sorted(mixed.demands, key=lambda demand: -demand.need):
        bought = {b for g in chosen for b in mixed.groups[g]}
        prices = [0 if b in bought else price for b, price in enumerate(mixed.prices)]
        inside = [g for g, weight in enumerate(demand.weights) if weight]
        closure = closure_of([demand.weights[g] for g in inside], [mixed.groups[g] for g in inside], prices)
        held = [n for n, g in enumerate(inside) if g in chosen]
        chosen |= {inside[n] for n in first_plan(closure, demand.need, [held])}
    return chosen


def _thinned(mixed: Mixed, chosen: set[int]) -> set[int]:
    """Leave groups out, those that save most first, as long as every demand is kept."""
    kept = set(chosen)
    spare = [sum(d.weights[g] for g in kept) - d.need for d in mixed.demands]
    uses: dict[int, int] = {}
    for group in kept:
        for bundle in mixed.groups[group]:
            uses[bundle] = uses.get(bundle, 0) + 1

    def saved(group: int) -> int:
        return sum(mixed.prices[b] for b in mixed.groups[group] if uses[b] == 1)

    for group in sorted(kept, key=lambda g: (-saved(g), g)):
        weights = [d.weights[group] for d in mixed.demands]
        if all(weight <= left for weight, left in zip(weights, spare, strict=True)):
            kept.remove(group)
            spare = [left - weight for weight, left in zip(weights, spare, strict=True)]
            for bundle in mixed.groups[group]:
                uses[bundle] -= 1
    return kept


class _Growth:
    """A choice grown group by group within the caps, with what it has bought and used so far."""

    def __init__(self, mixed: Mixed) -> None:
        self.mixed = mixed
        self.chosen: set[int] = set()
        self.bought: set[int] = set()
        self.used = [0] * len(mixed.caps)
        scarce = [(cap.usage, cap.most) for cap in mixed.caps] or [(mixed.prices, sum(mixed.prices))]
        self.burdens = [sum(usage[b] / max(1, most) for usage, most in scarce) for b in range(len(mixed.prices))]

    def burden(self, group: int) -> float:
        """The shares of all that is scarce which the group would still use up, added; for ranking only."""
        return sum(self.burdens[b] for b in self.mixed.groups[group] if b not in self.bought)

    def take_if_it_fits(self, group: int) -> list[int]:
        """Take the group unless a cap or the plan to avoid forbids it; the bundles newly bought (none: not taken)."""
        fresh = [b for b in self.mixed.groups[group] if b not in self.bought]
        used = [n + sum(cap.usage[b] for b in fresh) for n, cap in zip(self.used, self.mixed.caps, strict=True)]
        if any(amount > cap.most for amount, cap in zip(used, self.mixed.caps, strict=True)):
            return []
        if self.mixed.avoid and self.mixed.avoid <= self.bought.union(fresh):
            return []
        self.chosen.add(group)
        self.bought.update(fresh)
        self.used = used
        return fresh


def mended(mixed: Mixed, choice: Iterable[int]) -> set[int] | None:
    """A choice that keeps every demand and cap, from one that may not: what fits of it, grown and thinned."""
    growth = _Growth(mixed)
    for group in sorted(choice, key=lambda g: (growth.burden(g), g)):
        growth.take_if_it_fits(group)
    chosen = _ranked(mixed, growth)
    if not mixed.for_most:
        chosen = _thinned(mixed, chosen)
    return chosen if mixed.allows(chosen) else None


def _ranked(mixed: Mixed, growth: _Growth | None = None) -> set[int]:
    """Demand after demand, then gain, each time the group with the least burden per weight that still fits."""
    growth = growth or _Growth(mixed)
    wishes = [(d.weights, d.need) for d in mixed.demands if d.need > 0]
    if mixed.for_most:
        wishes.append((mixed.gains, sum(mixed.gains)))
    for weights, need in wishes:
        _grow(growth, weights, need)
    return growth.chosen


def _grow(growth: _Growth, weights: Sequence[int], need: int) -> None:
    missing = need - sum(weights[g] for g in growth.chosen)
    queue = [(growth.burden(g) / w, g) for g, w in enumerate(weights) if w and g not in growth.chosen]
    heapify(queue)
    while queue and missing > 0:
        rate, group = heappop(queue)
        if group in growth.chosen or rate > growth.burden(group) / weights[group]:
            continue
        fresh = growth.take_if_it_fits(group)
        if group in growth.chosen:
            missing -= weights[group]
        for neighbour in {g for bundle in fresh for g in growth.mixed.users[bundle]} - growth.chosen:
            if weights[neighbour]:
                heappush(queue, (growth.burden(neighbour) / weights[neighbour], neighbour))
