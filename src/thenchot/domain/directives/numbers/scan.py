"""Where in a text may a document number begin? Candidates in order, each with what kind of reading it needs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from thenchot.domain.directives.numbers.bare import may_be_bare
from thenchot.domain.directives.numbers.grammar import Shape, number_at, shapes_at
from thenchot.domain.directives.numbers.kinds import codes_spelled, kinds
from thenchot.domain.directives.numbers.model import Parsed, Review
from thenchot.domain.directives.numbers.named import named_in
from thenchot.domain.directives.numbers.near_kind import kind_before
from thenchot.domain.directives.numbers.standards import standards_in
from thenchot.domain.directives.numbers.tokens import LETTER, Text, fold

_DIGITS = re.compile("[0-9]+")
_LETTERS_BEFORE = re.compile(rf"[{LETTER}]{{1,12}}\Z")
_SPLIT_BEFORE = re.compile(r"(?<![a-z])(?:so|no|number)\s?[:.]?\s?[0-9]{1,3} \Z")
_INNER = re.compile(rf"(?:[0-9]|(?<![{LETTER}])[lIO])\s*[/\-_]\s*\Z|[0-9][.,]\Z")
# The number itself is missing («Số: …/2024/TT-BQP»), or a bar stands where a 1 may have been.
_MISSING = re.compile(rf"(?:^|[^{LETTER}0-9\s])\s*/\s*\Z|(?:so|no)\s*[:.]?\s*(?:/\s*|\|)\Z", re.IGNORECASE)
_SPACED_DASH = re.compile(r"\s-\s+\Z")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be a number: shapes of a symbol, or a bare number, or a result already certain."""

    start: int
    end: int
    shapes: tuple[Shape, ...] = ()
    is_bare: bool = False
    result: Parsed | Review | None = None


def candidates_in(text: Text, *, lenient: bool = False) -> list[Candidate]:
    """Candidates in order of position, none inside another.

    `lenient` also takes a kind with a plain number and nothing more, as when that is all a person typed.
    """
    certain = [Candidate(start, end, result=result) for start, end, result in standards_in(text)]
    certain += [
        Candidate(start, end, result=Review(reason="named_document", found=text.span(start, end)))
        for start, end in named_in(text)
    ]
    taken = sorted(certain, key=lambda candidate: candidate.start)
    return sorted([*taken, *_numbers(text, taken, lenient=lenient)], key=lambda candidate: candidate.start)


def _numbers(text: Text, taken: list[Candidate], *, lenient: bool) -> Iterator[Candidate]:
    after, blocked = 0, iter(taken)
    block = next(blocked, None)
    for digits in _DIGITS.finditer(text.norm):
        while block and block.end <= digits.start():
            block = next(blocked, None)
        if digits.start() < after or (block and block.start <= digits.start()):
            continue
        candidate = _candidate(text, digits.start(), after, lenient=lenient)
        if candidate:
            after = candidate.end
            yield candidate


def _candidate(text: Text, digit: int, floor: int, *, lenient: bool) -> Candidate | None:
    start = _start(text, digit)
    if start is None:
        return None
    shapes = shapes_at(text, start)
    if shapes:
        problem = _left_problem(text, start)
        marked = tuple(_with_problem(shape, problem) for shape in shapes)
        return Candidate(start, max(shape.end for shape in shapes), marked)
    return _bare(text, start, floor, lenient=lenient)


def _bare(text: Text, start: int, floor: int, *, lenient: bool) -> Candidate | None:
    if _left_problem(text, start):
        return None
    shape = number_at(text, start)
    if shape is None:
        return None
    kind = kind_before(text, start, floor)
    if not kind.adjacent and not (kind.kinds and kind.marked):
        return None
    fits = may_be_bare(text, shape, marked=kind.marked or lenient)
    is_glued = shape.problem == "number_year_glued" and kind.marked
    return Candidate(start, shape.end, (shape,), is_bare=True) if fits or is_glued else None


def _start(text: Text, digit: int) -> int | None:
    """Where the number begins: at the digit, or at a misread l, I or O before it; None inside a code or a word."""
    if text.norm[max(0, digit - 1) : digit] == "%":
        return None  # an escaped letter of an address
    letters = _LETTERS_BEFORE.search(text.norm, max(0, digit - 12), digit)
    if letters is None:
        return digit
    word = letters.group()
    if set(word) <= set("lIOo") and len(word) <= 2:
        return letters.start()
    is_glued = fold(word) in _words_before_numbers() or (len(word) > 1 and codes_spelled(word) == (word,))
    return digit if is_glued else None


@cache
def _words_before_numbers() -> frozenset[str]:
    """Words that a number is found glued to: «số31», «quyết57»."""
    last = {fold(word).split()[-1] for kind in kinds() for word in (kind.name_vi, *kind.words)}
    return frozenset(last | {"so", "no", "hieu"}) | frozenset(
        fold(word).replace(" ", "") for kind in kinds() for word in (kind.name_vi, *kind.words)
    )


def _left_problem(text: Text, start: int) -> str:
    before = text.norm[max(0, start - 24) : start]
    if _INNER.search(before) and not _SPACED_DASH.search(before):
        return "left_part_unclear"
    if _MISSING.search(fold(before)):
        return "left_part_unclear"
    return "number_split" if _SPLIT_BEFORE.search(text.folded[max(0, start - 24) : start]) else ""


def _with_problem(shape: Shape, problem: str) -> Shape:
    return replace(shape, problem=shape.problem or problem) if problem else shape
