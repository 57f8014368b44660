"""Which date and term belong to the symbol here, and not to the one it cites or to coming into force?"""

import re
from datetime import date

from thenchot.domain.directives.numbers.dates import FoundDate, dates_in, year_in_words
from thenchot.domain.directives.numbers.near_issuer import AFTER, is_filler
from thenchot.domain.directives.numbers.near_kind import BEFORE
from thenchot.domain.directives.numbers.terms import term_numbered
from thenchot.domain.directives.numbers.tokens import LETTER, Text
from thenchot.foundation.kernel.roman import from_roman, roman

_NOT_ITS_OWN = re.compile(
    rf"(?<![{LETTER}])(?:hiệu lực|áp dụng|công báo|ngày đến|ngày nhận|cập nhật|kỷ niệm|hết hạn|từ|đến|trước|sau|"
    r"hieu luc|ap dung|cong bao|ngay den|ngay nhan|cap nhat|ky niem|het han)"
    r"(?: (?:từ|kể từ|tu|ke tu))?\s*:?\s*(?:ngày|ngay)?\s*:?\s*\Z"
)
_OTHER_DAY = re.compile("hiệu lực|áp dụng|công báo|kỷ niệm|sửa đổi|thay thế|từ ngày|đến ngày|trước ngày|sau ngày")
_SENTENCE_START = re.compile(rf"(?:^|[\n.;!?“\"(])\s*(?:[A-ZÀ-ỸĐ][{LETTER}]*[ ,.]*){{0,6}}\Z")
_TERM = re.compile(r"khoa\s+(?P<roman>[ivx]{1,6})(?![a-z])|(?P<number>[0-9]{1,2})(?:st|nd|rd|th)\s+(?:tenure|term)")


def date_after(text: Text, end: int, ceiling: int) -> FoundDate | None:
    """The date that a symbol is given behind it, with nothing but names between."""
    found = dates_in(text, end, min(ceiling, end + AFTER))
    if not found or not is_filler(text, end, found[0].start):
        return None
    return None if _NOT_ITS_OWN.search(text.norm[end : found[0].start].lower()) else found[0]


def date_before(text: Text, start: int, floor: int) -> FoundDate | None:
    """The date at the head of the symbol's own sentence or page: «Ngày 20/12/2022, Quân ủy Trung ương ban hành»."""
    floor = max(floor, start - BEFORE)
    found = dates_in(text, floor, start)
    if len(found) != 1 or not _SENTENCE_START.search(text.norm[max(0, floor - 1) : found[0].start]):
        return None
    if _NOT_ITS_OWN.search(text.norm[floor : found[0].start].lower()):
        return None
    return found[0] if is_filler(text, found[0].end, start) else None


def year_after(text: Text, end: int, ceiling: int) -> int | None:
    """The year of «năm 2022» behind a symbol, with nothing but names between."""
    ceiling = min(ceiling, end + 60)
    place = text.folded.find("nam", end, ceiling)
    return year_in_words(text, end, ceiling) if place >= 0 and is_filler(text, end, place) else None


def last_date(text: Text, end: int, year: int) -> date | None:
    """The only date behind the symbol of a whole spelling, if it is of the symbol's own year."""
    found = dates_in(text, end, len(text.norm))
    fits = len(found) == 1 and found[0].day.year == year
    return found[0].day if fits and not _OTHER_DAY.search(text.norm[end : found[0].start].lower()) else None


def term_after(text: Text, end: int, ceiling: int) -> str | None:
    """The Party term named behind a symbol: «khóa XII», «the 12th Tenure»."""
    match = _TERM.search(text.folded, end, min(ceiling, end + 80))
    if match is None or not is_filler(text, end, match.start()):
        return None
    number = from_roman(match["roman"]) if match["roman"] else int(match["number"])
    return roman(number) if number and term_numbered("party", number) else None
