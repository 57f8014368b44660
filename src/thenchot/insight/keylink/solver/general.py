"""Several targets or limits at once: independent parts first, then one HiGHS model for what hangs together.

Where each part serves one target only and nothing is limited, every part is the plain question of solve.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.closure import closure_of
from thenchot.insight.keylink.solver.milp import Answer, Model, Row, solve
from thenchot.insight.keylink.solver.solve import Found, least_price, most_weight


@dataclass(frozen=True, slots=True)
class Demand:
    """The groups won must weigh at least `need` by these weights."""

    weights: tuple[int, ...]
    need: int


@dataclass(frozen=True, slots=True)
class Cap:
    """The bundles bought may use at most `most` by this usage."""

    usage: tuple[int, ...]
    most: int


@dataclass(frozen=True)
class Mixed:
    """Groups with their bundles, prices of bundles, what must be won, what may be used; `avoid` is a plan's bundles."""

    groups: tuple[tuple[int, ...], ...]
    prices: tuple[int, ...]
    demands: tuple[Demand, ...] = ()
    caps: tuple[Cap, ...] = ()
    avoid: frozenset[int] = frozenset()

    @property
    def users(self) -> list[list[int]]:
        """For each bundle, the groups that need it."""
        found: list[list[int]] = [[] for _ in self.prices]
        for group, bundles in enumerate(self.groups):
            for bundle in bundles:
                found[bundle].append(group)
        return found


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
    """By HiGHS: most gain, or least price where nothing has a gain."""
    layout = _Layout(mixed)
    start = _start(mixed, gains)
    prices = [-gain for gain in gains] + [0] * len(layout.column) if any(gains) else layout.spread(mixed.prices)
    model = Model(prices, [n < len(mixed.groups) for n in range(layout.size)], _rows(mixed, layout))
    answer = solve(model, clock.left, None if start is None else layout.point(start))
    return _read(mixed, gains, answer, start)


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
    allowed = [groups for groups in candidates if groups is not None and _allowed(mixed, groups)]
    if not allowed:
        return None
    best = min(allowed, key=lambda groups: (_value(mixed, gains, groups), sorted(groups)))
    value = _value(mixed, gains, best)
    bound = value if answer.infeasible else answer.bound
    weakest = -sum(gains) if any(gains) else 0
    bound = min(value, max(weakest, weakest if bound is None else bound))
    return Found(frozenset(best), abs(bound), bound == value, "HiGHS")


def _value(mixed: Mixed, gains: Sequence[int], groups: set[int]) -> int:
    if any(gains):
        return -sum(gains[g] for g in groups)
    return sum(mixed.prices[b] for b in {b for g in groups for b in mixed.groups[g]})


def _allowed(mixed: Mixed, groups: set[int]) -> bool:
    """Whether a choice keeps every demand, cap and the plan to avoid: checked on whole numbers, whatever HiGHS says."""
    bought = {b for g in groups for b in mixed.groups[g]}
    return (
        all(sum(d.weights[g] for g in groups) >= d.need for d in mixed.demands)
        and all(sum(cap.usage[b] for b in bought) <= cap.most for cap in mixed.caps)
        and (not mixed.avoid or not mixed.avoid <= bought)
    )


class _Ranked:
    """A choice grown group by group, with what it has bought and used so far."""

    def __init__(self, mixed: Mixed) -> None:
        self.mixed = mixed
        self.chosen: set[int] = set()
        self.bought: set[int] = set()
        self.used = [0] * len(mixed.caps)
        self.scarce = [(cap.usage, cap.most) for cap in mixed.caps] or [(mixed.prices, sum(mixed.prices))]

    def burden(self, group: int) -> float:
        """The largest share of anything scarce that the group would use up; for ranking only."""
        fresh = [b for b in self.mixed.groups[group] if b not in self.bought]
        return max(sum(usage[b] for b in fresh) / max(1, most) for usage, most in self.scarce)

    def take_if_it_fits(self, group: int) -> bool:
        """Take the group unless a cap or the plan to avoid forbids it."""
        fresh = set(self.mixed.groups[group]) - self.bought
        used = [n + sum(cap.usage[b] for b in fresh) for n, cap in zip(self.used, self.mixed.caps, strict=True)]
        if any(amount > cap.most for amount, cap in zip(used, self.mixed.caps, strict=True)):
            return False
        if self.mixed.avoid and self.mixed.avoid <= self.bought | fresh:
            return False
        self.chosen.add(group)
        self.bought |= fresh
        self.used = used
        return True


def _start(mixed: Mixed, gains: Sequence[int]) -> set[int] | None:
    """A feasible choice by rank: demand after demand, then gain, at the least share of what is scarce; else None."""
    plan = _Ranked(mixed)
    wishes = [(d.weights, d.need) for d in mixed.demands if d.need > 0]
    if any(gains):
        wishes.append((tuple(gains), sum(gains)))
    for weights, need in wishes:
        missing = need - sum(weights[g] for g in plan.chosen)
        waiting = [g for g, weight in enumerate(weights) if weight and g not in plan.chosen]
        for group in _ranked(plan, waiting, weights):
            if missing <= 0:
                break
            if plan.take_if_it_fits(group):
                missing -= weights[group]
    return plan.chosen if _allowed(mixed, plan.chosen) else None


def _ranked(plan: _Ranked, groups: Sequence[int], weights: Sequence[int]) -> list[int]:
    return sorted(groups, key=lambda g: plan.burden(g) / weights[g])
