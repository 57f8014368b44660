"""Do symbol, issuer and date agree, and which names go with them? The last step of every reading."""

from datetime import date

from thenchot.domain.directives.numbers.around import Around
from thenchot.domain.directives.numbers.doubt import Doubt, Reading
from thenchot.domain.directives.numbers.issuers import family_system, issuers_of, lineage, name_of, session_number
from thenchot.domain.directives.numbers.kinds import Kind, is_joint
from thenchot.domain.directives.numbers.model import Conflict, Parsed, Symbol
from thenchot.domain.directives.numbers.near_issuer import IssuerWords
from thenchot.domain.directives.numbers.terms import term_numbered


def settle(reading: Reading, around: Around, *, written_year: int | None) -> Parsed:
    """The number with names, year and date, once issuer and dates have been checked against each other."""
    symbol = reading.symbol
    day = around.when
    year = written_year or symbol.year or (day.year if day else around.year)
    _check_dates(symbol, around, year)
    _check_issuer(symbol, day, year)
    kind, options = _named_kind(reading.kinds, around, symbol)
    return Parsed(
        system=symbol.system,
        type_code=symbol.type_code,
        type_vi=kind.name_vi if kind else None,
        number=symbol.number,
        year=year,
        issuer_code=symbol.issuer_code,
        issuer_vi=_issuer_name(symbol, around, year),
        date=day.isoformat() if day else None,
        canonical=symbol.canonical,
        style=symbol.style,
        type_options=options,
        term=_term(symbol, around),
        notes=reading.notes,
        conflicts=(*_kind_conflict(reading, around), *_issuer_conflict(symbol, around)),
    )


def _check_dates(symbol: Symbol, around: Around, year: int | None) -> None:
    if around.day and around.given.day and around.day != around.given.day:
        raise Doubt("date_conflict", symbol.canonical)
    if around.when and year and around.when.year != year:
        raise Doubt("date_conflict", symbol.canonical)


def _check_issuer(symbol: Symbol, day: date | None, year: int | None) -> None:
    bodies = symbol.issuer_code.split("-") if is_joint(symbol.type_code) else [symbol.issuer_code]
    for body in bodies:
        rows = [issuer for issuer in issuers_of(body) if issuer.system == symbol.system]
        if rows and not any(row.period.includes(day or year) for row in rows):
            raise Doubt("issuer_not_existing", symbol.canonical)
        number = session_number(body)
        term = term_numbered("assembly", number) if number else None
        if number and not (term and term.period.includes(year)):
            raise Doubt("issuer_not_existing", symbol.canonical)


def _named_kind(kinds: tuple[Kind, ...], around: Around, symbol: Symbol) -> tuple[Kind | None, tuple[str, ...]]:
    """The kind if one is left: named before the number, or in capitals as the title under it."""
    if len(kinds) > 1:
        named = [kind for kind in kinds if kind in around.kind.kinds]
        titled = [kind for kind in kinds if kind.name_vi.upper() in around.behind]
        kinds = tuple(named or (titled if len(titled) == 1 else kinds))
    names = {kind.name_vi for kind in kinds}
    if len(names) == 1:
        return kinds[0], ()
    if not symbol.style.has_type and kinds:
        return kinds[0], ()
    return None, tuple(dict.fromkeys(kind.name_vi for kind in kinds))


def _issuer_name(symbol: Symbol, around: Around, year: int | None) -> str | None:
    for words in (around.issuer, around.given.issuer):
        if words.name_vi and is_related(symbol.issuer_code, words):
            return words.name_vi
    return name_of(symbol.issuer_code, around.when or year, symbol.system, joint=is_joint(symbol.type_code))


def is_related(code: str, words: IssuerWords) -> bool:
    """Whether named issuer and code are one body, one of several, or one body before and after a renaming."""
    named = set(words.codes)
    for part in (code, *code.split("-")):
        known = {issuer.code for issuer in issuers_of(part)}
        if known & named or lineage(part) & named or any(known & lineage(name) for name in named):
            return True
        if family_system(part) and any(part.startswith(name) for name in named):
            return True
    return False


def _kind_conflict(reading: Reading, around: Around) -> tuple[Conflict, ...]:
    kind, symbol = around.kind, reading.symbol
    if not kind.adjacent or not symbol.style.has_type or "type-from-words" in reading.notes:
        return ()
    agrees = any(
        one.system == other.system and (one.name_vi == other.name_vi or one.code == other.code)
        for one in kind.kinds
        for other in reading.kinds
    )
    return () if agrees else (Conflict(about="kind", symbol=symbol.type_code, words=kind.text),)


def _issuer_conflict(symbol: Symbol, around: Around) -> tuple[Conflict, ...]:
    words = around.issuer
    rows = issuers_of(symbol.issuer_code)
    is_known = bool(rows) and all(row.name_vi or row.names for row in rows)
    if not words.codes or not is_known or is_related(symbol.issuer_code, words):
        return ()
    return (Conflict(about="issuer", symbol=symbol.issuer_code, words=words.written),)


def _term(symbol: Symbol, around: Around) -> str | None:
    is_central = any("central" in issuer.flags for issuer in issuers_of(symbol.issuer_code))
    if symbol.system != "party" or not is_central:
        return None
    term = around.party_term
    return term.roman if term else around.term
