"""Authorised against actual, of one post in one unit. Pure functions."""

from __future__ import annotations

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
