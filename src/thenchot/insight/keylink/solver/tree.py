"""All plans of one small part that can still matter, found by a search tree that a cut keeps narrow.

At a price over / under per unit of weight every decision for or against a group has a known cost beyond the bound (its
reduced cost). Branches whose decisions cost more than the slack between bound and best known plan are not followed.
"""

from __future__ import annotations

from thenchot.insight.keylink.solver.closure import Closure, Part
from thenchot.insight.keylink.solver.cut import Flow

Option = tuple[int, int, tuple[int, ...]]
"""A plan of a part: weight, price, groups."""

DEEPEST = 200


def options(
    closure: Closure, part: Part, price: tuple[int, int], slack: int, most: int
) -> tuple[list[Option] | None, int]:
    """The plans of a part within `slack` (scaled by `under`) of its bound, none beaten by another, lightest first.

    `price` is (over, under). Also tells how many branches were followed; no plans (None) when over `most` would be.
    """
    if len(part) > DEEPEST:
        return None, 0
    tree = _Tree(closure, part, price, slack, most)
    tree.walk(0, 0, 0, 0)
    return (_unbeaten(tree.found) if tree.branches <= most else None), tree.branches


def _unbeaten(found: dict[int, tuple[int, tuple[int, ...]]]) -> list[Option]:
    kept: list[Option] = []
    for weight in sorted(found, reverse=True):
        price, groups = found[weight]
        if not kept or price < kept[-1][1]:
            kept.append((weight, price, groups))
    return kept[::-1]


class _Tree:
    """One walk. `beyond` adds up, exactly, what a branch costs more than the bound of its part."""

    def __init__(self, closure: Closure, part: Part, price: tuple[int, int], slack: int, most: int) -> None:
        flow = Flow(closure, part, *price)
        self.closure, self.part, self.slack, self.most = closure, part, slack, most
        self.flow, self.room, self.left = flow.flow, flow.room, flow.left
        self.against = {g: max(0, -worth) for g, worth in flow.worth.items()}
        self.order = sorted(part, key=self._doubt)
        self.uses = dict.fromkeys(flow.room, 0)
        self.passed = dict.fromkeys(flow.room, 0)
        self.taken: list[int] = []
        self.found: dict[int, tuple[int, tuple[int, ...]]] = {}
        self.branches = 0

    def _doubt(self, group: int) -> tuple[int, int]:
        including = self.against[group] + sum(self.room[b] for b in self.part[group])
        return -max(including, self.left[group]), group

    def walk(self, depth: int, beyond: int, weight: int, price: int) -> None:
        """Decide the next group both ways, as far as the slack allows."""
        self.branches += 1
        if self.branches > self.most:
            return
        if depth == len(self.order):
            known = self.found.get(weight)
            if known is None or price < known[0]:
                self.found[weight] = (price, tuple(self.taken))
            return
        group = self.order[depth]
        needs = self.part[group]
        fresh = [b for b in needs if not self.uses[b]]
        with_it = beyond + self.against[group] + sum(self.room[b] + self.passed[b] for b in fresh)
        if with_it <= self.slack:
            self._take(group, 1)
            added = self.closure.own[group] + sum(self.closure.prices[b] for b in fresh)
            self.walk(depth + 1, with_it, weight + self.closure.weights[group], price + added)
            self._take(group, -1)
        paid = sum(self.flow[b].get(group, 0) for b in needs if self.uses[b])
        without = beyond + self.left[group] + paid
        comes_free = not fresh and not self.closure.own[group]
        if without <= self.slack and not comes_free:
            self._pass(group, 1)
            self.walk(depth + 1, without, weight, price)
            self._pass(group, -1)

    def _take(self, group: int, sign: int) -> None:
        for bundle in self.part[group]:
            self.uses[bundle] += sign
        if sign > 0:
            self.taken.append(group)
        else:
            self.taken.pop()

    def _pass(self, group: int, sign: int) -> None:
        """What the group pays towards its bundles is lost as soon as one of them is bought without it."""
        for bundle in self.part[group]:
            self.passed[bundle] += sign * self.flow[bundle].get(group, 0)
