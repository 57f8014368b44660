"""Which kinds of document are there, under which abbreviation, in which system and since when?"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from thenchot.domain.directives.numbers.phrases import PhraseBook
from thenchot.domain.directives.numbers.tables import Period, parts, rows
from thenchot.domain.directives.numbers.tokens import fold

# Typed without marks these two pairs fall together: hướng dẫn HD / hợp đồng HĐ, dự án DA / đề án ĐA.
_NEEDS_ITS_MARK = {"HĐ"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document in one system; `code` is empty where the symbol carries none (luật, công văn).

    `year` tells whether the symbol carries one: always (since `year_from`), may, never. `implied_issuer` is the only
    body that issues the kind; `shorthand_issuer` is meant when the press writes number/year alone (Kết luận 165/2025).
    """

    system: str
    code: str
    name_vi: str
    words: tuple[str, ...]
    aliases: tuple[str, ...]
    year: str
    year_from: date | None
    implied_issuer: str
    shorthand_issuer: str
    period: Period
    source: str


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of every rule set."""
    return tuple(
        Kind(
            system=row["system"],
            code=row["code"],
            name_vi=row["name_vi"],
            words=parts(row["words"]),
            aliases=parts(row["aliases"]),
            year=row["year"],
            year_from=date.fromisoformat(row["year_from"]) if row["year_from"] else None,
            implied_issuer=row["implied_issuer"],
            shorthand_issuer=row["shorthand_issuer"],
            period=Period.of(row),
            source=row["source"],
        )
        for row in rows("kinds.tsv")
    )


def is_joint(code: str) -> bool:
    """Whether several bodies issue this kind together (TTLT, QCPH)."""
    return code.endswith(("LT", "LB", "PH"))


@lru_cache(maxsize=1024)
def kinds_of(system: str, code: str) -> tuple[Kind, ...]:
    """Kinds that share an abbreviation in one system: Party QĐ is quyết định and quy định."""
    return tuple(kind for kind in kinds() if kind.system == system and kind.code == code)


def kinds_in_force(system: str, on: date) -> tuple[Kind, ...]:
    """The rule set of a system on a day: what a new document may be numbered as."""
    return tuple(kind for kind in kinds() if kind.system == system and on in kind.period)


@cache
def _codes() -> tuple[dict[str, str], dict[str, str], dict[str, tuple[str, ...]]]:
    exact: dict[str, str] = {}
    for kind in kinds():
        if kind.code and kind.system != "standard":
            exact |= dict.fromkeys((kind.code, *kind.aliases), kind.code)
    any_case = {spelling.upper(): code for spelling, code in reversed(exact.items())}
    bare: dict[str, tuple[str, ...]] = {}
    for spelling, code in exact.items():
        if code not in _NEEDS_ITS_MARK:
            bare[fold(spelling)] = tuple(dict.fromkeys((*bare.get(fold(spelling), ()), code)))
    return exact, any_case, bare


@lru_cache(maxsize=8192)
def codes_spelled(spelling: str) -> tuple[str, ...]:
    """Kind codes that a spelling may stand for: as typed, then in another case, then without marks."""
    exact, any_case, bare = _codes()
    if spelling in exact:
        return (exact[spelling],)
    if spelling.upper() in any_case and not spelling.isascii():
        return (any_case[spelling.upper()],)
    return bare.get(fold(spelling), ())


def kinds_without_marks(spelling: str) -> tuple[str, ...]:
    """Every code with these letters when marks are left off: DA gives DA and ĐA."""
    return _codes()[2].get(fold(spelling), ())


@cache
def kind_phrases() -> PhraseBook[Kind]:
    """Names of kinds in running text, in Vietnamese and in the languages of the foreign press."""
    return PhraseBook(
        (word, kind)
        for kind in kinds()
        for word in (kind.name_vi, *kind.words)
        if fold(word).isascii() and kind.system != "standard"
    )


@cache
def unspaced_words() -> tuple[tuple[str, Kind], ...]:
    """Names of kinds in scripts without spaces, such as 規定."""
    return tuple((word, kind) for kind in kinds() for word in kind.words if not fold(word).isascii())
