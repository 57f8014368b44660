"""Several targets or limits at once: independent parts first, then one HiGHS model for what hangs together.

Where each part serves one target only and nothing is limited, every part is the plain question of solve.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import gcd

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.closure import closure_of
from thenchot.insight.keylink.solver.cut import blocks, least_price_bound, most_weight_bound
from thenchot.insight.keylink.solver.decide import Found
from thenchot.insight.keylink.solver.milp import Answer, Model, Row, solve
from thenchot.insight.keylink.solver.mixed import Demand, Mixed
from thenchot.insight.keylink.solver.opening import opening
from thenchot.insight.keylink.solver.solve import least_price, most_weight

SCARCEST = 4
"""How many limits are looked at one by one for a bound without the solver."""


def least(mixed: Mixed, clock: Clock) -> Found | None:
    """The cheapest groups that meet every demand within every cap; None when there are none."""
    demands = tuple(demand for demand in mixed.demands if demand.need > 0)
    if any(sum(demand.weights) < demand.need for demand in demands):
        return None
    mixed = replace(mixed, demands=demands)
    if mixed.caps:
        return _modelled(mixed, [0] * len(mixed.groups), clock)
    if len(demands) == 1:
        return _plain(mixed, range(len(mixed.groups)), demands[0], clock)
    if mixed.avoid:
        return _modelled(mixed, [0] * len(mixed.groups), clock)
    return _joined([_cluster(mixed, groups, clock) for groups in _clusters(mixed)])


def most(mixed: Mixed, gains: Sequence[int], clock: Clock) -> Found | None:
    """The groups of most gain within every cap, meeting every demand; None when no choice meets them."""
    if not mixed.caps and not mixed.avoid:
        return Found(
            frozenset(g for g, gain in enumerate(gains) if gain), sum(gains), True, "everything that can be won"
        )
    if len(mixed.caps) == 1 and not any(demand.need > 0 for demand in mixed.demands):
        return _plain_most(mixed, gains, clock)
    return _modelled(mixed, gains, clock)


def _avoided(mixed: Mixed, place: dict[int, int]) -> list[frozenset[int]]:
    users = mixed.users
    return [frozenset(place[g] for g in users[bundle] if g in place) for bundle in sorted(mixed.avoid)]


def _plain(mixed: Mixed, groups: Sequence[int], demand: Demand, clock: Clock) -> Found | None:
    inside = [g for g in groups if demand.weights[g]]
    closure = closure_of([demand.weights[g] for g in inside], [mixed.groups[g] for g in inside], mixed.prices)
    avoid = _avoided(mixed, {g: n for n, g in enumerate(inside)})
    found = least_price(closure, demand.need, clock, avoid)
    return found and replace(found, groups=frozenset(inside[n] for n in found.groups))


def _plain_most(mixed: Mixed, gains: Sequence[int], clock: Clock) -> Found:
    inside = [g for g in range(len(mixed.groups)) if gains[g]]
    cap = mixed.caps[0]
    closure = closure_of([gains[g] for g in inside], [mixed.groups[g] for g in inside], cap.usage)
    found = most_weight(closure, cap.most, clock, _avoided(mixed, {g: n for n, g in enumerate(inside)}))
    return replace(found, groups=frozenset(inside[n] for n in found.groups))


def _clusters(mixed: Mixed) -> list[list[int]]:
    """Groups that hang together by a shared bundle or a common demand; those that no demand counts are left out."""
    parent = list(range(len(mixed.groups)))

    def root(group: int) -> int:
        while parent[group] != group:
            parent[group] = parent[parent[group]]
            group = parent[group]
        return group

    counted = [any(demand.weights[g] for demand in mixed.demands) for g in range(len(mixed.groups))]
    ties = [[g for g in users if counted[g]] for users in mixed.users]
    ties += [[g for g, weight in enumerate(demand.weights) if weight] for demand in mixed.demands]
    for together in ties:
        for group in together[1:]:
            parent[root(group)] = root(together[0])
    found: dict[int, list[int]] = {}
    for group in range(len(mixed.groups)):
        if counted[group]:
            found.setdefault(root(group), []).append(group)
    return list(found.values())


def _cluster(mixed: Mixed, groups: list[int], clock: Clock) -> Found | None:
    inside = set(groups)
    demands = [d for d in mixed.demands if any(d.weights[g] for g in inside)]
    if len(demands) == 1:
        return _plain(mixed, groups, demands[0], clock)
    part = Mixed(
        tuple(mixed.groups[g] for g in groups),
        mixed.prices,
        tuple(Demand(tuple(d.weights[g] for g in groups), d.need) for d in demands),
    )
    found = _modelled(part, [0] * len(groups), clock)
    return found and replace(found, groups=frozenset(groups[n] for n in found.groups))


def _joined(found: Sequence[Found | None]) -> Found | None:
    """The answers of independent parts as one; the bounds of the parts add up."""
    answers = [part for part in found if part is not None]
    if len(answers) < len(found):
        return None
    return Found(
        frozenset(group for part in answers for group in part.groups),
        sum(part.bound for part in answers),
        all(part.proved for part in answers),
        ", ".join(sorted({part.method for part in answers})) or "nothing to do",
    )


class _Layout:
    """Columns of the model: one per group, then one per bundle that counts on its own (shared, or to be avoided)."""

    def __init__(self, mixed: Mixed) -> None:
        self.mixed = mixed
        users = mixed.users
        kept = [b for b in range(len(mixed.prices)) if len(users[b]) > 1 or (b in mixed.avoid and users[b])]
        self.column = {bundle: len(mixed.groups) + n for n, bundle in enumerate(kept)}
        self.size = len(mixed.groups) + len(kept)

    def spread(self, usage: Sequence[int]) -> list[int]:
        """A usage of bundles as a usage of columns."""
        row = [0] * self.size
        for group, bundles in enumerate(self.mixed.groups):
            row[group] = sum(usage[b] for b in bundles if b not in self.column)
        for bundle, column in self.column.items():
            row[column] = usage[bundle]
        return row

    def point(self, groups: set[int]) -> list[int]:
        """A choice of groups as a point of the model."""
        bought = {b for g in groups for b in self.mixed.groups[g]}
        return [int(g in groups) for g in range(len(self.mixed.groups))] + [int(b in bought) for b in self.column]


def _modelled(mixed: Mixed, gains: Sequence[int], clock: Clock) -> Found | None:
    """By HiGHS: most gain, or least price where nothing has a gain; counted in the largest unit that stays whole."""
    unit = gcd(*gains) or gcd(*mixed.prices) or 1
    if any(gains):
        gains = [gain // unit for gain in gains]
    else:
        mixed = replace(mixed, prices=tuple(price // unit for price in mixed.prices))
    layout = _Layout(mixed)
    start = opening(mixed, gains)
    prices = [-gain for gain in gains] + [0] * len(layout.column) if any(gains) else layout.spread(mixed.prices)
    model = Model(prices, [n < len(mixed.groups) for n in range(layout.size)], _rows(mixed, layout))
    answer = solve(model, clock.left, None if start is None else layout.point(start))
    found = _read(mixed, gains, answer, start)
    return found and replace(found, bound=found.bound * unit)


def _rows(mixed: Mixed, layout: _Layout) -> list[Row]:
    columns = layout.column
    rows = [
        Row((g, columns[b]), (1, -1), high=0) for g, needs in enumerate(mixed.groups) for b in needs if b in columns
    ]
    for demand in mixed.demands:
        inside = [g for g, weight in enumerate(demand.weights) if weight]
        rows.append(Row(inside, [demand.weights[g] for g in inside], low=demand.need))
    for cap in mixed.caps:
        usage = layout.spread(cap.usage)
        used = [column for column, amount in enumerate(usage) if amount]
        rows.append(Row(used, [usage[column] for column in used], high=cap.most))
    if mixed.avoid:
        avoided = [columns[b] for b in sorted(mixed.avoid) if b in columns]
        rows.append(Row(avoided, [1] * len(avoided), high=len(avoided) - 1))
    return rows


def _read(mixed: Mixed, gains: Sequence[int], answer: Answer, start: set[int] | None) -> Found | None:
    candidates = [start] if start is not None else []
    if answer.values is not None:
        candidates.append({g for g in range(len(mixed.groups)) if answer.values[g]})
    allowed = [groups for groups in candidates if mixed.allows(groups)]
    if not allowed:
        return None
    best = min(allowed, key=lambda groups: (_value(mixed, gains, groups), sorted(groups)))
    value = _value(mixed, gains, best)
    bounds = [_most_at_best(mixed, gains) if any(gains) else _least_at_best(mixed)]
    bounds += [value] if answer.infeasible else [answer.bound] if answer.bound is not None else []
    bound = min(value, max(bounds))
    return Found(frozenset(best), abs(bound), bound == value, "HiGHS")


def _least_at_best(mixed: Mixed) -> int:
    """What the dearest of the demands costs by itself: a bound that needs no solver."""
    bounds = [0]
    for demand in mixed.demands:
        inside = [g for g, weight in enumerate(demand.weights) if weight]
        bundles = [mixed.groups[g] for g in inside]
        closure = closure_of([demand.weights[g] for g in inside], bundles, mixed.prices)
        bounds.append(least_price_bound(blocks(closure), demand.need))
    return max(bounds)


def _most_at_best(mixed: Mixed, gains: Sequence[int]) -> int:
    """The negative of the most gain that the scarcest things, each by itself, would allow."""
    inside = [g for g, gain in enumerate(gains) if gain]
    bounds = [sum(gains)]
    for cap in sorted(mixed.caps, key=lambda cap: cap.most / max(1, sum(cap.usage)))[:SCARCEST]:
        closure = closure_of([gains[g] for g in inside], [mixed.groups[g] for g in inside], cap.usage)
        bounds.append(most_weight_bound(blocks(closure), cap.most))
    return -min(bounds)


def _value(mixed: Mixed, gains: Sequence[int], groups: set[int]) -> int:
    if any(gains):
        return -sum(gains[g] for g in groups)
    return sum(mixed.prices[b] for b in {b for g in groups for b in mixed.groups[g]})
