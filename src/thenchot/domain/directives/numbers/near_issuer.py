"""Which issuer do the words around a symbol name?"""

import re
from dataclasses import dataclass
from functools import cache

from thenchot.domain.directives.numbers.issuers import (
    Issuer,
    Name,
    code_spelled,
    issuer_phrases,
    issuers_of,
    names,
)
from thenchot.domain.directives.numbers.near_kind import CLAUSE_END, KindWords
from thenchot.domain.directives.numbers.tokens import LETTER, Text, fold, words_of

AFTER = 160
_WORD = re.compile(rf"[{LETTER}]+")
_OF = re.compile(r"(?<![a-z0-9])(?:cua|do|of(?: the)?|by(?: the)?)\s+")
_VERBS = ("da ban hanh", "ban hanh", "da ra", "ra", "da ky", "ky", "thong qua")
_HEADS = (
    "bo truong", "thu truong", "chu nhiem", "tu lenh", "chinh uy", "cuc truong", "tong cuc truong", "giam doc",
    "ban thuong vu", "thuong vu", "thuong truc", "lanh dao", "chu tich",
)  # fmt: skip
_KINDS_OF_PLACE = (
    "tỉnh|thành phố|TP\\.?|xã|phường|đặc khu|huyện|quận|thị xã|thị trấn|khối|quân khu|quân đoàn|tổng cục|cục|bộ|trường|"
    "học viện|sư đoàn|lữ đoàn|nhà máy|kho"
)
_PLACE = re.compile(
    rf"(?:[ ](?i:{_KINDS_OF_PLACE})(?=[ ]))?(?:[ ](?:[A-ZÀ-ỸĐ][{LETTER}]*|[0-9]{{1,3}}(?![/\-0-9])|-(?=[ ][A-ZÀ-ỸĐ]))){{1,8}}"
)
_SMALL = """
của ngày tháng do ký ban hành ra và tại tp thành phố tỉnh xã phường huyện quận khóa khoá năm thứ lần thuộc đã thông qua
    dated date of the on in by tertanggal issued signed term tenure lập tự phúc th st nd rd trưởng nhiệm
"""
_SMALL_WORDS = frozenset(_SMALL.split())


@dataclass(frozen=True, slots=True)
class IssuerWords:
    """An issuer named near a symbol, by the name to print, with the place or unit that makes it one body."""

    issuers: tuple[Issuer, ...] = ()
    name_vi: str = ""
    written: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes the name may stand for, the usual one first."""
        return tuple(dict.fromkeys(issuer.code for issuer in self.issuers))

    @property
    def systems(self) -> frozenset[str]:
        """Systems the issuer numbers in."""
        return frozenset(issuer.system for issuer in self.issuers)


NOBODY = IssuerWords()


def issuer_named(given: str) -> IssuerWords:
    """The issuer that a person gave, by code or by name."""
    code = code_spelled(given.strip())
    if code:
        return IssuerWords(issuers_of(code), "", code)
    words = [word for word, _, _ in words_of(fold(given))]
    found = issuer_phrases().starting(words, 0)
    return IssuerWords(tuple(name.issuer for name in found[1]), given.strip(), given.strip()) if found else NOBODY


def issuer_near(text: Text, kind: KindWords, start: int, end: int, floor: int, ceiling: int) -> IssuerWords:
    """The issuer named after a symbol, else between kind and number, else before the kind with a verb."""
    ceiling = min(ceiling, end + AFTER)
    stop = CLAUSE_END.search(text.norm, end, ceiling)
    ceiling = stop.start() if stop else ceiling
    return (
        _issuer_at(text, end, ceiling)
        or _issuer_of(text, end, ceiling)
        or _issuer_between(text, kind, start)
        or _issuer_with_verb(text, kind, floor)
        or NOBODY
    )


def _issuer_of(text: Text, end: int, ceiling: int) -> IssuerWords | None:
    # Only the first «của» speaks of the symbol, and only when nothing but a date lies between.
    match = _OF.search(text.folded, end, ceiling)
    return _issuer_at(text, match.end(), ceiling) if match and is_filler(text, end, match.start()) else None


def _issuer_between(text: Text, kind: KindWords, start: int) -> IssuerWords | None:
    if not kind.kinds or kind.adjacent:
        return None
    match = _OF.search(text.folded, kind.start, start)
    return _issuer_at(text, match.end(), start) if match else None


def _issuer_with_verb(text: Text, kind: KindWords, floor: int) -> IssuerWords | None:
    if not kind.kinds:
        return None
    floor = max(floor, kind.start - 80)
    plain = [word for word, _, _ in words_of(text.folded[floor : kind.start])]
    for verb in _VERBS:
        last = len(plain) - len(verb.split())
        found = issuer_phrases().ending(plain, last) if plain[last:] == verb.split() else None
        if found:
            return _words(found[1], " ".join(plain[last - found[0] : last]))
    return None


def _issuer_at(text: Text, position: int, ceiling: int) -> IssuerWords | None:
    words = words_of(text.folded[position:ceiling])[:14]
    if not words:
        return None
    plain = [word for word, _, _ in words]
    first = 0
    found = issuer_phrases().starting(plain, first)
    for head in _HEADS:
        if not found and plain[: len(head.split())] == head.split():
            first = len(head.split())
            found = issuer_phrases().starting(plain, first)
    if not found:
        return _code_at(text, position + words[0][1])
    start, end = position + words[first][1], position + words[first + found[0] - 1][2]
    return _words(found[1], text.norm[start:end], _place(text, end, found[1]))


def _words(found: tuple[Name, ...], written: str, place: str = "") -> IssuerWords:
    return IssuerWords(tuple(name.issuer for name in found), found[0].name_vi + place, written + place)


def _code_at(text: Text, position: int) -> IssuerWords | None:
    match = _WORD.match(text.norm, position)
    code = code_spelled(match.group(), as_typed=True) if match and match.group().isupper() else None
    return IssuerWords(issuers_of(code), "", code) if code else None


def _place(text: Text, end: int, found: tuple[Name, ...]) -> str:
    """«Đảng ủy TCKT» is one body, «Đảng ủy» is not: the place or unit, with a known code spelled out."""
    is_needed = any("place" in name.issuer.flags for name in found)
    place = _PLACE.match(text.norm, end) if is_needed else None
    return "".join(f" {_spelled_out(word)}" for word in place.group().split()) if place else ""


def _spelled_out(word: str) -> str:
    code = code_spelled(word, as_typed=True) if len(word) > 2 else None
    named = {issuer.name_vi for issuer in issuers_of(code)} if code else set()
    return named.pop() if len(named) == 1 else word


@cache
def _filler_words() -> tuple[frozenset[str], frozenset[str]]:
    text = " ".join(name for name, _ in names()).lower()
    marked = frozenset(_WORD.findall(text)) | _SMALL_WORDS
    # Without marks «về» falls together with the «vệ» of «bảo vệ»; it opens a title, so it is no filler.
    return marked, frozenset(fold(word) for word in marked) - {"ve"}


_NEW_SENTENCE = re.compile(r"(?<!\bTP)[.;!?]\s+(?=[A-ZÀ-ỸĐ])")


def is_filler(text: Text, start: int, end: int) -> bool:
    """Whether only names, places, punctuation and small words lie between two positions of one sentence."""
    between = text.norm[start:end]
    if _NEW_SENTENCE.search(text.norm, start, end + 1):
        return False
    marked, bare = _filler_words()
    known = bare if between.isascii() else marked
    return all(match.group()[0].isupper() or match.group().lower() in known for match in _WORD.finditer(between))
