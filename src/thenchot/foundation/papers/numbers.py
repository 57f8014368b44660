"""How a value of a document is written in its language: numbers, shares with the word before them, days, nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from thenchot.foundation.kernel import shares
from thenchot.foundation.kernel.shares import NBSP, Language, number_text, rounded_ratio
from thenchot.foundation.papers.document import Column, Row, Share, Table, Value

NOTHING = "\N{EN DASH}"
SAID: dict[Language, dict[str, str]] = {
    "vi": {"over": "trên", "nearly": "gần", "under": "dưới", "about": "khoảng"},
    "en": {"over": "over", "nearly": "nearly", "under": "under", "about": "about"},
}
# A share that is said to be over a number is not under it: rounded towards the side the word allows.
_DOWN, _UP = ("over",), ("nearly", "under")


def said(value: Value, language: Language, column: Column | None = None) -> str:
    r"""The value in words. A column says how many decimals its numbers have; without one a number keeps its own.

    >>> said(Share(1, 8), "vi"), said(Decimal("1234.5"), "vi"), said(0, "vi"), said(None, "vi") == NOTHING
    ('12,5\xa0%', '1.234,5', '0', True)
    """
    match value:
        case None:
            return NOTHING
        case str():
            return value
        case Share():
            return share_said(value, language)
        case date():
            return f"{value:%d/%m/%Y}"
        case bool():
            return str(value)
        case int() | Decimal() | Fraction():
            return _number(value, language, column)
    raise TypeError(value)


def _number(value: int | Decimal | Fraction, language: Language, column: Column | None) -> str:
    if column is not None and column.kind == "share":
        return f"{number_text(rounded(value, column.places), language)}{NBSP}%"
    if column is not None and column.kind in {"whole", "decimal"}:
        places = column.places if column.kind == "decimal" else 0
        exact = rounded(value, places)
        return number_text(value if isinstance(value, Decimal) and exact != value and not places else exact, language)
    return number_text(rounded(value, 2) if isinstance(value, Fraction) else value, language)


def rounded(value: int | Decimal | Fraction, places: int) -> Decimal:
    """Half up, away from zero.

    >>> rounded(Fraction(-5, 2), 0), rounded(Decimal("1.005"), 2)
    (Decimal('-3'), Decimal('1.01'))
    """
    exact = Fraction(value)
    whole = rounded_ratio(abs(exact.numerator) * 10**places, exact.denominator, "half_up")
    # Made of its digits: arithmetic would round it to those of the context.
    return Decimal((int(exact < 0 < whole), tuple(map(int, str(whole))), -places))


def shown_percent(share: Share) -> Decimal:
    """The number that is printed: as whoever made the figure rounded it, else rounded so that the word before it is true.

    >>> shown_percent(Share(977, 1000, 0, "over")), shown_percent(Share(197, 1000, 0, "nearly")), shown_percent(Share(1, 8, 0))
    (Decimal('97'), Decimal('20'), Decimal('13'))
    """
    if share.shown is not None:
        return share.shown
    if share.comparator in _DOWN:
        return shares.percent(share.part, share.whole, share.places, "down")
    if share.comparator in _UP:
        scale = 10**share.places
        return Decimal(-(-share.part * 100 * scale // share.whole)).scaleb(-share.places)
    return shares.percent(share.part, share.whole, share.places)


def share_said(share: Share, language: Language) -> str:
    r"""The share as the organisation says it.

    >>> share_said(Share(977, 1000, 0, "over"), "vi"), share_said(Share(1, 1000, 1, "under", Decimal("0.2")), "en")
    ('trên\xa097\xa0%', 'under\xa00.2\xa0%')
    """
    shown = shown_percent(share)
    if share.comparator:
        plain = shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown
        return f"{SAID[language][share.comparator]}{NBSP}{number_text(plain, language)}{NBSP}%"
    return shares.share_text(shown, share.part, share.whole, share.places, language)


def largest_remainder(parts: Sequence[int], places: int = 0) -> tuple[Decimal, ...]:
    """Percentages of `places` decimals that add up to 100 exactly, for parts that are a whole; all 0 where the whole is 0.

    >>> largest_remainder([1, 1, 1], 1)
    (Decimal('33.4'), Decimal('33.3'), Decimal('33.3'))
    """
    return tuple(Decimal(share).scaleb(-places) for share in shares.largest_remainder(list(parts), 100 * 10**places))


def whole_shares(parts: Sequence[int], places: int = 1) -> tuple[Share | None, ...]:
    """The parts as shares of their sum, printed so that they add up to 100; None each where there is nothing to share."""
    whole = sum(parts)
    if not whole:
        return tuple(None for _ in parts)
    shown = largest_remainder(parts, places)
    return tuple(Share(part, whole, places, shown=number) for part, number in zip(parts, shown, strict=True))


def total_row(table: Table, word: str) -> Row | None:
    """The last row of a table that has columns to sum: `strong` rows are sums already and are left out.

    A share's sum is the sum of its parts over the sum of its wholes, never a sum of percentages. A column in which nothing was
    measured sums to nothing, not to 0.
    """
    if not table.rows or not any(column.total for column in table.columns):
        return None
    cells = [
        _total([row.cells[place] for row in table.rows if not row.strong]) if column.total else ""
        for place, column in enumerate(table.columns)
    ]
    if (place := next((n for n, c in enumerate(table.columns) if c.kind == "text" and not c.total), None)) is not None:
        cells[place] = word
    return Row(tuple(cells), strong=True)


def _total(values: list[Value]) -> Value:
    measured = [value for value in values if value is not None and not isinstance(value, str | date)]
    if not measured:
        return None
    found = [value for value in measured if isinstance(value, Share)]
    if found:
        return Share(sum(one.part for one in found), sum(one.whole for one in found), max(one.places for one in found))
    numbers = [value for value in measured if isinstance(value, int | Decimal | Fraction)]
    if any(isinstance(value, Fraction) for value in numbers):
        return sum((Fraction(value) for value in numbers), Fraction(0))
    return sum(numbers, 0)
