"""Roman numerals, as parts of documents, appendices and terms of office are numbered."""

from __future__ import annotations

_SIGNS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """The numeral of a number above 0.

    >>> roman(4), roman(94)
    ('IV', 'XCIV')
    """
    text = ""
    for value, letters in _SIGNS:
        text += letters * (number // value)
        number %= value
    return text


def from_roman(text: str) -> int | None:
    """The number of a numeral up to 39; None if the letters are no such numeral.

    >>> from_roman("xii"), from_roman("IIX")
    (12, None)
    """
    return next((n for n in range(1, 40) if roman(n) == text.upper()), None)
