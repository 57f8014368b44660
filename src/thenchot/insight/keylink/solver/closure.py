"""Groups that pay when all their bundles are bought: the bare numbers on which cut, table, tree and search work.

A group has a weight, a price of its own (bundles nobody else needs) and shared bundles, each with one price.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Closure:
    """`weights[g]`, `own[g]`, `needs[g]` (shared bundles) per group, `prices[b]` per shared bundle; whole numbers."""

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


def restricted(closure: Closure, groups: Sequence[int], bought: frozenset[int] | set[int]) -> Closure:
    """The closure of some groups, in the order given, once `bought` is paid; what one alone needs becomes its own."""
    uses: dict[int, int] = {}
    for group in groups:
        for bundle in closure.needs[group]:
            uses[bundle] = uses.get(bundle, 0) + 1
    shared = {bundle: n for n, bundle in enumerate(sorted(b for b in uses if uses[b] > 1 and b not in bought))}
    own = tuple(
        closure.own[g] + sum(closure.prices[b] for b in closure.needs[g] if uses[b] == 1 and b not in bought)
        for g in groups
    )
    needs = tuple(tuple(shared[b] for b in closure.needs[g] if b in shared) for g in groups)
    weights = tuple(closure.weights[g] for g in groups)
    return Closure(weights, own, needs, tuple(closure.prices[b] for b in shared))


Part = dict[int, tuple[int, ...]]
"""Some groups with the shared bundles each still needs."""


def parts(part: Part) -> list[Part]:
    """The groups split so that no two parts share a bundle; in a fixed order."""
    users: dict[int, list[int]] = {}
    for group, needs in part.items():
        for bundle in needs:
            users.setdefault(bundle, []).append(group)
    seen: set[int] = set()
    found: list[Part] = []
    for root in part:
        if root in seen:
            continue
        seen.add(root)
        together = [root]
        for group in together:
            for bundle in part[group]:
                fresh = [g for g in users.pop(bundle, ()) if g not in seen]
                seen.update(fresh)
                together.extend(fresh)
        found.append({group: part[group] for group in sorted(together)})
    return found


def whole(closure: Closure) -> Part:
    """All groups as one part."""
    return dict(enumerate(closure.needs))
