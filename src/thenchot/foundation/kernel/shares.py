"""Shares and numbers as people write them: rounded by a stated rule, adding up to a whole, marked as the language marks them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

Rounding = Literal["half_up", "half_even", "down"]
Language = Literal["vi", "en"]
# A number and its sign stay on one line.
NBSP = "\N{NO-BREAK SPACE}"


def language_named(code: str) -> Language:
    """One of our languages by its code, as a page, a form or a database names it; Vietnamese for any that is not ours.

    >>> language_named("en-gb"), language_named("vi"), language_named("")
    ('en', 'vi', 'vi')
    """
    return "en" if code.startswith("en") else "vi"


def percent(numerator: int, denominator: int, decimals: int = 1, rounding: Rounding = "half_up") -> Decimal:
    """The share in percent, rounded to `decimals` by the stated half-way rule. `denominator` is above 0.

    >>> percent(1, 8, 1), percent(1, 8, 1, "half_even"), percent(2, 3, 0, "down")
    (Decimal('12.5'), Decimal('12.5'), Decimal('66'))
    """
    return Decimal(rounded_ratio(numerator * 100 * 10**decimals, denominator, rounding)).scaleb(-decimals)


def rounded_ratio(top: int, bottom: int, rounding: Rounding) -> int:
    """The ratio as a whole number; halves go up, to even, or everything goes down. Both are 0 or above, `bottom` above 0."""
    whole, rest = divmod(top, bottom)
    match rounding:
        case "down":
            return whole
        case "half_up":
            return whole + (2 * rest >= bottom)
        case "half_even":
            return whole + (2 * rest > bottom or (2 * rest == bottom and whole % 2 == 1))


def largest_remainder(parts: Sequence[int], total: int = 100) -> list[int]:
    """Whole shares of `total` in proportion to the parts, which add up to `total` exactly; ties go to the earlier part.

    >>> largest_remainder([1, 1, 1])
    [34, 33, 33]
    """
    whole = sum(parts)
    if whole == 0:
        return [0] * len(parts)
    shares = [part * total // whole for part in parts]
    remainders = sorted(range(len(parts)), key=lambda i: (-(parts[i] * total % whole), i))
    for i in remainders[: total - sum(shares)]:
        shares[i] += 1
    return shares


def number_text(number: Decimal | int, language: Language) -> str:
    """The number with thousands and decimals marked as the language does; no zeros are added or lost.

    >>> number_text(Decimal("1234567.50"), "vi"), number_text(Decimal("1234.5"), "en")
    ('1.234.567,50', '1,234.5')
    """
    text = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def share_text(shown: Decimal, numerator: int, denominator: int, decimals: int, language: Language) -> str:
    r"""A rounded share with its sign; never "0 %" for something, never "100 %" for less than all; no decimals for whole ones.

    >>> share_text(Decimal("84.6"), 11, 13, 1, "vi"), share_text(Decimal("0.0"), 1, 2500, 1, "en")
    ('84,6\xa0%', '<0.1\xa0%')
    """
    step = Decimal(1).scaleb(-decimals)
    if shown == 0 and numerator > 0:
        return f"<{number_text(step, language)}{NBSP}%"
    if shown == 100 and numerator < denominator:
        return f">{number_text(100 - step, language)}{NBSP}%"
    return f"{number_text(_trimmed(shown), language)}{NBSP}%"


def _trimmed(shown: Decimal) -> Decimal:
    return Decimal(int(shown)) if shown == shown.to_integral_value() else shown
