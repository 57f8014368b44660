"""How is a number written? The canonical form in each system (decree 30/2020/NĐ-CP; regulation 399-QĐ/TW)."""

import re

from thenchot.domain.directives.numbers.errors import NumberError
from thenchot.domain.directives.numbers.issuers import session_number
from thenchot.domain.directives.numbers.kinds import kinds_of
from thenchot.domain.directives.numbers.model import Style, Symbol

_NUMBER = re.compile(r"[0-9]{1,5}(?:[.\-][0-9]{1,3})?(?:[a-hA-H]|bis)?")
_CODE = re.compile(r"[A-ZĐ][A-Za-zĐđ0-9]*(?:[-/][A-ZĐ0-9][A-Za-zĐđ0-9]*)*")
_PARTY_ORDER = {"party", "union"}
_SYSTEMS = _PARTY_ORDER | {"state", "standard"}


def format_number(
    *,
    system: str,
    type_code: str,
    number: int | str,
    issuer_code: str,
    year: int | None = None,
    style: Style | None = None,
) -> str:
    """Canonical form of a number.

    Party (and Youth Union): `382-NQ/QUTW`. State: `1591/QĐ-BCA-H41`, with the year `30/2020/NĐ-CP`, without a kind
    `29/2018/QH14` or `1234/BTC-TCT`. A whole number below 10 is padded with 0; a text is taken as it stands. `style`
    asks for one of the older layouts. Raises NumberError naming the part that does not fit.
    """
    text = f"{number:02d}" if isinstance(number, int) else number
    chosen = style or _usual_style(system, type_code, issuer_code, year)
    symbol = Symbol(
        system=system,
        type_code=type_code,
        number=text,
        issuer_code=issuer_code,
        style=chosen,
        year=year if chosen.has_year else None,
    )
    _check(symbol)
    return symbol.canonical


def _usual_style(system: str, type_code: str, issuer_code: str, year: int | None) -> Style:
    if system in _PARTY_ORDER:
        return Style.PARTY
    if system == "standard":
        return Style.STANDARD if issuer_code else Style.STANDARD_ALONE
    if not type_code:
        return Style.YEAR_ISSUER if session_number(issuer_code) and year else Style.ISSUER
    return Style.YEAR_TYPE if year else Style.TYPE


def _check(symbol: Symbol) -> None:
    if symbol.system not in _SYSTEMS:
        raise NumberError(f"system: found «{symbol.system}», expected one of {', '.join(sorted(_SYSTEMS))}")
    if not _NUMBER.fullmatch(symbol.number):
        raise NumberError(f"number: found «{symbol.number}», expected digits such as 06, 382 or 12a")
    if symbol.style.has_type and not kinds_of(symbol.system, symbol.type_code):
        raise NumberError(f"type_code: found «{symbol.type_code}», expected a kind of the {symbol.system} system")
    if symbol.style.has_issuer and not _CODE.fullmatch(symbol.issuer_code):
        raise NumberError(f"issuer_code: found «{symbol.issuer_code}», expected a code such as BQP, QUTW or BCA-H41")
    if symbol.style.has_year and symbol.year is None:
        raise NumberError("year: missing, expected four digits")
