"""Codes of Party bodies, and what may be written of bodies and memberships. Pure functions.

The code: M1.M2.M3.M4.M5 of 2+3+3+3+3 digits (208-QĐ/TW of 2026, from secondary sources): example, not official.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from thenchot.foundation.kernel.dates import Interval, first_overlap
from thenchot.foundation.kernel.refusal import Refusal

PARTY_KINDS = ("party_organisation", "party_cell")
_PARTS = (2, 3, 3, 3, 3)
DIGITS = sum(_PARTS)


def code_parts(code: str) -> tuple[str, ...]:
    """The five parts of a Party body's code; refuses one that is not 14 digits or skips a level.

    >>> code_parts("01002003000000")
    ('01', '002', '003', '000', '000')
    """
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        raise Refusal("The code {code} is not 14 digits", field="code", code=code)
    starts = [sum(_PARTS[:place]) for place in range(len(_PARTS))]
    parts = tuple(code[start : start + size] for start, size in zip(starts, _PARTS, strict=True))
    filled = [int(part) != 0 for part in parts]
    if not filled[0] or any(later and not earlier for earlier, later in pairwise(filled)):
        raise Refusal("The code {code} skips a level: 000 stands only at its end", field="code", code=code)
    return parts


def parent_code(code: str) -> str | None:
    """The code of the body above by the digits alone; None for the highest.

    >>> parent_code("01002003000000"), parent_code("01000000000000")
    ('01002000000000', None)
    """
    parts = code_parts(code)
    depth = sum(int(part) != 0 for part in parts)
    if depth == 1:
        return None
    above = [part if place < depth - 1 else "0" * len(part) for place, part in enumerate(parts)]
    return "".join(above)


def check_place(kind: str, code: str, parent_kind: str | None, parent: str | None) -> None:
    """A Party body stands under the one its code names, none under a cell; mass organisations keep among themselves."""
    if parent_kind == "party_cell" and kind in PARTY_KINDS:
        raise Refusal("Nothing stands under a cell", field="parent")
    if parent_kind is not None and (kind in PARTY_KINDS) != (parent_kind in PARTY_KINDS):
        raise Refusal("A body stands under one of its own kind", field="parent")
    if kind not in PARTY_KINDS:
        if parent_kind not in {None, kind}:
            raise Refusal("A body stands under one of its own kind", field="parent")
        return
    expected = parent_code(code)
    if parent is not None and expected != parent:
        raise Refusal(
            "By its code {code} the body stands under {expected}, not under {parent}",
            field="code",
            code=code,
            expected=expected or "0",
            parent=parent,
        )


def check_membership(known: Iterable[Interval], new: Interval, *, founded_on: date, closed_on: date | None) -> None:
    """One body of a kind at a time, and only while the body is there."""
    if new.start < founded_on or (closed_on is not None and new.start >= closed_on):
        raise Refusal("The body is not there on {on}", field="on", on=new.start)
    if clash := first_overlap([*known, new]):
        raise Refusal(
            "The person belongs to a body of this kind already from {start}",
            field="on",
            start=clash[0].start,
        )
