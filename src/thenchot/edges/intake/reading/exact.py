"""Which decimal does a number cell mean?

A spreadsheet keeps numbers as binary floats and shows at most fifteen significant digits. The shortest decimal that gives
the same float is what was typed; where a fraction takes more than fifteen digits (0.1 + 0.2), the fifteen shown are meant.
Whole numbers written as text keep every digit.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

SHOWN_DIGITS = 15
LONGEST_WHOLE = 400
_shown = Context(prec=SHOWN_DIGITS)
_number = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?\s*", re.ASCII)


def exact_number(text: str) -> int | Decimal | None:
    """Return the whole number or decimal written in a number cell, None if the text is no finite number."""
    if text.isdigit() and text.isascii() and len(text) <= LONGEST_WHOLE:
        return int(text)
    if len(text) > LONGEST_WHOLE or not _number.fullmatch(text):
        return None
    return _simplest(Decimal(text))


def exact_float(value: float) -> int | Decimal | None:
    """Return the whole number or decimal a binary float stands for, None if it is not finite."""
    return exact_number(repr(value))


def _simplest(number: Decimal) -> int | Decimal | None:
    if number.adjusted() > LONGEST_WHOLE or number.adjusted() < -LONGEST_WHOLE:
        return None if number else 0
    if number == number.to_integral_value():
        return int(number)
    if len(number.as_tuple().digits) > SHOWN_DIGITS:
        number = _shown.plus(number)
        if number == number.to_integral_value():
            return int(number)
    return number.normalize(Context(prec=LONGEST_WHOLE))
