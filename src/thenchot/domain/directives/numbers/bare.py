"""Which document is «Nghị quyết 382 ngày 29/11/2007 của Đảng ủy Quân sự Trung ương», where no symbol is written?"""

import re

from thenchot.domain.directives.numbers.around import Around
from thenchot.domain.directives.numbers.by_issuer import party_codes
from thenchot.domain.directives.numbers.by_type import usual_code
from thenchot.domain.directives.numbers.doubt import Doubt, Reading
from thenchot.domain.directives.numbers.grammar import Shape
from thenchot.domain.directives.numbers.kinds import Kind, kinds_of
from thenchot.domain.directives.numbers.model import Parsed, Review, Style, Symbol
from thenchot.domain.directives.numbers.near_issuer import NOBODY
from thenchot.domain.directives.numbers.settle import settle
from thenchot.domain.directives.numbers.tokens import Text

_MAY_FOLLOW = re.compile(
    r"[ ]*\n|\s*(?:$|[,.;:)(\]”\"…]|cua\b|ngay\b|nam\s+[0-9]{4}|khoa\b|of\b|dated\b|do\b|ve\b|va\b|html?\b)"
)
_MUST_FOLLOW = re.compile(r"\s*(?:[,(]?\s*ngay\b|cua\b|of\b|dated\b|nam\s+[0-9]{4}(?![0-9]))")


def may_be_bare(text: Text, shape: Shape, *, marked: bool) -> bool:
    """Whether what follows lets the digits be a document's number and not a count («Quyết định 5 người»)."""
    is_plain = shape.number.isdigit() and len(shape.number) <= 5 and not shape.problem
    pattern = _MAY_FOLLOW if marked or shape.year_inside else _MUST_FOLLOW
    return is_plain and bool(pattern.match(text.folded, shape.end))


def decide_bare(shape: Shape, around: Around, found: str) -> Parsed | Review:
    """The number, if kind, issuer and what confirms them are all told in words; a doubt otherwise."""
    try:
        return _decide(shape, around)
    except Doubt as doubt:
        return Review(reason=doubt.reason, found=found, candidates=doubt.candidates)


def _decide(shape: Shape, around: Around) -> Parsed:
    words = around.issuer if around.issuer.codes else around.given.issuer
    if not words.codes:
        return _with_shorthand_issuer(shape, around)
    issuer = usual_code(words, around.when)
    system = next(row.system for row in words.issuers if row.code == issuer)
    reading = _party(shape, around, issuer, system) if system != "state" else _state(shape, around, issuer)
    return settle(reading, around, written_year=shape.year)


def _party(shape: Shape, around: Around, issuer: str, system: str) -> Reading:
    codes = party_codes(around) if system == "party" else around.kind.codes(system)
    symbols = [
        Symbol(system=system, type_code=code, number=shape.number, issuer_code=issuer, style=Style.PARTY)
        for code in codes
    ]
    if len(symbols) != 1:
        raise Doubt("type_ambiguous", *(symbol.canonical for symbol in symbols))
    if not (around.kind.marked or around.when or shape.year_inside):
        raise Doubt("bare_number", symbols[0].canonical)
    return Reading(symbols[0], kinds_of(system, codes[0]), (*shape.notes, "issuer-from-words"))


def _state(shape: Shape, around: Around, issuer: str) -> Reading:
    rows = [kind for kind in around.kind.kinds if kind.system == "state" and kind.code]
    if len({kind.code for kind in rows}) != 1:
        raise Doubt("type_ambiguous")
    symbol = _state_symbol(shape, around, rows[0], issuer)
    return Reading(symbol, (rows[0],), (*shape.notes, "issuer-from-words"))


def _state_symbol(shape: Shape, around: Around, kind: Kind, issuer: str) -> Symbol:
    year = shape.year or (around.when.year if around.when else around.year)
    with_year = Symbol(
        system="state", type_code=kind.code, number=shape.number, issuer_code=issuer, style=Style.YEAR_TYPE, year=year
    )
    without = Symbol(system="state", type_code=kind.code, number=shape.number, issuer_code=issuer, style=Style.TYPE)
    if kind.year == "never" and not shape.year_inside and (around.kind.marked or around.when):
        return without
    if year and (shape.year_inside or (kind.year_from and year >= kind.year_from.year)):
        return with_year
    raise Doubt("year_missing", without.canonical, *([with_year.canonical] if year else []))


def _with_shorthand_issuer(shape: Shape, around: Around) -> Parsed:
    """Press shorthand number/year: only where the kind has one issuer (Nghị định 30/2020, Kết luận 165/2025)."""
    implied = {kind for kind in around.kind.kinds if kind.shorthand_issuer}
    names_another = around.issuer is not NOBODY or _names_unknown(around)
    if not shape.year_inside or len(implied) != 1 or names_another:
        raise Doubt("issuer_missing")
    kind = implied.pop()
    style = Style.PARTY if kind.system == "party" else Style.YEAR_TYPE
    symbol = Symbol(
        system=kind.system, type_code=kind.code, number=shape.number, issuer_code=kind.shorthand_issuer, style=style,
        year=shape.year if style.has_year else None,
    )  # fmt: skip
    return settle(Reading(symbol, (kind,), (*shape.notes, "issuer-from-kind")), around, written_year=shape.year)


_UNKNOWN_ISSUER = re.compile(r"\s*(?:của|cua|of)\s", re.IGNORECASE)


def _names_unknown(around: Around) -> bool:
    return bool(_UNKNOWN_ISSUER.match(around.behind))
