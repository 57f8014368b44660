"""Groups that pay when all their bundles are bought: the bare numbers on which cut, table, tree and search work.

A group has a weight, a price of its own (bundles nobody else needs) and shared bundles, each with one price.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Closure:
    """`weights[g]`, `own[g]` and `needs[g]` (shared bundles) per group, `prices[b]` per shared bundle; all whole numbers."""

    weights: tuple[int, ...]
    own: tuple[int, ...]
    needs: tuple[tuple[int, ...], ...]
    prices: tuple[int, ...]

    @cached_property
    def users(self) -> tuple[tuple[int, ...], ...]:
        """For each bundle, the groups that need it."""
        found: list[list[int]] = [[] for _ in self.prices]
        for group, needs in enumerate(self.needs):
            for bundle in needs:
                found[bundle].append(group)
        return tuple(map(tuple, found))

    @property
    def size(self) -> int:
        """The number of groups."""
        return len(self.weights)

    def weight(self, groups: Iterable[int]) -> int:
        """What these groups add together."""
        return sum(self.weights[group] for group in groups)

    def price(self, groups: Iterable[int]) -> int:
        """What these groups cost together, each shared bundle paid once."""
        chosen = set(groups)
        bundles = {bundle for group in chosen for bundle in self.needs[group]}
        return sum(self.own[group] for group in chosen) + sum(self.prices[bundle] for bundle in bundles)

    def completed(self, groups: Iterable[int]) -> set[int]:
        """These groups and all that come free of charge with them."""
        chosen = set(groups)
        bought = {bundle for group in chosen for bundle in self.needs[group]}
        touched = {group for bundle in bought for group in self.users[bundle]} | {
            group for group, needs in enumerate(self.needs) if not needs
        }
        return chosen | {g for g in touched if self.own[g] == 0 and bought.issuperset(self.needs[g])}


def closure_of(weights: Sequence[int], bundles: Sequence[Sequence[int]], prices: Sequence[int]) -> Closure:
    """A closure from groups with all their bundles; a bundle needed by one group only becomes the group's own price."""
    uses = [0] * len(prices)
    for needed in bundles:
        for bundle in needed:
            uses[bundle] += 1
    renamed: dict[int, int] = {}
    for bundle, count in enumerate(uses):
        if count > 1 and prices[bundle] > 0:
            renamed[bundle] = len(renamed)
    own = tuple(sum(prices[b] for b in needed if uses[b] == 1) for needed in bundles)
    needs = tuple(tuple(renamed[b] for b in needed if b in renamed) for needed in bundles)
    return Closure(tuple(weights), own, needs, tuple(prices[bundle] for bundle in renamed))


def parts(closure: Closure, groups: Iterable[int], bought: frozenset[int] = frozenset()) -> list[list[int]]:
    """The groups split so that no two parts share a bundle that is not yet `bought`; in a fixed order."""
    waiting = sorted(groups)
    inside = set(waiting)
    seen: set[int] = set()
    seen_bundles: set[int] = set(bought)
    found: list[list[int]] = []
    for root in waiting:
        if root in seen:
            continue
        seen.add(root)
        part = [root]
        for group in part:
            for bundle in closure.needs[group]:
                if bundle not in seen_bundles:
                    seen_bundles.add(bundle)
                    fresh = [g for g in closure.users[bundle] if g in inside and g not in seen]
                    seen.update(fresh)
                    part.extend(fresh)
        found.append(sorted(part))
    return found
