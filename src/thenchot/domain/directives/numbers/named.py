"""Which places in a text name a document by session or congress («Nghị quyết Trung ương 4 khóa XII»)?"""

import re
from collections.abc import Iterator

from thenchot.domain.directives.numbers.tokens import Text

_KIND = r"(?<![a-z])(?:nghi\s?quyet|ket luan|van kien|resolution)"
_NAMED = re.compile(
    rf"{_KIND}(?: cua)?(?: hoi nghi)?(?: lan thu)?"
    r"(?: (?:trung uong|tw|bch trung uong|ban chap hanh trung uong)(?: dang)?(?: lan thu)? ?(?:[0-9]{1,2}|[a-z]{2,5})(?![a-z0-9])"
    r"(?:[ ,(]{1,3}khoa [ivx]{1,6}(?:(?:, | va )[ivx]{1,6})*)?"
    r"| dai hoi(?: [a-z]+){0,8}? [ivx]{1,6}(?![a-z]))"
)
_NUMBER_WORDS = "hai ba bon tu nam sau bay tam chin muoi"
_NUMBERS = frozenset(_NUMBER_WORDS.split())


def named_in(text: Text) -> Iterator[tuple[int, int]]:
    """Positions of documents that have no number in this text."""
    for match in _NAMED.finditer(text.folded):
        last = re.search(r"(?:trung uong|tw)(?: dang)?(?: lan thu)? ?([a-z0-9]+)", match.group())
        if last is None or last[1].isdigit() or last[1] in _NUMBERS:
            yield match.start(), match.end()
