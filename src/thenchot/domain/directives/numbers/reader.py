"""All the numbers of a text in order, each read in its own surroundings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from thenchot.domain.directives.numbers.around import NOTHING, Around, Given, look_around
from thenchot.domain.directives.numbers.bare import decide_bare
from thenchot.domain.directives.numbers.decide import choose, decide
from thenchot.domain.directives.numbers.grammar import Shape
from thenchot.domain.directives.numbers.model import Parsed, Review
from thenchot.domain.directives.numbers.near_date import last_date
from thenchot.domain.directives.numbers.near_kind import KindWords, kind_before
from thenchot.domain.directives.numbers.scan import Candidate, candidates_in
from thenchot.domain.directives.numbers.tokens import Text


@dataclass(frozen=True, slots=True)
class Found:
    """One place in a text that is, or may be, a document's number."""

    start: int
    end: int
    kind: KindWords
    result: Parsed | Review
    is_evident: bool


def numbers_in(text: Text, given: Given = NOTHING, *, whole: bool = False) -> Iterator[Found]:
    """Every candidate with its result; `whole` says that the text is one spelling, not running text."""
    candidates = candidates_in(text) or (candidates_in(text, lenient=True) if whole else [])
    floor = 0
    for i, candidate in enumerate(candidates):
        ceiling = candidates[i + 1].start if i + 1 < len(candidates) else len(text.norm)
        if candidate.result is not None:
            kind = kind_before(text, candidate.start, floor)
            yield Found(candidate.start, candidate.end, kind, candidate.result, is_evident=True)
            floor = candidate.end
            continue
        alone = whole and len(candidates) == 1
        found, floor = _read(text, candidate, floor, ceiling, given, whole=whole, alone=alone)
        yield found


def _read(
    text: Text, candidate: Candidate, floor: int, ceiling: int, given: Given, *, whole: bool, alone: bool
) -> tuple[Found, int]:
    shape = candidate.shapes[0]
    around = look_around(text, shape, floor, ceiling, given, whole=whole)
    if not candidate.is_bare and len(candidate.shapes) > 1:
        shape = choose(candidate.shapes, around)
        around = look_around(text, shape, floor, ceiling, given, whole=whole)
    if alone and around.day is None and shape.year:
        around = replace(around, day=last_date(text, shape.end, shape.year))
    shown = text.span(around.kind.start if around.kind.adjacent else shape.start, max(shape.end, around.day_end))
    result = decide_bare(shape, around, shown) if candidate.is_bare else decide(shape, around, shown)
    found = Found(shape.start, shape.end, around.kind, result, is_evident=_is_evident(shape, around, result))
    return found, max(shape.end, around.day_end)


def _is_evident(shape: Shape, around: Around, result: Parsed | Review) -> bool:
    """Whether a doubtful reading is surely meant as a number, so that a person should see it."""
    if isinstance(result, Parsed):
        return True
    kind = around.kind
    is_named = (kind.adjacent and not kind.is_short) or kind.marked
    if not shape.type_codes and shape.issuer is None:
        return kind.marked or (kind.adjacent and result.reason != "issuer_missing")
    is_whole = shape.issuer_listed and not shape.is_spaced_out and not shape.is_small
    return is_named or is_whole or (kind.adjacent and shape.issuer is not None)
