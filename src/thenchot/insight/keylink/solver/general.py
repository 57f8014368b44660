"""Several targets or limits at once: independent parts first, each by the plainest way it allows.

Where each part serves one target only and nothing is limited, every part is the plain question of solve.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.closure import closure_of
from thenchot.insight.keylink.solver.decide import Found
from thenchot.insight.keylink.solver.entangled import entangled
from thenchot.insight.keylink.solver.mixed import Demand, Mixed
from thenchot.insight.keylink.solver.solve import least_price, most_weight


def least(mixed: Mixed, clock: Clock) -> Found | None:
    """The cheapest groups that meet every demand within every cap; None when there are none."""
    demands = tuple(demand for demand in mixed.demands if demand.need > 0)
    if any(sum(demand.weights) < demand.need for demand in demands):
        return None
    mixed = replace(mixed, demands=demands)
    if mixed.caps:
        return entangled(mixed, clock)
    if len(demands) == 1:
        return _plain(mixed, range(len(mixed.groups)), demands[0], clock)
    if mixed.avoid:
        return entangled(mixed, clock)
    return _joined([_cluster(mixed, groups, clock) for groups in _clusters(mixed)])


def most(mixed: Mixed, clock: Clock) -> Found | None:
    """The groups of most gain within every cap, meeting every demand; None when no choice meets them."""
    gains = mixed.gains
    if not any(gains):
        return Found(frozenset(), 0, True, "nothing to win")
    if not mixed.caps and not mixed.avoid:
        return Found(
            frozenset(g for g, gain in enumerate(gains) if gain), sum(gains), True, "everything that can be won"
        )
    if len(mixed.caps) == 1 and not any(demand.need > 0 for demand in mixed.demands):
        return _plain_most(mixed, clock)
    return entangled(mixed, clock)


def _avoided(mixed: Mixed, place: dict[int, int]) -> list[frozenset[int]]:
    users = mixed.users
    return [frozenset(place[g] for g in users[bundle] if g in place) for bundle in sorted(mixed.avoid)]


def _plain(mixed: Mixed, groups: Sequence[int], demand: Demand, clock: Clock) -> Found | None:
    inside = [g for g in groups if demand.weights[g]]
    closure = closure_of([demand.weights[g] for g in inside], [mixed.groups[g] for g in inside], mixed.prices)
    avoid = _avoided(mixed, {g: n for n, g in enumerate(inside)})
    found = least_price(closure, demand.need, clock, avoid)
    return found and replace(found, groups=frozenset(inside[n] for n in found.groups))


def _plain_most(mixed: Mixed, clock: Clock) -> Found:
    gains = mixed.gains
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
    found = entangled(part, clock)
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
