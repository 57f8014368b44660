"""Authorised against actual. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Held:
    """What a unit is authorised of a type and what it holds; `authorised` is None where nothing says."""

    authorised: Decimal | None
    actual: Decimal

    @property
    def missing(self) -> Decimal:
        """How much is lacking to the establishment."""
        return max((self.authorised or Decimal(0)) - self.actual, Decimal(0))

    @property
    def over(self) -> Decimal:
        """How much is held beyond the establishment; where nothing says, nothing is beyond it."""
        return Decimal(0) if self.authorised is None else max(self.actual - self.authorised, Decimal(0))

    @property
    def filled(self) -> Decimal:
        """How much of the establishment is there: what is beyond it in one line fills no other."""
        return min(self.actual, self.authorised or Decimal(0))


def on_hand_ratio(lines: Iterable[Held]) -> tuple[Decimal, Decimal]:
    """Numerator and denominator of the equipment-on-hand ratio: filled over authorised, summed line by line.

    A surplus of one type, or of one unit, does not hide the lack of another.

    >>> on_hand_ratio([Held(Decimal(2), Decimal(5)), Held(Decimal(4), Decimal(1))])
    (Decimal('3'), Decimal('6'))
    """
    found = list(lines)
    return sum((h.filled for h in found), Decimal(0)), sum((h.authorised or Decimal(0) for h in found), Decimal(0))
