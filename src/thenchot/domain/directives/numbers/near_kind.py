"""Which kind of document do the words before a number name?"""

import re
from dataclasses import dataclass

from thenchot.domain.directives.numbers.kinds import Kind, codes_spelled, kind_phrases, kinds, unspaced_words
from thenchot.domain.directives.numbers.tokens import Text, words_of

BEFORE = 160
_MARKS = frozenset({"so", "no", "number", "nr"})
_AROUND_MARKS = _MARKS | {"hieu", "ky"}
_PARTING = re.compile(r"[,;|()\n]")
CLAUSE_END = re.compile(r"[;!?]|\.\s+(?=[A-ZÀ-ỸĐ])|\n\s*\n")


@dataclass(frozen=True, slots=True)
class KindWords:
    """Kinds named before a number; `adjacent` to it, perhaps with «số» between (`marked`).

    `is_short` says that only an abbreviation stands there: «QĐ 366».
    """

    kinds: tuple[Kind, ...] = ()
    text: str = ""
    start: int = 0
    adjacent: bool = False
    marked: bool = False
    is_short: bool = False

    def allows(self, code: str) -> bool:
        """Whether the words may mean this abbreviation."""
        return any(kind.code == code for kind in self.kinds)

    def codes(self, system: str) -> tuple[str, ...]:
        """Abbreviations in one system that the words may mean."""
        return tuple(dict.fromkeys(kind.code for kind in self.kinds if kind.system == system))

    @property
    def systems(self) -> frozenset[str]:
        """Systems that have such a kind."""
        return frozenset(kind.system for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class _Window:
    """The words between two positions."""

    text: Text
    floor: int
    words: tuple[tuple[str, int, int], ...]

    @property
    def plain(self) -> list[str]:
        return [word for word, _, _ in self.words]

    def start_of(self, i: int) -> int:
        return self.floor + self.words[i][1]

    def end_of(self, i: int) -> int:
        return self.floor + self.words[i][2]

    def name(self, first: int, last: int) -> str:
        return self.text.norm[self.start_of(first) : self.floor + self.words[last - 1][2]]


def kind_before(text: Text, start: int, floor: int) -> KindWords:
    """Kind words before the number at `start`, not reaching back over `floor`."""
    floor = max(floor, start - BEFORE)
    window = _Window(text, floor, tuple(words_of(text.folded[floor:start])))
    end = _without_marks(window.plain)
    marked = bool(_MARKS & set(window.plain[end:])) or text.norm[start - 1 : start] in {"第", "№"}
    return (
        _phrase(window, end, marked=marked)
        or _abbreviation(window, end, start, marked=marked)
        or _unspaced(text, start)
        or _earlier(window, start, marked=marked)
    )


def _without_marks(plain: list[str]) -> int:
    end = len(plain)
    while end and plain[end - 1] in _AROUND_MARKS and len(plain) - end < 3:
        end -= 1
    return end


def _phrase(window: _Window, end: int, *, marked: bool) -> KindWords | None:
    # «Thông tư số liên tịch»: the mark may stand inside the kind's name, so the whole is tried first.
    for stop in (len(window.words), end):
        found = kind_phrases().ending(window.plain, stop)
        if found:
            first = stop - found[0]
            inside = "so" in window.plain[first:stop]
            return KindWords(
                found[1], window.name(first, stop), window.start_of(first), adjacent=True, marked=marked or inside
            )
    return None


def _abbreviation(window: _Window, end: int, number: int, *, marked: bool) -> KindWords | None:
    if not end:
        return None
    start, typed = window.start_of(end - 1), window.name(end - 1, end)
    if len(typed) < 2 or codes_spelled(typed) != (typed,) or window.text.norm[max(0, start - 1) : start].isalpha():
        return None
    if _PARTING.search(window.text.norm, window.end_of(end - 1), number):
        return None
    named = tuple(kind for kind in kinds() if kind.code == typed)
    return KindWords(named, typed, start, adjacent=True, marked=marked, is_short=True)


def _unspaced(text: Text, start: int) -> KindWords | None:
    behind = text.norm[max(0, start - 12) : start].rstrip(" 第№")
    found = [(word, kind) for word, kind in unspaced_words() if behind.endswith(word)]
    if not found:
        return None
    word = found[0][0]
    named = tuple(kind for _, kind in found)
    return KindWords(named, word, text.norm.rfind(word, 0, start), adjacent=True, marked=True)


def _earlier(window: _Window, start: int, *, marked: bool) -> KindWords:
    """The nearest kind with a capital in the same clause: «Quyết định của Bộ Chính trị số 31»."""
    text, floor = window.text, window.floor
    for end in CLAUSE_END.finditer(text.norm, floor, start):
        floor = end.end()
    for i in range(len(window.words) - 1, -1, -1):
        begin = window.start_of(i)
        if begin < floor:
            break
        found = kind_phrases().starting(window.plain, i) if text.norm[begin].isupper() else None
        if found:
            return KindWords(found[1], window.name(i, i + found[0]), begin, marked=marked)
    return KindWords(marked=marked)
