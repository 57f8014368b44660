"""What does a symbol with its kind in it say: 382-NQ/QUTW, 30/2020/NĐ-CP?"""

from datetime import date

from thenchot.domain.directives.numbers.around import Around
from thenchot.domain.directives.numbers.doubt import Doubt, Reading
from thenchot.domain.directives.numbers.grammar import Shape
from thenchot.domain.directives.numbers.issuers import lineage
from thenchot.domain.directives.numbers.kinds import Kind, kinds_of
from thenchot.domain.directives.numbers.model import Style, Symbol
from thenchot.domain.directives.numbers.near_issuer import IssuerWords
from thenchot.domain.directives.numbers.styles import order_note, style_of
from thenchot.domain.directives.numbers.systems import system_of


def read_by_type(shape: Shape, around: Around) -> Reading:
    """Symbol, kinds and notes; raises Doubt when kind, issuer or system stay open."""
    code = _type_code(shape, around)
    issuer, notes = _issuer_code(shape, code, around)
    system = system_of(shape, code, issuer, around)
    kinds = kinds_of(system, code)
    if not kinds:
        raise Doubt("kind_not_in_system")
    _check_sole_issuer(kinds, issuer)
    if kinds[0].year == "always" and shape.year is None and _is_like_year(shape.number):
        raise Doubt("left_part_unclear")
    style, year, more = style_of(shape, kinds, system, around)
    if shape.issuer is None and style is Style.TYPE and "issuer-from-kind" in notes:
        style = Style.TYPE_ALONE if shape.type_mark == "/" else Style.DASH_TYPE_ALONE
    symbol = Symbol(system=system, type_code=code, number=shape.number, issuer_code=issuer, style=style, year=year)
    return Reading(symbol, kinds, (*shape.notes, *notes, *more, *order_note(shape, style)))


def _is_like_year(number: str) -> bool:
    """A circular numbered 2024/TT-BQP has rather lost the number before its year."""
    return len(number) == 4 and number[:2] in {"19", "20"}


def _check_sole_issuer(kinds: tuple[Kind, ...], issuer: str) -> None:
    """Only the Government issues decrees: another code there is a misreading."""
    sole = kinds[0].implied_issuer if len(kinds) == 1 else ""
    if sole and sole not in lineage(issuer):
        raise Doubt("issuer_unknown")


def _type_code(shape: Shape, around: Around) -> str:
    if len(shape.type_codes) == 1:
        return shape.type_codes[0]
    named = [code for code in shape.type_codes if around.kind.allows(code)]
    if len(named) == 1:
        return named[0]
    if around.is_marked_text:
        return shape.type_codes[0]
    raise Doubt("type_ambiguous")


def _issuer_code(shape: Shape, code: str, around: Around) -> tuple[str, tuple[str, ...]]:
    if shape.issuer:
        if not _is_supported(shape, code, around):
            raise Doubt("issuer_unknown")
        return shape.issuer, ()
    implied = _implied_issuer(code)
    if implied:
        return implied, ("issuer-from-kind",)
    words = around.issuer if around.issuer.codes else around.given.issuer
    if words.codes:
        return usual_code(words, around.when), ("issuer-from-words",)
    raise Doubt("issuer_missing")


def _is_supported(shape: Shape, code: str, around: Around) -> bool:
    """Whether a spelling with spaces for marks, or in small letters, is surely meant as a number."""
    if shape.is_spaced_out and shape.is_small:
        return shape.issuer_listed and around.kind.allows(code)
    if "letters-mended" in shape.notes and not shape.issuer_listed:
        return False
    if shape.is_spaced_out or shape.is_small:
        return shape.issuer_listed and (around.whole or around.kind.adjacent or around.kind.marked)
    return True


def _implied_issuer(code: str) -> str:
    return next((kind.implied_issuer for kind in kinds_of("state", code) if kind.implied_issuer), "")


def usual_code(words: IssuerWords, when: date | None) -> str:
    """The code that a named issuer uses on a day, the usual one if several."""
    dated = [issuer for issuer in words.issuers if when is None or when in issuer.period]
    if not dated:
        raise Doubt("issuer_not_existing")
    return dated[0].code
