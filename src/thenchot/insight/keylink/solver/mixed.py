"""Several targets or limits at once, as bare numbers: groups, bundles, what must be won and what may be used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property


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
    """Groups with their bundles, what must be won and what may be used; `avoid` is the bundles of a plan not to repeat.

    With gains the most gain is asked for and prices do not count; without, the least price.
    """

    groups: tuple[tuple[int, ...], ...]
    prices: tuple[int, ...]
    demands: tuple[Demand, ...] = ()
    caps: tuple[Cap, ...] = ()
    avoid: frozenset[int] = frozenset()
    gains: tuple[int, ...] = ()

    @property
    def for_most(self) -> bool:
        """Whether the most gain is asked for."""
        return bool(self.gains)

    @cached_property
    def users(self) -> list[list[int]]:
        """For each bundle, the groups that need it."""
        found: list[list[int]] = [[] for _ in self.prices]
        for group, bundles in enumerate(self.groups):
            for bundle in bundles:
                found[bundle].append(group)
        return found

    def bought(self, groups: Iterable[int]) -> set[int]:
        """The bundles these groups need."""
        return {bundle for group in groups for bundle in self.groups[group]}

    def value(self, groups: Iterable[int]) -> int:
        """What is to be made small: the price, or the negative of the gain."""
        if self.for_most:
            return -sum(self.gains[group] for group in groups)
        return sum(self.prices[bundle] for bundle in self.bought(groups))

    def allows(self, groups: set[int]) -> bool:
        """Whether a choice keeps every demand and cap and differs from the plan to avoid; on whole numbers."""
        bought = self.bought(groups)
        return (
            all(sum(d.weights[g] for g in groups) >= d.need for d in self.demands)
            and all(sum(cap.usage[b] for b in bought) <= cap.most for cap in self.caps)
            and (not self.avoid or not self.avoid <= bought)
        )

    def restricted(self, held: Iterable[int], kept: Sequence[int]) -> Mixed:
        """What remains to be decided on `kept` once `held` is taken and paid."""
        taken = set(held)
        bought = self.bought(taken)
        groups = tuple(tuple(b for b in self.groups[g] if b not in bought) for g in kept)
        open_bundles = {bundle for bundles in groups for bundle in bundles}
        avoid = self.avoid - bought
        return Mixed(
            groups,
            self.prices,
            tuple(
                Demand(tuple(d.weights[g] for g in kept), d.need - sum(d.weights[g] for g in taken))
                for d in self.demands
            ),
            tuple(Cap(cap.usage, cap.most - sum(cap.usage[b] for b in bought)) for cap in self.caps),
            avoid if avoid <= open_bundles else frozenset(),
            tuple(self.gains[g] for g in kept) if self.gains else (),
        )
