"""Which system does a symbol belong to, Party or State? Its issuer tells, else words, else the order of its marks."""

from thenchot.domain.directives.numbers.around import Around
from thenchot.domain.directives.numbers.doubt import Doubt
from thenchot.domain.directives.numbers.grammar import Shape
from thenchot.domain.directives.numbers.issuers import systems_of
from thenchot.domain.directives.numbers.kinds import kinds_of
from thenchot.domain.directives.numbers.styles import ORDERS_MIXED_UNTIL

# A committee's Ban Tổ chức writes guidance, letters and reports; these kinds in its code are rather a ministry's.
_RARELY_OF_A_COMMITTEE = frozenset({"TT", "QĐ", "CT", "NQ"})


def system_of(shape: Shape, code: str, issuer: str, around: Around) -> str:
    """«party», «state» or «union»; raises Doubt when nothing decides or what was given contradicts the issuer."""
    known = systems_of(issuer)
    given = around.given.system
    if given:
        if known and given not in known:
            raise Doubt("system_conflict")
        return given
    if len(known) == 1:
        return next(iter(known))
    return _system_of_shared(shape, code, known, around) if known else _system_by_grammar(shape, code, around)


def _order_of(shape: Shape) -> str | None:
    if shape.year_inside or (shape.type_mark, shape.issuer_mark) == ("/", "-"):
        return "state"
    return "party" if (shape.type_mark, shape.issuer_mark) == ("-", "/") else None


def _system_of_shared(shape: Shape, code: str, known: frozenset[str], around: Around) -> str:
    """BTC is Bộ Tài chính and a committee's Ban Tổ chức: words first, then the order of the marks."""
    named = around.issuer.systems & known
    order = _order_of(shape)
    if len(named) == 1:
        return next(iter(named))
    possible = frozenset(system for system in known if kinds_of(system, code))
    if len(possible) == 1:
        return next(iter(possible))
    if order in possible and not (order == "party" and code in _RARELY_OF_A_COMMITTEE):
        return str(order)
    raise Doubt("issuer_unknown")


def _system_by_grammar(shape: Shape, code: str, around: Around) -> str:
    """System of a code that is not listed: the year or the order of the marks, if nothing speaks against it."""
    order = _order_of(shape)
    possible = frozenset(system for system in ("party", "state") if kinds_of(system, code))
    if shape.issuer_listed and len(possible) == 1:
        return next(iter(possible))
    if order is None or order not in possible:
        raise Doubt("issuer_unknown")
    when = around.when.year if around.when else shape.year
    is_mixed_time = order == "party" and when is not None and when < ORDERS_MIXED_UNTIL
    words = around.kind.systems if around.kind.adjacent else frozenset()
    if is_mixed_time or (words and order not in words):
        raise Doubt("issuer_unknown")
    # Thông tri or an old thông tư: the abbreviation means another kind in the other system.
    is_two_faced = order == "party" and code == "TT" and not words
    if is_two_faced:
        raise Doubt("type_ambiguous")
    return order
