"""Does a text hold letters that only look right?

A Cyrillic a in a Latin word makes a second unit that no one can tell from the first. Words of two scripts are refused with
the place named; so is a word all of whose letters have Latin twins, where the other words of the text are Latin.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from thenchot.edges.intake.reading.faults import Place, ReadingFault, phrase

# Cyrillic and Greek letters by code point, beside the Latin letters that look the same
_CYRILLIC = (
    (0x0410, "A"), (0x0412, "B"), (0x0415, "E"), (0x0405, "S"), (0x0406, "I"), (0x0408, "J"), (0x041A, "K"), (0x041C, "M"),
    (0x041D, "H"), (0x041E, "O"), (0x0420, "P"), (0x0421, "C"), (0x0422, "T"), (0x0423, "Y"), (0x0425, "X"), (0x0430, "a"),
    (0x0435, "e"), (0x0455, "s"), (0x0456, "i"), (0x0458, "j"), (0x043E, "o"), (0x0440, "p"), (0x0441, "c"), (0x0443, "y"),
    (0x0445, "x"), (0x04BB, "h"), (0x0501, "d"), (0x04CF, "l"), (0x051B, "q"), (0x051D, "w"),
)  # fmt: skip
_GREEK = (
    (0x0391, "A"), (0x0392, "B"), (0x0395, "E"), (0x0396, "Z"), (0x0397, "H"), (0x0399, "I"), (0x039A, "K"), (0x039C, "M"),
    (0x039D, "N"), (0x039F, "O"), (0x03A1, "P"), (0x03A4, "T"), (0x03A5, "Y"), (0x03A7, "X"), (0x03BF, "o"), (0x03BD, "v"),
)  # fmt: skip
TWINS = {chr(code): latin for code, latin in (*_CYRILLIC, *_GREEK)}
_word = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_hidden = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
ONE_SCRIPT = phrase("letters of one script in a word")
NOTHING_HIDDEN = phrase("characters that can be seen")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A letter that is not what it looks like: its place in the text, the letter, the word it stands in."""

    at: int
    letter: str
    word: str

    @property
    def found(self) -> str:
        """The letter by its Unicode name and its word."""
        return f"{unicodedata.name(self.letter, hex(ord(self.letter)))} in {self.word!r}"

    @property
    def corrected(self) -> str:
        """The word with Latin letters in place of their twins."""
        return "".join(TWINS.get(letter, letter) for letter in self.word)


def lookalike(text: str) -> Lookalike | None:
    """Return the first letter of another script that passes for a Latin one, None if there is none."""
    if text.isascii():
        return None
    words = [(match.start(), match[0]) for match in _word.finditer(text)]
    latin_around = any(_scripts(word) == {"LATIN"} for _, word in words)
    for start, word in words:
        scripts = _scripts(word)
        disguised = latin_around and "LATIN" not in scripts and all(letter in TWINS for letter in word)
        if len(scripts) > 1 or disguised:
            offset = next(index for index, letter in enumerate(word) if _script(letter) not in ("LATIN", ""))
            return Lookalike(start + offset, word[offset], word)
    return None


def hidden_character(text: str) -> tuple[int, str] | None:
    """Return place and name of the first character that shows nothing (zero width, soft hyphen, control), None if none."""
    if text.isascii() and text.isprintable():
        return None
    match = _hidden.search(text)
    return (match.start(), unicodedata.name(match[0], f"U+{ord(match[0]):04X}")) if match else None


def letter_fault(text: str, place: Place) -> ReadingFault | None:
    """Return the fault of a text with a look-alike letter or a hidden character, None for a clean text."""
    twin = lookalike(text)
    if twin is not None:
        advice = phrase("Write {word} with Latin letters: {corrected}", word=twin.word, corrected=twin.corrected)
        return ReadingFault("lookalike-letter", place, f"{twin.found}, character {twin.at + 1}", ONE_SCRIPT, advice)
    hidden = hidden_character(text)
    if hidden is not None:
        advice = phrase("Delete it and type the text again.")
        return ReadingFault(
            "hidden-character", place, f"{hidden[1]}, character {hidden[0] + 1}", NOTHING_HIDDEN, advice
        )
    return None


def composed(text: str) -> tuple[str, str | None]:
    """Return the text in composed form (NFC), and the text as it was if that differs."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    return unicodedata.normalize("NFC", text), text


def _scripts(word: str) -> set[str]:
    return {script for letter in word if (script := _script(letter))}


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """Return the script of a letter as its name begins; empty for marks and for letters of no script (µ, ª)."""
    if not unicodedata.category(letter).startswith("L") or letter in "\u00b5\u00aa\u00ba":
        return ""
    return unicodedata.name(letter, "").partition(" ")[0]
