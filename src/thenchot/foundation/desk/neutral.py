"""Text that a spreadsheet would take for a formula, made harmless in a csv file, and back again."""

from __future__ import annotations

DANGEROUS = "=+-@\t\r\n"


def neutral(text: str) -> str:
    """With an apostrophe before it where a spreadsheet would calculate; numbers are not text and never come here.

    >>> neutral("=1+1"), neutral("kho 3"), neutral("'tis")
    ("'=1+1", 'kho 3', "''tis")
    """
    return f"'{text}" if text[:1] in DANGEROUS + "'" and text else text


def restore(text: str) -> str:
    """What `neutral` was given: `restore(neutral(text)) == text` for every text.

    >>> restore("'=1+1"), restore("kho 3")
    ('=1+1', 'kho 3')
    """
    return text.removeprefix("'")
