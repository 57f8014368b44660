"""Is a word a well-formed Vietnamese syllable?

A syllable is an initial, a rime and at most one tone mark. Old encodings read the wrong way give words that are not; this is what
tells them apart. Initials and rimes are those of the standard spelling.
"""

from __future__ import annotations

import re
import unicodedata

INITIALS = (
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gh",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "ngh",
    "nh",
    "p",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
)
_SPELT = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot "
    "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uyn uynh uyt uyu "
    "ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu"
)
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}

_rimes = frozenset(_SPELT.split())
_word = re.compile(r"[^\W\d_]+(?:[\u0300-\u0323][^\W\d_]*)*")


def is_syllable(word: str) -> bool:
    """Whether a word is one Vietnamese syllable, in small or capital letters."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in parts if mark in TONES]
    if len(tones) > 1:
        return False
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
    if toneless in _rimes:
        return True
    return any(toneless.startswith(initial) and _is_rest(initial, toneless[len(initial) :]) for initial in INITIALS)


def _is_rest(initial: str, rest: str) -> bool:
    return rest in _rimes or (initial == "gi" and ("i" + rest) in _rimes) or (initial == "gi" and not rest)


def words(text: str) -> list[str]:
    """Return the words of a text: runs of letters with their marks."""
    return _word.findall(text)


def syllable_share(text: str) -> tuple[float, int]:
    """Return the share of well-formed syllables among the words with letters beyond ASCII, and how many such words there are."""
    marked = [word for word in words(text) if not word.isascii()]
    if not marked:
        return 0.0, 0
    return sum(map(is_syllable, marked)) / len(marked), len(marked)
