"""Which encoding do these lines speak for?

UTF-8 is proved by its form. For the one-byte encodings nothing is proof, so each candidate is read and judged by what comes
out: the Vietnamese ones by the share of well-formed syllables, the Western ones by letters and signs standing where they
may. The answer is always a ranking with a sample line to be confirmed by a person, never a verdict.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from thenchot.edges.intake.reading.letters.legacy import TCVN3, UNDEFINED, VNI, from_tcvn3, from_vni
from thenchot.edges.intake.reading.letters.syllables import syllable_share

WESTERN_AT_MOST = 0.7
SECOND_WESTERN = 0.9
SAMPLE_CHARACTERS = 160
WITHIN_WORDS = "\u2018\u2019ªº²³"


@dataclass(frozen=True, slots=True)
class TextCandidate:
    """One way to read the text: encoding, confidence from 0 to 1, and a line read that way."""

    encoding: str
    confidence: float
    sample: str


@dataclass(frozen=True, slots=True)
class Encoding:
    """A supported encoding: the codec that turns bytes into characters, and what turns these into Unicode text."""

    name: str
    codec: str
    finish: Callable[[str], str] | None = None

    def read(self, line: bytes) -> str:
        """Return a line for judging; what the encoding does not define becomes U+FFFD."""
        text = line.decode(self.codec, "replace")
        return self.finish(text) if self.finish else text


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_plain = (
    "ascii",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1254",
)
ENCODINGS: dict[str, Encoding] = {
    **{name: Encoding(name, name) for name in (*_plain, "iso8859-1", "iso8859-2", "iso8859-15", "mac-roman")},
    "cp1258": Encoding("cp1258", "cp1258", _composed),
    TCVN3: Encoding(TCVN3, "iso8859-1", from_tcvn3),
    VNI: Encoding(VNI, "cp1252", from_vni),
}
VIETNAMESE = ("cp1258", TCVN3, VNI)
WESTERN = ("cp1252", "cp1250", "iso8859-1")


def known_encoding(name: str) -> Encoding | None:
    """Return a supported encoding by any of its usual names, None if there is none."""
    lowered = name.strip().lower()
    if lowered in ENCODINGS:
        return ENCODINGS[lowered]
    try:
        return ENCODINGS.get(codecs.lookup(lowered).name)
    except (LookupError, ValueError):
        return None


def rank(lines: Sequence[bytes]) -> tuple[TextCandidate, ...]:
    """Rank the one-byte encodings for lines that hold letters beyond ASCII, best first."""
    found = [_vietnamese(ENCODINGS[name], lines) for name in VIETNAMESE]
    found += [
        _western(ENCODINGS[name], lines, 1.0 if index == 0 else SECOND_WESTERN) for index, name in enumerate(WESTERN)
    ]
    return tuple(sorted(found, key=lambda candidate: -candidate.confidence))


def sample_of(text: str) -> str:
    """Return the part of a line around its first letter beyond ASCII."""
    line = " ".join(text.split())
    first = next((index for index, letter in enumerate(line) if not letter.isascii()), 0)
    begin = max(0, first - SAMPLE_CHARACTERS // 2)
    return line[begin : begin + SAMPLE_CHARACTERS]


def _vietnamese(encoding: Encoding, lines: Sequence[bytes]) -> TextCandidate:
    text = "\n".join(encoding.read(line) for line in lines)
    share, count = syllable_share(text)
    damage = text.count(UNDEFINED) / max(1, count)
    confidence = max(0.0, share - damage) * (1 - 0.5**count)
    return TextCandidate(encoding.name, round(confidence, 3), sample_of(encoding.read(lines[0])))


def _western(encoding: Encoding, lines: Sequence[bytes], weight: float) -> TextCandidate:
    text = "\n".join(encoding.read(line) for line in lines)
    count = sum(not letter.isascii() for letter in text)
    well = sum(_stands_well(text, index) for index, letter in enumerate(text) if not letter.isascii())
    confidence = weight * WESTERN_AT_MOST * well / max(1, count) * (1 - 0.5**count)
    return TextCandidate(encoding.name, round(confidence, 3), sample_of(encoding.read(lines[0])))


def _stands_well(text: str, index: int) -> bool:
    """Whether a character may stand here: a letter in step with its neighbours' case, a sign not inside a word."""
    letter = text[index]
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    if letter == UNDEFINED or unicodedata.category(letter) in ("Cc", "Cf"):
        return False
    if unicodedata.category(letter) in ("Lu", "Ll"):
        capital_inside = letter.isupper() and before.islower()
        small_inside = letter.islower() and before.isupper() and after.isupper() and letter != "ß"
        return not (capital_inside or small_inside or (letter == "µ" and (before.isalpha() or after == " ")))
    return letter in WITHIN_WORDS or not (before.isalpha() and after.isalpha())
