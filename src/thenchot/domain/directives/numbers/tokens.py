"""What does the reader see? Text with look-alike characters made one, each position traceable to the raw text.

Two views of equal length are kept: `norm` (dashes, slashes, spaces and letters made uniform, still with Vietnamese
marks) and `folded` (lower case, no marks), so that one offset serves both.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"  # noqa: RUF001  # the last letter of the block that Vietnamese uses
_HYPHENS = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
_SLASHES = "\u2044\u2215\u2571\uff0f"
_SPACES = "\t\r\f\v\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_IGNORED = "\u200b\u200c\u200d\u2060\ufeff"
_CYRILLIC = dict(zip("АВЕКМНОРСТХ", "ABEKMHOPCTX", strict=True))  # noqa: RUF001  # look-alikes are the point
# Eth and African D look like Đ; § and ® are Đ and đ in the old TCVN3 fonts, Ñ and ñ in the VNI fonts.
_ETH = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ", "§": "Đ", "®": "đ", "Ñ": "Đ", "ñ": "đ"}


def _uniform_table() -> dict[int, str]:
    table = {ord(char): "-" for char in _HYPHENS}
    table |= {ord(char): "/" for char in _SLASHES + "\\"}
    table |= {ord(char): " " for char in _SPACES}
    table |= {0xFF01 + i: chr(0x21 + i) for i in range(94)}
    table |= {ord(char): "/" for char in _SLASHES} | {0xFF0D: "-"}
    return table | {ord(a): b for a, b in (_CYRILLIC | _ETH).items()}


def _fold_table() -> dict[int, str]:
    table = {ord("Đ"): "d", ord("đ"): "d"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    return table | {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}


_UNIFORM = _uniform_table()
_FOLD = _fold_table()
# A table flattened to one line often shows its line break as these two characters.
_TYPED_BREAK = re.compile(r"\\n")
_IGNORABLE = re.compile(f"[{_IGNORED}]")


def fold(text: str) -> str:
    """Lower case without Vietnamese marks, one character for one: «Quyết định» gives «quyet dinh»."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Text:
    """A text ready for reading; `at` leads from a position in `norm` back to the raw text."""

    raw: str
    norm: str
    folded: str
    offsets: tuple[int, ...] | None

    def at(self, position: int) -> int:
        """Position in the raw text of this position in `norm`."""
        return position if self.offsets is None else self.offsets[position]

    def span(self, start: int, end: int) -> str:
        """The raw text behind `norm[start:end]`."""
        return self.raw[self.at(start) : self.at(end)]


def read(raw: str) -> Text:
    """Prepare a raw text: composed letters, uniform dashes, slashes and spaces; takes linear time."""
    if _IGNORABLE.search(raw) or not unicodedata.is_normalized("NFC", raw):
        composed, offsets = _compose(raw)
    else:
        composed, offsets = raw, None
    norm = _TYPED_BREAK.sub("  ", composed).translate(_UNIFORM)
    return Text(raw=raw, norm=norm, folded=fold(norm), offsets=offsets)


def _compose(raw: str) -> tuple[str, tuple[int, ...]]:
    pieces: list[str] = []
    offsets: list[int] = []
    for start, end in _clusters(raw):
        piece = unicodedata.normalize("NFC", _IGNORABLE.sub("", raw[start:end]))
        pieces.append(piece)
        offsets.extend([start] * len(piece))
    return "".join(pieces), (*offsets, len(raw))


def _clusters(raw: str) -> Iterator[tuple[int, int]]:
    start = 0
    for i in range(1, len(raw) + 1):
        if i < len(raw) and (unicodedata.combining(raw[i]) or raw[i] in _IGNORED):
            continue
        yield start, i
        start = i


def words_of(folded: str) -> list[tuple[str, int, int]]:
    """The words of a folded text with their positions; hyphens and breaks part words as spaces do."""
    return [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]


_WORD = re.compile(r"[a-z0-9]+")
