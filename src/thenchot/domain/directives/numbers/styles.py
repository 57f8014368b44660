"""In which layout is a number of this kind written, and with which year?"""

from thenchot.domain.directives.numbers.around import Around
from thenchot.domain.directives.numbers.grammar import Shape
from thenchot.domain.directives.numbers.kinds import Kind
from thenchot.domain.directives.numbers.model import Style

# The law on legal acts fixed one order from this year; before, ministries used both, and symbols without a kind.
ORDERS_MIXED_UNTIL = 1997
OLD_STYLES_UNTIL = 1999


def style_of(
    shape: Shape, kinds: tuple[Kind, ...], system: str, around: Around
) -> tuple[Style, int | None, tuple[str, ...]]:
    """Layout, the year that stands in it, and a note if that year was taken from the date."""
    kind = kinds[0]
    if system in {"party", "union"}:
        return Style.PARTY, None, ()
    when = around.when.year if around.when else (shape.year or around.year)
    if _keeps_old_order(shape, kinds, when):
        return Style.PARTY, None, ()
    slashed = shape.is_joint and shape.issuer_mark == "/"
    with_year = Style.YEAR_TYPE_SLASH if slashed else Style.YEAR_TYPE
    if shape.year_inside and not (shape.is_all_hyphens and kind.year == "never"):
        return with_year, shape.year, ()
    if kind.year_from and when and when >= kind.year_from.year:
        return with_year, when, ("year-from-date",)
    return (Style.TYPE_SLASH if slashed else Style.TYPE), None, ()


def _keeps_old_order(shape: Shape, kinds: tuple[Kind, ...], when: int | None) -> bool:
    is_old = any(kind.period.end is not None and kind.period.end.year <= ORDERS_MIXED_UNTIL for kind in kinds)
    in_order = (shape.type_mark, shape.issuer_mark) == ("-", "/") and not shape.year_inside
    return in_order and (is_old or (when is not None and when < ORDERS_MIXED_UNTIL))


def order_note(shape: Shape, style: Style) -> tuple[str, ...]:
    """Whether the marks were written in another order than the canonical one."""
    usual = {Style.PARTY: ("-", "/"), Style.YEAR_TYPE: ("/", "-"), Style.TYPE: ("/", "-")}.get(style)
    is_mended = usual is not None and shape.issuer is not None and (shape.type_mark, shape.issuer_mark) != usual
    return ("order-mended",) if is_mended else ()
