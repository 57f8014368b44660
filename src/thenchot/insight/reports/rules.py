"""What is said of a figure: did it rise, fall or stay as it was, by how many points, and which word stands before it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from thenchot.foundation.indicators import rules as shares
from thenchot.foundation.indicators.rules import Rounding, Target

Direction = Literal["rising", "falling", "unchanged", "no_before"]
Word = Literal["", "over", "nearly", "under"]
Verdict = Literal["met", "missed", "missed_over", "missed_unreachable", "no_target"]


@dataclass(frozen=True, slots=True)
class Change:
    """How a share moved, in percentage points of the printed numbers, so that a reader who subtracts finds the same."""

    direction: Direction
    points: Decimal = Decimal(0)


def change(
    now: tuple[int, int], before: tuple[int, int] | None, decimals: int = 1, rounding: Rounding = "half_up"
) -> Change:
    """The change between two shares, each (numerator, denominator); a share of nothing is no share.

    >>> change((3, 4), (1, 2)), change((2, 3), None).direction
    (Change(direction='rising', points=Decimal('25.0')), 'no_before')
    """
    if before is None or not before[1] or not now[1]:
        return Change("no_before")
    points = shares.percent(*now, decimals, rounding) - shares.percent(*before, decimals, rounding)
    if not points:
        return Change("unchanged")
    return Change("rising" if points > 0 else "falling", abs(points))


def verdict(met: bool | None, target: Target | None, gap: int | None, direction: Literal["higher", "lower"]) -> Verdict:
    """What is said of a measured figure and its target."""
    if target is None or met is None:
        return "no_target"
    if met:
        return "met"
    if not gap:
        return "missed_unreachable"
    return "missed_over" if direction == "lower" else "missed"


@dataclass(frozen=True, slots=True)
class Saying:
    """A share as leadership says it: a word and the number after it, in percent; without a word the exact share is printed."""

    word: Word = ""
    number: Decimal | None = None


def saying(numerator: int, denominator: int, target: Target | None) -> Saying:
    """The word before a share: set by the comparator of a target that is met, and true of the share itself.

    A target "over 97 %" that is met is said "over 97 %" (or the next whole percent below the share), one "under 0.2 %" is said
    "under 0.2 %", one "about 20 %" is said "nearly 20 %" from below. A whole percentage, and a target missed, are said exactly.

    >>> saying(673, 691, Target(">", Decimal(97))), saying(2, 1010, Target("<", Decimal("0.2"))).word
    (Saying(word='over', number=Decimal('97')), 'under')
    """
    if not denominator or target is None or shares.met(numerator, denominator, target) is not True:
        return Saying()
    if 100 * numerator % denominator == 0:
        return Saying()
    match target.comparator:
        case ">":
            below = Decimal(numerator * 100 // denominator)
            return Saying("over", max(below, target.percent))
        case "<":
            return Saying("under", target.percent)
        case "~":
            top, bottom = target.percent.as_integer_ratio()
            return Saying("nearly" if numerator * 100 * bottom < top * denominator else "over", target.percent)
    return Saying()
