"""Vietnamese text: how it is stored (NFC), how it is found without marks, and how it is ordered."""

from __future__ import annotations

import unicodedata

_STROKES = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})


def tidy(text: str) -> str:
    """Composed form (NFC), outer blanks cut, inner runs of blanks made one: what is stored.

    >>> tidy("  Kho   đạn ")
    'Kho đạn'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Lower case without any mark, đ as d: what is searched, so that `kho dan` finds *kho đạn*.

    >>> fold("Ngưỡng Đỗ")
    'nguong do'
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKES).casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
