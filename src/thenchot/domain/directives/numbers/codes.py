"""Which issuer's code stands in this atom, even glued to the next word or with a letter misread?"""

import re
from dataclasses import dataclass
from functools import lru_cache

from thenchot.domain.directives.numbers.issuers import code_spelled
from thenchot.domain.directives.numbers.kinds import codes_spelled

_UNLISTED = re.compile(r"[A-ZĐ][A-ZĐ]+[0-9]{0,3}|[A-ZĐ]+[0-9]{1,3}")
_UNLISTED_GLUED = re.compile(r"(?P<code>[A-ZĐ]{2,}|[A-ZĐ]+[0-9]{1,3})(?P<low>[a-zà-ỹđ]+)")
_WORD_START = re.compile(r"[A-ZÀ-ỸĐ]?[a-zà-ỹđ]+|[A-ZÀ-ỸĐ]*[À-ÃÈ-ÊÌ-ÍÒ-ÕÙ-ÚÝĂĨŨƠƯẠ-Ỹ][A-ZÀ-ỸĐ]*")
_FOLLOWING = "ngày của về và do ban quy năm có để tại theo là được hướng sửa thay nay khóa trong đã cho vào với từ"
_FOLLOWING_WORDS = frozenset(_FOLLOWING.split())
_TYPED_U = re.compile("T[Ưư]")
_MISREAD = {"0": "O", "1": "I", "5": "S", "8": "B"}
_STRAY = "Il1"


@dataclass(frozen=True, slots=True)
class Code:
    """An issuer's code, how many characters of the atom it takes, and whether it is listed or was mended."""

    text: str
    length: int
    listed: bool
    mended: bool = False


@lru_cache(maxsize=8192)
def code_in(spelling: str, *, as_typed: bool = False) -> Code | None:
    """The code at the start of an atom; None when the letters cannot be a code."""
    known = code_spelled(spelling, as_typed=True)
    if known:
        return Code(known, len(spelling), listed=True)
    return _listed_glued(spelling) or (None if as_typed else _loosely_spelled(spelling))


def _loosely_spelled(spelling: str) -> Code | None:
    known = code_spelled(spelling)
    if known and len(spelling) > 1:
        return Code(known, len(spelling), listed=True)
    plain = _TYPED_U.sub("TW", spelling).replace("&", "")
    if _UNLISTED.fullmatch(plain):
        mended = _mended(plain)
        return Code(mended or plain, len(spelling), listed=mended is not None, mended=mended is not None)
    return _unlisted_glued(spelling)


def _listed_glued(spelling: str) -> Code | None:
    for length in range(len(spelling) - 1, 1, -1):
        if _WORD_START.fullmatch(spelling, length):
            known = code_spelled(spelling[:length], as_typed=True)
            if known:
                return Code(known, length, listed=True)
    return None


def _unlisted_glued(spelling: str) -> Code | None:
    match = _UNLISTED_GLUED.fullmatch(spelling)
    if not match:
        return None
    whole = match["low"] in _FOLLOWING_WORDS or match["code"][-1].isdigit()
    code = match["code"] if whole else match["code"][:-1]
    return Code(code, len(code), listed=False) if len(code) > 1 and len(match["low"]) > 1 else None


def _mended(code: str) -> str | None:
    found = {known for tried in _corrections(code) if (known := code_spelled(tried, as_typed=True))}
    return found.pop() if len(found) == 1 else None


def _corrections(code: str) -> list[str]:
    tried = [code.replace("VV", "W")] if "VV" in code else []
    tried += ["".join(_MISREAD.get(char, char) for char in code)] if any(char in _MISREAD for char in code) else []
    if len(code) > 5:
        tried += [code[:i] + code[i + 1 :] for i, char in enumerate(code) if char in _STRAY]
        tried += [code[:i] + code[i + 1 :] for i in range(1, len(code)) if code[i] == code[i - 1]]
    return [text for text in tried if text != code]


def kind_and_issuer(spelling: str) -> tuple[str, int] | None:
    """A kind and a listed issuer written as one word, if that can be read in one way only: NĐCP, QDTW."""
    found = [
        (codes[0], length)
        for length in range(2, len(spelling) - 1)
        if len(codes := codes_spelled(spelling[:length])) == 1 and _is_listed(spelling[length:])
    ]
    return found[0] if len(found) == 1 else None


def _is_listed(spelling: str) -> bool:
    code = code_in(spelling)
    return code is not None and code.listed


def mended_kind(spelling: str) -> tuple[str, ...]:
    """Kinds behind a misread abbreviation: a doubled letter (QĐĐ), or O and 0 for Q (NO, 0Đ)."""
    single = re.sub(r"(.)\1", r"\1", spelling)
    round_letters = spelling.translate({ord("O"): "Q", ord("0"): "Q"})
    found = {codes for tried in (single, round_letters) if tried != spelling and (codes := codes_spelled(tried))}
    return found.pop() if len(found) == 1 else ()
