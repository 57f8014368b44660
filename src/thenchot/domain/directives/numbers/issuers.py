"""Which bodies issue documents, under which code and name, since when, and who came after them?"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from thenchot.domain.directives.numbers.phrases import PhraseBook
from thenchot.domain.directives.numbers.tables import Period, parts, rows
from thenchot.domain.directives.numbers.tokens import fold
from thenchot.foundation.kernel.roman import roman

_SESSION = re.compile(r"(?P<code>[^0-9]+)(?P<number>[0-9]{1,2})")
_TYPED_U = re.compile("[Tt][Ưư]")


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body under one code in one period; several rows may share a code (Chính phủ before 1981 and since 1992).

    Flags: `bare` may follow the number with no kind between (162/HĐBT); `session` takes the number of its term
    (QH14); `place` needs a place to be one body (UBND); `shared` the code is used in both systems; `unit` is
    followed by its department after a slash (21-TC/TCT), `department` may be that department; `central` numbers by Party term.
    """

    system: str
    code: str
    name_vi: str
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    period: Period
    successor: str
    flags: frozenset[str]
    source: str


@cache
def issuers() -> tuple[Issuer, ...]:
    """Every known issuing body."""
    return tuple(
        Issuer(
            system=row["system"],
            code=row["code"],
            name_vi=row["name_vi"],
            names=parts(row["names"]),
            aliases=parts(row["aliases"]),
            period=Period.of(row),
            successor=row["successor"],
            flags=frozenset(row["flags"].split()),
            source=row["source"],
        )
        for row in rows("issuers.tsv")
    )


@cache
def _by_code() -> dict[str, tuple[Issuer, ...]]:
    found: dict[str, tuple[Issuer, ...]] = {}
    for issuer in issuers():
        found[issuer.code] = (*found.get(issuer.code, ()), issuer)
    return found


@cache
def _spellings() -> tuple[dict[str, str], dict[str, str]]:
    exact: dict[str, str] = {}
    bare: dict[str, str] = {}
    for issuer in issuers():
        for spelling in (issuer.code, *issuer.aliases):
            exact.setdefault(spelling, issuer.code)
            bare.setdefault(_key(spelling), issuer.code)
    return exact, bare


def _key(spelling: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(_TYPED_U.sub("TW", spelling)))


@lru_cache(maxsize=8192)
def code_spelled(spelling: str, *, as_typed: bool = False) -> str | None:
    """Code of the known issuer spelled so; TƯ is TW; `as_typed` refuses another case or missing marks."""
    exact, bare = _spellings()
    typed = _TYPED_U.sub("TW", spelling)
    session = _SESSION.fullmatch(typed)
    if session and typed not in exact:
        base = exact.get(session["code"]) or (None if as_typed else bare.get(_key(session["code"])))
        has_sessions = base is not None and "session" in _by_code()[base][0].flags
        return f"{base}{int(session['number'])}" if has_sessions else None
    return exact.get(typed) or (None if as_typed else bare.get(_key(typed)))


@lru_cache(maxsize=8192)
def issuers_of(code: str) -> tuple[Issuer, ...]:
    """Known bodies behind the first part of a code: BQP-TM is issued by BQP, QH14 by QH."""
    known = _by_code()
    for base in (code, code.split("-", 1)[0], code.split("/", 1)[0]):
        if base in known:
            return known[base]
        session = _SESSION.fullmatch(base)
        if session and session["code"] in known and "session" in known[session["code"]][0].flags:
            return known[session["code"]]
    return ()


def session_number(code: str) -> int | None:
    """The term that a code ends with: 14 of QH14; None for bodies without numbered terms."""
    session = _SESSION.fullmatch(code.split("-", 1)[0])
    rows_ = issuers_of(code)
    return int(session["number"]) if session and rows_ and "session" in rows_[0].flags else None


@cache
def _families() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["system"]) for row in rows("issuer_families.tsv"))


def family_system(code: str) -> str | None:
    """System of a code that is not listed but built like a known family: ĐUQK7 is a Party committee."""
    first = code.split("-", 1)[0]
    return next((system for pattern, system in _families() if pattern.fullmatch(first)), None)


@lru_cache(maxsize=8192)
def systems_of(code: str) -> frozenset[str]:
    """Systems in which the code is known; empty when the code tells nothing."""
    known = frozenset(issuer.system for issuer in issuers_of(code))
    family = family_system(code)
    return known or (frozenset({family}) if family else frozenset())


def name_of(code: str, when: date | int | None, system: str, *, joint: bool = False) -> str | None:
    """Vietnamese name behind a code on a day or in a year; None when unknown or when the code alone does not tell.

    With `joint` every part of BNV-BTC is a body of its own; without, what follows the first is its department.
    """
    if joint and "-" in code:
        found = [name_of(part, when, system) for part in code.split("-")]
        return " - ".join(name for name in found if name) if all(found) else None
    rows_ = [issuer for issuer in issuers_of(code) if issuer.system == system]
    dated = [issuer for issuer in rows_ if issuer.period.includes(when)] or rows_
    if len({issuer.name_vi for issuer in dated}) != 1 or not dated[0].name_vi:
        return None
    number = session_number(code)
    return f"{dated[0].name_vi} khóa {roman(number)}" if number else dated[0].name_vi


@lru_cache(maxsize=8192)
def lineage(code: str) -> frozenset[str]:
    """The code and those of its successors, so that a later name of the same body is no conflict."""
    found: set[str] = set()
    waiting = [issuer.code for issuer in issuers_of(code)] or [code]
    while waiting:
        current = waiting.pop()
        if current and current not in found:
            found.add(current)
            waiting += [issuer.successor for issuer in _by_code().get(current, ())]
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Name:
    """A name met in running text: whose it is, and the Vietnamese name to print for it."""

    issuer: Issuer
    name_vi: str


@cache
def names() -> tuple[tuple[str, Name], ...]:
    """Every name in running text; «Politburo>Bộ Chính trị» in the rule file gives the Vietnamese of a foreign one."""
    found: list[tuple[str, Name]] = []
    for issuer in issuers():
        if issuer.name_vi:
            found.append((issuer.name_vi, Name(issuer, issuer.name_vi)))
        for written in issuer.names:
            name, _, vietnamese = written.partition(">")
            found.append((name, Name(issuer, vietnamese or (issuer.name_vi if name.isascii() else "") or name)))
    return tuple(found)


@cache
def issuer_phrases() -> PhraseBook[Name]:
    """Names of issuers in running text."""
    return PhraseBook(names())
