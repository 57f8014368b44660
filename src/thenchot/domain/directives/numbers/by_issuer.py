"""What does a symbol without a kind in it say: 29/2018/QH14, 1234/BTC-TCT, 162/HĐBT, 21-TC/TCT?"""

from thenchot.domain.directives.numbers.around import Around
from thenchot.domain.directives.numbers.doubt import Doubt, Reading
from thenchot.domain.directives.numbers.grammar import Shape
from thenchot.domain.directives.numbers.issuers import issuers_of, lineage, session_number, systems_of
from thenchot.domain.directives.numbers.kinds import Kind, codes_spelled, kinds_of
from thenchot.domain.directives.numbers.model import Style, Symbol
from thenchot.domain.directives.numbers.styles import OLD_STYLES_UNTIL, ORDERS_MIXED_UNTIL


def read_by_issuer(shape: Shape, around: Around) -> Reading:
    """Symbol, kinds and notes; raises Doubt when the symbol fits no style of its time."""
    issuer = shape.issuer or ""
    rows = issuers_of(issuer)
    flags = frozenset[str]().union(*(row.flags for row in rows))
    if shape.is_spaced_out and "unit" not in flags:
        raise Doubt("issuer_unknown")
    if systems_of(issuer) == {"party"}:
        return _party_without_type(shape, issuer, around)
    if shape.year_inside:
        return _law(shape, issuer, around)
    if "unit" in flags or shape.issuer_mark == "-" or "-" not in issuer:
        return _old_style(shape, issuer, flags, around)
    return _letter(shape, issuer, around)


def _party_without_type(shape: Shape, issuer: str, around: Around) -> Reading:
    """«Nghị quyết 15/TW»: the kind stands in words only."""
    codes = party_codes(around)
    if not around.kind.adjacent or len(codes) != 1 or shape.year_inside:
        raise Doubt("type_missing")
    symbol = Symbol(system="party", type_code=codes[0], number=shape.number, issuer_code=issuer, style=Style.PARTY)
    return Reading(symbol, kinds_of("party", codes[0]), (*shape.notes, "type-from-words"))


def party_codes(around: Around) -> tuple[str, ...]:
    """Party abbreviations that the kind words mean on their date: quy định was QĐi for some years."""
    rows = [kind for kind in around.kind.kinds if kind.system == "party" and kind.source and kind.period.start]
    if around.when:
        dated = [kind for kind in rows if kind.period.end is not None and around.when in kind.period]
        rows = [kind for kind in rows if kind.period.end is None] + dated
    return tuple(dict.fromkeys(kind.code for kind in rows))


def _law(shape: Shape, issuer: str, around: Around) -> Reading:
    if not (session_number(issuer) and "-" not in issuer):
        raise Doubt("type_missing")
    kinds = _kinds_from_words(around, issuer)
    symbol = Symbol(
        system="state", type_code=kinds[0].code if kinds else "", number=shape.number, issuer_code=issuer,
        style=Style.YEAR_ISSUER, year=shape.year,
    )  # fmt: skip
    return Reading(symbol, kinds, shape.notes)


def _old_style(shape: Shape, issuer: str, flags: frozenset[str], around: Around) -> Reading:
    """162/HĐBT, 206-CP, 21-TC/TCT: the kind, if told, is told in words."""
    if not flags & {"bare", "unit"}:
        return _letter(shape, issuer, around)
    when = around.when.year if around.when else (shape.year or around.year)
    if when is not None and when >= OLD_STYLES_UNTIL:
        raise Doubt("type_missing")
    kinds = _kinds_from_words(around, issuer)
    if around.kind.adjacent and not kinds:
        raise Doubt("type_missing")
    style = Style.DASH_ISSUER if shape.issuer_mark in {"-", " "} else Style.ISSUER
    symbol = Symbol(
        system="state", type_code=kinds[0].code if kinds else "", number=shape.number, issuer_code=issuer, style=style
    )
    return Reading(symbol, kinds, shape.notes)


def _letter(shape: Shape, issuer: str, around: Around) -> Reading:
    """An official letter, 1234/BTC-TCT; or an old 04/LĐTBXH-TT with the kind last."""
    if shape.issuer_mark != "/":
        raise Doubt("type_missing")
    when = around.when.year if around.when else (shape.year or around.year)
    is_old = when is not None and when < OLD_STYLES_UNTIL
    body, _, last = issuer.rpartition("-")
    if body and codes_spelled(last) == (last,) and any(kind.year != "never" for kind in kinds_of("state", last)):
        return _kind_last(shape, body, last, around, is_old=is_old)
    names_letter = any(kind.name_vi == "Công văn" for kind in around.kind.kinds)
    if not names_letter and not systems_of(issuer):
        raise Doubt("type_unknown")
    is_letter = names_letter or not around.kind.adjacent
    if not (is_letter or is_old) or (not body and not (around.kind.adjacent and (names_letter or is_old))):
        raise Doubt("type_missing")
    kinds = _letters() if is_letter else _kinds_from_words(around, issuer)
    code = kinds[0].code if kinds else ""
    symbol = Symbol(system="state", type_code=code, number=shape.number, issuer_code=issuer, style=Style.ISSUER)
    return Reading(symbol, kinds, shape.notes)


def _kind_last(shape: Shape, body: str, kind: str, around: Around, *, is_old: bool) -> Reading:
    """04/LĐTBXH-TT of 1995; without a date or the word, TT could be a department too."""
    if not is_old and not around.kind.allows(kind):
        raise Doubt("type_ambiguous")
    symbol = Symbol(system="state", type_code=kind, number=shape.number, issuer_code=body, style=Style.ISSUER_TYPE)
    return Reading(symbol, kinds_of("state", kind), shape.notes)


def _letters() -> tuple[Kind, ...]:
    return tuple(kind for kind in kinds_of("state", "") if kind.name_vi == "Công văn")


def _kinds_from_words(around: Around, issuer: str) -> tuple[Kind, ...]:
    """Acts that the words name and the issuer may issue, old abbreviations of the same name left out."""
    named = [kind for kind in around.kind.kinds if kind.system == "state" and kind.year != "never"]
    if named and not any(not kind.implied_issuer or kind.implied_issuer in lineage(issuer) for kind in named):
        return ()
    current = [kind for kind in named if not kind.period.end or kind.period.end.year > ORDERS_MIXED_UNTIL]
    return tuple(current or named)
