"""TCVN3 (fonts .VnTime and the like) and VNI-Windows as Unicode.

Both show Vietnamese through their fonts, so that a program without the font shows Western letters and signs. TCVN3 gives
each letter one byte (TCVN 5712:1993); fonts whose name ends in H show the same bytes as capitals, which no text tells. VNI
writes a vowel and, after it, one letter that stands for its marks. Tables are kept by the bytes of code page 1252.
"""

from __future__ import annotations

import re
import unicodedata

TCVN3 = "tcvn3"
VNI = "vni"

# byte 0xA1 and following; a space marks a byte the standard leaves free
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ"
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    "éẹềểễếệìỉỄẾỒĩíịò"
    "Ổỏõóọồổỗốộờởỡớợù"
    "ỖủũúụừửữứựỳỷỹýỵỐ"
)
# signs that texts in TCVN3 fonts still take from code page 1252
_SIGNS = {code: bytes([code]).decode("cp1252") for code in (0x85, *range(0x91, 0x98), 0xA0)}
UNDEFINED = "\ufffd"

_TONE_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_SINGLE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _tcvn3_table() -> dict[int, str]:
    table = dict.fromkeys(range(0x80, 0x100), UNDEFINED)
    table.update({0xA1 + index: letter for index, letter in enumerate(_TCVN3_LETTERS)})
    table.update(_SIGNS)
    return table


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for vowel in "aeouyôö":
        base = _SINGLE.get(vowel, vowel)
        pairs.update({vowel + sign: base + mark for sign, mark in _TONE_MARKS.items()})
    for vowel in "aeo":
        pairs.update({vowel + sign: vowel + "\u0302" + mark for sign, mark in _CIRCUMFLEX.items()})
    pairs.update({"a" + sign: "a\u0306" + mark for sign, mark in _BREVE.items()})
    return {pair: unicodedata.normalize("NFC", letter) for pair, letter in (_SINGLE | pairs).items()}


_tcvn3 = _tcvn3_table()
_vni = _vni_pairs()
_vni_pattern = re.compile("|".join(sorted(map(re.escape, _vni), key=len, reverse=True)), re.IGNORECASE)
_western_signs = {
    character: code
    for code in range(0x80, 0xA0)
    if (character := bytes([code]).decode("cp1252", "replace")) != UNDEFINED
}


def from_tcvn3(text: str) -> str:
    """Return TCVN3 text, given as code page 1252 or Latin-1 shows it, as Unicode; U+FFFD where the standard has no letter."""
    shown = "".join(_tcvn3.get(_western_signs.get(character, ord(character)), character) for character in text)
    return unicodedata.normalize("NFC", shown)


def from_vni(text: str) -> str:
    """Return VNI-Windows text, given as code page 1252 shows it, as Unicode; the case of a letter is that of its vowel."""
    return _vni_pattern.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    letter = _vni[match[0].lower()]
    return letter.upper() if match[0][0].isupper() else letter
