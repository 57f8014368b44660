"""What a figure says, in integers: is the target met, how many records are short, how is a share written.

A share is always a numerator and a denominator; it is compared and rounded by cross-multiplication, never by division in floats
(17 of 20 meets 85 % exactly).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, get_args

from thenchot.foundation.kernel.shares import (
    NBSP,
    Language,
    Rounding,
    largest_remainder,
    number_text,
    percent,
    rounded_ratio,
    share_text,
)

Comparator = Literal[">=", ">", "<", "<=", "~"]

COMPARATORS: tuple[str, ...] = get_args(Comparator)
ROUNDINGS: tuple[str, ...] = get_args(Rounding)
# Also found here by those who ask what a figure says.
__all__ = ["NBSP", "Language", "Rounding", "largest_remainder", "number_text", "percent", "rounded_ratio"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a share is held against, in percent. `~` means about: no more than `within` percentage points away.

    With `compared_at` the share is first rounded to that many decimals by `rounding` (84.5 % may then pass as 85 %);
    without, it is compared exactly.
    """

    comparator: Comparator
    percent: Decimal
    within: Decimal = Decimal(0)
    compared_at: int | None = None
    rounding: Rounding = "half_up"


def met(numerator: int, denominator: int, target: Target) -> bool | None:
    """Does the share meet the target? None when there is nothing to measure (a denominator of 0).

    >>> met(17, 20, Target(">=", Decimal(85))), met(0, 0, Target(">=", Decimal(85)))
    (True, None)
    """
    if denominator == 0:
        return None
    if target.compared_at is not None:
        rounded = percent(numerator, denominator, target.compared_at, target.rounding)
        numerator, denominator = (rounded / 100).as_integer_ratio()
    match target.comparator:
        case ">=":
            return _excess(numerator, denominator, target.percent) >= 0
        case ">":
            return _excess(numerator, denominator, target.percent) > 0
        case "<=":
            return _excess(numerator, denominator, target.percent) <= 0
        case "<":
            return _excess(numerator, denominator, target.percent) < 0
        case "~":
            return (
                _excess(numerator, denominator, target.percent - target.within) >= 0
                and _excess(numerator, denominator, target.percent + target.within) <= 0
            )


def _excess(numerator: int, denominator: int, bound: Decimal) -> int:
    """The sign of numerator / denominator - bound %, in integers; `denominator` is above 0."""
    top, bottom = bound.as_integer_ratio()
    return numerator * 100 * bottom - top * denominator


def gap(numerator: int, denominator: int, target: Target, step: int = 1) -> int | None:
    """How much the numerator must change, in the direction of the target, until the target is met; 0 when it is.

    A multiple of `step` (the scale of a quantity) unless all the room there is must be used. None when nothing is measured, or
    when no numerator from 0 to the denominator meets the target (as with over 100 %).

    >>> gap(22, 30, Target(">=", Decimal(80))), gap(3, 1000, Target("<", Decimal("0.2")))
    (2, 2)
    """
    standing = met(numerator, denominator, target)
    if standing is not False:
        return 0 if standing else None
    edge = _edge(numerator, denominator, target)
    rising = edge.comparator in {">=", ">"}
    room = denominator - numerator if rising else numerator
    needed = _least(room, step, lambda k: met(numerator + (k if rising else -k), denominator, edge) is True)
    if needed is None or not met(numerator + (needed if rising else -needed), denominator, target):
        return None
    return needed


def _edge(numerator: int, denominator: int, target: Target) -> Target:
    """The side of the target that is still to be reached; only a target of `~` has two."""
    if target.comparator != "~":
        return target
    if _excess(numerator, denominator, target.percent) < 0:
        return replace(target, comparator=">=", percent=target.percent - target.within)
    return replace(target, comparator="<=", percent=target.percent + target.within)


def _least(room: int, step: int, enough: Callable[[int], bool]) -> int | None:
    """The least multiple of `step` up to `room`, else `room` itself, that is enough; `enough` stays true once it is."""
    if room <= 0 or not enough(room):
        return None
    few, many = 0, -(-room // step)
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if enough(middle * step) else (middle, many)
    return min(many * step, room)


def percent_text(
    numerator: int,
    denominator: int,
    language: Language,
    *,
    decimals: int = 1,
    rounding: Rounding = "half_up",
    target: Target | None = None,
) -> str:
    r"""The share as it is printed: "84,6 %", "<0,1 %", ">99,9 %"; whole percentages without decimals.

    Never "0 %" for something, never "100 %" for less than all, and never a number that meets the target when the share does
    not (or the other way round): then more decimals are shown, at last only the side of the target it is on.

    >>> percent_text(11, 13, "vi"), percent_text(1, 2500, "en"), percent_text(2499, 2500, "en"), percent_text(17, 20, "vi")
    ('84,6\xa0%', '<0.1\xa0%', '>99.9\xa0%', '85\xa0%')
    """
    for places in range(decimals, decimals + 6):
        shown = percent(numerator, denominator, places, rounding)
        if target is None or _same_side(numerator, denominator, shown, target):
            return share_text(shown, numerator, denominator, places, language)
    assert target is not None
    sign = "<" if _excess(numerator, denominator, target.percent) < 0 else ">"
    return f"{sign}{number_text(target.percent, language)}{NBSP}%"


def _same_side(numerator: int, denominator: int, shown: Decimal, target: Target) -> bool:
    """Does the printed number meet the target just as the share does?"""
    return met(*(shown / 100).as_integer_ratio(), target) == met(numerator, denominator, target)


_BOUNDS: dict[Language, dict[str, str]] = {
    "vi": {">=": "từ {} trở lên", ">": "trên {}", "<=": "không quá {}", "<": "dưới {}", "~": "khoảng {}"},
    "en": {">=": "{} or more", ">": "over {}", "<=": "at most {}", "<": "under {}", "~": "about {}"},
}


def target_text(comparator: Comparator, bound: Decimal, language: Language) -> str:
    r"""The target in words; all of them is simply 100 %.

    >>> target_text(">", Decimal(97), "vi"), target_text("<", Decimal("0.2"), "vi")
    ('trên 97\xa0%', 'dưới 0,2\xa0%')
    """
    text = f"{number_text(bound, language)}{NBSP}%"
    return text if comparator == ">=" and bound == 100 else _BOUNDS[language][comparator].format(text)


def target_sign(comparator: Comparator, bound: Decimal, language: Language) -> str:
    """The target in signs: "≥ 80 %"."""
    signs = {">=": "≥", "<=": "≤", "~": "≈"}
    return f"{signs.get(comparator, comparator)}{NBSP}{number_text(bound, language)}{NBSP}%"


def is_name(code: str) -> bool:
    """May this text name an indicator, a slice, a cause or a bound? Lower-case letters, digits and `_`, a letter first."""
    return code.isascii() and code.isidentifier() and code == code.lower() and not code.startswith("_")
