"""What hangs together by demands or caps: a bound from tolls, what they settle, and HiGHS for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import gcd

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.decide import Found
from thenchot.insight.keylink.solver.milp import Model, Row, solve
from thenchot.insight.keylink.solver.mixed import Mixed
from thenchot.insight.keylink.solver.opening import mended, opening
from thenchot.insight.keylink.solver.relax import Tolls, best_tolls, relaxed

SMALL = 300
"""Up to this many groups HiGHS is at once done by itself."""

MENDED = 8
"""How many of the relaxation's choices are mended into plans."""


def entangled(mixed: Mixed, clock: Clock) -> Found | None:
    """The choice of least value (price, or negative gain) that keeps demands and caps; None when there is none."""
    unit = gcd(*mixed.gains) if mixed.for_most else gcd(*mixed.prices) or 1
    question = replace(
        mixed,
        prices=mixed.prices if mixed.for_most else tuple(price // unit for price in mixed.prices),
        gains=tuple(gain // unit for gain in mixed.gains),
    )
    found = _answered(question, clock)
    return found and replace(found, bound=abs(found.bound) * unit)


def _answered(mixed: Mixed, clock: Clock) -> Found | None:
    best = opening(mixed)
    if best is None or len(mixed.groups) <= SMALL:
        return _by_highs(mixed, best, _lowest(mixed), clock)
    bound, choices = best_tolls(mixed, clock.part(0.35))
    plans = [plan for choice in choices[:MENDED] if (plan := mended(mixed, choice)) is not None]
    best = min([best, *plans], key=lambda groups: (mixed.value(groups), sorted(groups)))
    floor = max(_lowest(mixed), -(-bound.floor // bound.tolls.scale))
    if mixed.value(best) <= floor:
        return Found(frozenset(best), floor, True, "tolls")
    rest = _settled(mixed, bound.tolls, mixed.value(best))
    if not rest.possible or not rest.names:
        return Found(frozenset(best), mixed.value(best), True, "tolls")
    start = {n for n, name in enumerate(rest.names) if name in best}
    found = _by_highs(rest.mixed, start, floor - rest.spent, clock)
    if found is None:
        return Found(frozenset(best), floor, proved=False, method="tolls")
    groups = rest.taken | {rest.names[n] for n in found.groups}
    value, lower = mixed.value(groups), max(floor, found.bound + rest.spent)
    return Found(frozenset(groups), min(value, lower), value <= lower, found.method)


def _lowest(mixed: Mixed) -> int:
    """What no choice can go below, without any work."""
    return -sum(mixed.gains) if mixed.for_most else 0


@dataclass(frozen=True)
class _Rest:
    """What tolls leave open: `names` lead back, `taken` is in every plan as good as the best known, worth `spent`."""

    mixed: Mixed
    names: tuple[int, ...]
    taken: frozenset[int]
    spent: int
    possible: bool


def _settled(mixed: Mixed, tolls: Tolls, value: int) -> _Rest:
    """Settle every decision that would bring the bound above `value`, again and again."""
    rest = _Rest(mixed, tuple(range(len(mixed.groups))), frozenset(), 0, possible=True)
    while True:
        bound = relaxed(rest.mixed, tolls)
        slack = tolls.scale * (value - rest.spent) - bound.floor
        held = [g for g, cost in enumerate(bound.penalties.exclude) if cost > slack]
        kept = [
            g for g, cost in enumerate(bound.penalties.exclude) if cost <= slack and bound.penalties.include[g] <= slack
        ]
        if len(kept) == len(rest.mixed.groups):
            return rest
        rest = _Rest(
            rest.mixed.restricted(held, kept),
            tuple(rest.names[g] for g in kept),
            rest.taken | {rest.names[g] for g in held},
            rest.spent + rest.mixed.value(held),
            possible=not (rest.mixed.avoid and rest.mixed.avoid <= rest.mixed.bought(held)),
        )
        if not rest.possible:
            return rest


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


def _by_highs(mixed: Mixed, start: set[int] | None, floor: int, clock: Clock) -> Found | None:
    """By HiGHS, from `start`; the bound is its own or `floor`, whichever is higher."""
    layout = _Layout(mixed)
    objective = [-g for g in mixed.gains] + [0] * len(layout.column) if mixed.for_most else layout.spread(mixed.prices)
    model = Model(objective, [n < len(mixed.groups) for n in range(layout.size)], _rows(mixed, layout))
    answer = solve(model, clock.left, None if start is None else layout.point(start))
    candidates = [] if start is None else [start]
    if answer.values is not None:
        candidates.append({g for g in range(len(mixed.groups)) if answer.values[g]})
    allowed = [groups for groups in candidates if mixed.allows(groups)]
    if not allowed:
        return None
    best = min(allowed, key=lambda groups: (mixed.value(groups), sorted(groups)))
    value = mixed.value(best)
    bound = value if answer.infeasible else max(floor, floor if answer.bound is None else answer.bound)
    return Found(frozenset(best), min(value, bound), value <= bound, "HiGHS")


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
