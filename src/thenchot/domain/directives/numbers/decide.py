"""Which document number is this shape, given its surroundings? A number, or a doubt for a person; never a guess."""

import re
from dataclasses import replace

from thenchot.domain.directives.numbers.around import Around
from thenchot.domain.directives.numbers.by_issuer import read_by_issuer
from thenchot.domain.directives.numbers.by_type import read_by_type
from thenchot.domain.directives.numbers.doubt import Doubt
from thenchot.domain.directives.numbers.grammar import Shape
from thenchot.domain.directives.numbers.issuers import issuers_of, systems_of
from thenchot.domain.directives.numbers.kinds import kinds_of
from thenchot.domain.directives.numbers.model import Parsed, Review, Style, Symbol
from thenchot.domain.directives.numbers.settle import settle
from thenchot.domain.directives.numbers.styles import ORDERS_MIXED_UNTIL


def decide(shape: Shape, around: Around, found: str) -> Parsed | Review:
    """The number that the shape is, or why a person must look."""
    try:
        _check_number(shape)
        reading = read_by_issuer(shape, around) if shape.issuer_first else read_by_type(shape, around)
        return settle(reading, around, written_year=shape.year)
    except Doubt as doubt:
        return Review(reason=doubt.reason, found=found, candidates=doubt.candidates)


def _check_number(shape: Shape) -> None:
    _check_run_together(shape)
    if shape.problem and not _is_dotted_resolution(shape):
        raise Doubt(shape.problem)


_RUN_TOGETHER = re.compile(r"(?P<number>[0-9]{1,5})(?P<year>(?:19|20)[0-9]{2})")


def _check_run_together(shape: Shape) -> None:
    """159 and 2025 written as 1592025: offer the likely parting, decide nothing."""
    match = _RUN_TOGETHER.fullmatch(shape.number)
    acts = [kind for code in shape.type_codes for kind in kinds_of("state", code) if kind.year != "never"]
    is_long = len(shape.number) > 5 or (len(shape.number) == 5 and bool(acts))
    if shape.year is not None or not match or not is_long:
        return
    if not acts or not shape.issuer:
        raise Doubt("number_year_glued")
    symbol = Symbol(
        system="state", type_code=acts[0].code, number=match["number"], issuer_code=shape.issuer,
        style=Style.YEAR_TYPE, year=int(match["year"]),
    )  # fmt: skip
    raise Doubt("number_year_glued", symbol.canonical)


def _is_dotted_resolution(shape: Shape) -> bool:
    """Since 2025 the Government's resolutions may be numbered 66.22/2026/NQ-CP."""
    return (
        shape.problem == "number_unclear"
        and shape.type_codes == ("NQ",)
        and shape.issuer == "CP"
        and shape.year is not None
    )


def choose(shapes: tuple[Shape, ...], around: Around) -> Shape:
    """The reading that fits the words, where a symbol can be read with its kind or with its issuer first."""
    by_type = next((shape for shape in shapes if not shape.issuer_first), None)
    by_issuer = next((shape for shape in shapes if shape.issuer_first), None)
    if by_type is None or by_issuer is None:
        return by_type or by_issuer or shapes[0]
    if (
        by_type.issuer is None
        and around.when
        and around.when.year < ORDERS_MIXED_UNTIL
        and _has_flag(by_issuer, "bare")
    ):
        # 327-CT of 1992: CT is then the Chairman of the Council of Ministers, not chỉ thị.
        return by_issuer
    if around.kind.kinds:
        is_allowed = any(around.kind.allows(code) for code in by_type.type_codes)
        return by_type if is_allowed and by_type.issuer else _without_words(by_type, by_issuer, is_allowed)
    if _has_flag(by_issuer, "unit") and _may_be_department(by_type):
        # 21-TC/TCT can only be the old Ministry of Finance; 64/TC-TCT could be a communiqué as well.
        is_old_order = by_issuer.issuer_mark in {"-", " "} and _has_flag(by_type, "department")
        return by_issuer if is_old_order else replace(by_type, problem="type_ambiguous")
    return by_issuer if by_type.issuer is None else by_type


def _without_words(by_type: Shape, by_issuer: Shape, is_allowed: bool) -> Shape:
    if is_allowed:
        return by_type
    fits_better = by_issuer.issuer_listed and (not by_type.issuer_listed or _has_flag(by_issuer, "unit"))
    return by_issuer if fits_better else by_type


def _has_flag(shape: Shape, flag: str) -> bool:
    return shape.issuer is not None and any(flag in issuer.flags for issuer in issuers_of(shape.issuer))


def _may_be_department(shape: Shape) -> bool:
    return shape.issuer is not None and (not systems_of(shape.issuer) or _has_flag(shape, "department"))
