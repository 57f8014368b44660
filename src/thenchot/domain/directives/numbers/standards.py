"""Which technical regulation or standard is written here (QCVN 02:2011/BCA, TCVN 9385:2012)?"""

import re
from collections.abc import Iterator

from thenchot.domain.directives.numbers.codes import code_in
from thenchot.domain.directives.numbers.issuers import name_of
from thenchot.domain.directives.numbers.kinds import Kind, kinds_of
from thenchot.domain.directives.numbers.model import Parsed, Review, Style, Symbol
from thenchot.domain.directives.numbers.tokens import LETTER, Text

_STANDARD = re.compile(
    rf"(?<![{LETTER}0-9])(?P<kind>QCVN|QCĐP|QCDP|TCVN[/-]QS|TCVN|TCQS)[ \-]{{0,3}}(?P<number>[0-9]{{1,5}}(?:-[0-9]{{1,3}})?)"
    rf"(?:[ ]{{0,2}}:[ ]{{0,2}}|[-/_])(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])"
    rf"(?:[ ]{{0,2}}[/\-][ ]{{0,2}}(?P<issuer>[{LETTER}0-9&]+))?",
    re.IGNORECASE,
)


def standards_in(text: Text) -> Iterator[tuple[int, int, Parsed | Review]]:
    """Standards with their positions."""
    for match in _STANDARD.finditer(text.norm):
        end, result = _read(match, text)
        yield match.start(), end, result


def _read(match: re.Match[str], text: Text) -> tuple[int, Parsed | Review]:
    kind = _kind(match["kind"])
    code = code_in(match["issuer"]) if match["issuer"] else None
    if code and (code.listed or match["issuer"].isupper()):
        end = match.start("issuer") + code.length
        return end, _parsed(match, kind, code.text, Style.STANDARD)
    end = match.end("year")
    # The national standards body publishes every TCVN since the law of 2006.
    if kind.implied_issuer and kind.period.touches_year(int(match["year"])):
        return end, _parsed(match, kind, kind.implied_issuer, Style.STANDARD_ALONE)
    return end, Review(reason="issuer_missing", found=text.span(match.start(), end))


def _kind(spelling: str) -> Kind:
    code = {"QCDP": "QCĐP", "TCVN-QS": "TCVN/QS"}.get(spelling.upper(), spelling.upper())
    return kinds_of("standard", code)[0]


def _parsed(match: re.Match[str], kind: Kind, issuer: str, style: Style) -> Parsed:
    symbol = Symbol(
        system="standard", type_code=kind.code, number=match["number"], issuer_code=issuer, style=style,
        year=int(match["year"]),
    )  # fmt: skip
    return Parsed(
        system=symbol.system,
        type_code=symbol.type_code,
        type_vi=kind.name_vi,
        number=symbol.number,
        year=symbol.year,
        issuer_code=symbol.issuer_code,
        issuer_vi=name_of(issuer, None, "state"),
        date=None,
        canonical=symbol.canonical,
        style=style,
        notes=() if style is Style.STANDARD else ("issuer-from-kind",),
    )
