"""Stock numbers as people write them, and what a grade scheme must hold. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thenchot.foundation.kernel.refusal import Refusal

# A NATO stock number: class, nation, item in two parts (AC/135 codification: 4, 2, 3 and 4 digits).
_NATO = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{3})([0-9]{4})")


def stock_spellings(text: str) -> frozenset[str]:
    """The ways one stock number may stand in the catalogue: as given, without dashes, and in the 4-2-3-4 form.

    >>> sorted(stock_spellings("1005-00-073-9421"))
    ['1005-00-073-9421', '1005000739421']
    """
    given = " ".join(text.split())
    joined = re.sub(r"[\s\u2010-\u2015-]", "", given)
    spellings = {given, joined}
    if digits := _NATO.fullmatch(joined):
        spellings.add("-".join(digits.groups()))
    return frozenset(spellings - {""})


@dataclass(frozen=True, slots=True)
class GradeTerms:
    """What a grade of a scheme says, apart from its wording."""

    code: int
    is_good: bool
    is_available: bool
    is_disposal_candidate: bool


def check_grades(grades: Sequence[GradeTerms]) -> None:
    """A scheme has at least two grades, each code once, and none is both good and a candidate for disposal."""
    codes = [grade.code for grade in grades]
    if len(codes) < 2:
        raise Refusal("A grade scheme needs at least two grades")
    for code in codes:
        if codes.count(code) > 1:
            raise Refusal("Grade {code} stands twice in the scheme", code=code)
    for grade in grades:
        if grade.is_good and grade.is_disposal_candidate:
            raise Refusal("Grade {code} cannot be good and a candidate for disposal at once", code=grade.code)
