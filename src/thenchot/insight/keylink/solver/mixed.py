"""Several targets or limits at once, as bare numbers: groups, bundles, what must be won and what may be used."""

from __future__ import annotations

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
    """Groups with their bundles, prices of bundles, what must be won, what may be used; `avoid` is a plan's bundles."""

    groups: tuple[tuple[int, ...], ...]
    prices: tuple[int, ...]
    demands: tuple[Demand, ...] = ()
    caps: tuple[Cap, ...] = ()
    avoid: frozenset[int] = frozenset()

    @cached_property
    def users(self) -> list[list[int]]:
        """For each bundle, the groups that need it."""
        found: list[list[int]] = [[] for _ in self.prices]
        for group, bundles in enumerate(self.groups):
            for bundle in bundles:
                found[bundle].append(group)
        return found

    def allows(self, groups: set[int]) -> bool:
        """Whether a choice keeps every demand and cap and differs from the plan to avoid; on whole numbers."""
        bought = {b for g in groups for b in self.groups[g]}
        return (
            all(sum(d.weights[g] for g in groups) >= d.need for d in self.demands)
            and all(sum(cap.usage[b] for b in bought) <= cap.most for cap in self.caps)
            and (not self.avoid or not self.avoid <= bought)
        )
