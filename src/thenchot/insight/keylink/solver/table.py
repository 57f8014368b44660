"""The exact best choice of one plan per independent part: a table over weights, on whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from thenchot.insight.keylink.solver.tree import Option

UNREACHABLE = 1 << 61
LARGEST = 60_000_000


def fits(choices: Sequence[Sequence[Option]], height: int) -> bool:
    """Whether the table of this height can be held in memory and its prices in 64 bits."""
    highest = sum(max((price for _, price, _ in options), default=0) for options in choices)
    widest = max((len(options) for options in choices), default=0)
    work = (height + 1) * sum(len(options) for options in choices)
    return (height + 1) * len(choices) <= LARGEST and work <= 40 * LARGEST and highest < UNREACHABLE and widest < 30_000


class Table:
    """`least[v]`: the least price at which the parts together weigh at least v, for v in 0..height."""

    def __init__(self, choices: Sequence[Sequence[Option]], height: int) -> None:
        self.choices = choices
        self.height = height
        self.least: NDArray[np.int64] = np.full(height + 1, UNREACHABLE, dtype=np.int64)
        self.least[0] = 0
        self._picks = [self._add(options) for options in choices]

    def _add(self, options: Sequence[Option]) -> NDArray[np.int16]:
        best = np.full(self.height + 1, UNREACHABLE, dtype=np.int64)
        pick = np.zeros(self.height + 1, dtype=np.int16)
        for index, (weight, price, _) in enumerate(options):
            reached = self._shifted(weight) + price
            better = reached < best
            best[better] = reached[better]
            pick[better] = index
        self.least = np.minimum(best, UNREACHABLE)
        return pick

    def _shifted(self, weight: int) -> NDArray[np.int64]:
        """For each v, the least price so far at weight v - `weight`, or at nothing where that is below zero."""
        if weight == 0:
            return self.least
        low = min(weight, self.height + 1)
        return np.concatenate((np.full(low, self.least[0]), self.least[: self.height + 1 - low]))

    def groups_at(self, weight: int) -> set[int]:
        """The groups of the cheapest choice that weighs at least `weight`."""
        found: set[int] = set()
        for options, pick in zip(reversed(self.choices), reversed(self._picks), strict=True):
            gained, _, groups = options[int(pick[weight])]
            found.update(groups)
            weight = max(0, weight - gained)
        return found
