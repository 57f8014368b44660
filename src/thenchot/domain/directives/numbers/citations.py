"""Which documents does a text cite, where, of which date, and do its words agree with the symbols?"""

import re

from thenchot.domain.directives.numbers.model import Citation, Parsed
from thenchot.domain.directives.numbers.reader import Found, numbers_in
from thenchot.domain.directives.numbers.tokens import Text, read

_REACH = 300
_SENTENCE_END = re.compile(r"[.!?…;][\"”)]*\s+(?=[A-ZÀ-ỸĐ0-9\"“(-])|\n\s*\n")


def find_citations(text: str) -> list[Citation]:
    """Every document number in a text, in order, with its place, date, sentence and conflicts.

    Whole tokens only; `raw` is `text[start:end]`, from the number to the end of the symbol. A number that a person must
    decide on is given as a Review. Takes linear time; never raises on any text.
    """
    prepared = read(text)
    return [_citation(prepared, found) for found in numbers_in(prepared) if found.is_evident]


def _citation(text: Text, found: Found) -> Citation:
    start, end = text.at(found.start), text.at(found.end)
    parsed = found.result if isinstance(found.result, Parsed) else None
    return Citation(
        start=start,
        end=end,
        raw=text.raw[start:end],
        result=found.result,
        date=parsed.date if parsed else None,
        context=_sentence(text, found.start, found.end),
        conflicts=parsed.conflicts if parsed else (),
    )


def _sentence(text: Text, start: int, end: int) -> str:
    """The sentence round a number, on one line, cut at a bounded distance."""
    first, last = max(0, start - _REACH), min(len(text.norm), end + _REACH)
    for match in _SENTENCE_END.finditer(text.norm, first, start):
        first = match.end()
    stop = _SENTENCE_END.search(text.norm, end, last)
    return " ".join(text.span(first, stop.start() + 1 if stop else last).split())
