"""Authorised against actual, of one post in one unit. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strength:
    """How many are authorised and how many serve."""

    authorised: int
    actual: int

    @property
    def missing(self) -> int:
        """How many are lacking; none where there are more than authorised."""
        return max(0, self.authorised - self.actual)

    @property
    def over(self) -> int:
        """How many are beyond what is authorised."""
        return max(0, self.actual - self.authorised)


def filled_share(lines: Iterable[Strength]) -> tuple[int, int]:
    """Posts filled and posts authorised, summed line by line: a surplus in one hides no lack in another.

    >>> filled_share([Strength(2, 3), Strength(2, 0)])
    (2, 4)
    """
    found = list(lines)
    return sum(min(one.authorised, one.actual) for one in found), sum(one.authorised for one in found)
