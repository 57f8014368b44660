"""Reads a number as people write it in their language; a form that the other language reads differently is refused."""

from __future__ import annotations

import re
from decimal import Decimal

from thenchot.foundation.kernel.refusal import Refusal

_MARKS = {"vi": (".", ","), "en": (",", ".")}
_EXAMPLE = {"vi": "1.234,5", "en": "1,234.5"}


def exact(text: str, language: str) -> Decimal:
    """The number in the language's own form, groups of three or none: vi 1.234,5; en 1,234.5. Anything else is refused.

    >>> exact("1.234,5", "vi"), exact("1234.5", "en"), exact("1.234", "vi")
    (Decimal('1234.5'), Decimal('1234.5'), Decimal('1234'))
    """
    group, point = (re.escape(mark) for mark in _MARKS[language])
    blank = "[ \\u00a0\\u202f]"
    whole = rf"(?:\d+|\d{{1,3}}(?:{group}\d{{3}})+|\d{{1,3}}(?:{blank}\d{{3}})+)"
    if not re.fullmatch(rf"[-\u2212]?{whole}(?:{point}\d+)?", text.strip(), re.ASCII):
        raise Refusal(
            "“{text}” is not a number as it is written here; write it like {example}",
            text=text,
            example=_EXAMPLE[language],
        )
    plain = re.sub(rf"{group}|{blank}", "", text.strip()).replace("\u2212", "-")
    return Decimal(plain.replace(_MARKS[language][1], "."))


def written(number: Decimal, language: str) -> str:
    """The number as a form shows it for editing: no groups, the language's decimal mark.

    >>> written(Decimal("1234.5"), "vi")
    '1234,5'
    """
    return format(number, "f").replace(".", _MARKS[language][1])
