"""Which date stands here? Every style met in documents and in the press, day before month unless impossible."""

import re
from dataclasses import dataclass
from datetime import date

from thenchot.domain.directives.numbers.tokens import Text

FIRST_YEAR, LAST_YEAR = 1930, 2100
_DIGITS = "0-9lo"
_MONTH_WORDS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_FOREIGN_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januari jan", "february februari feb", "march maret mar", "april apr", "may mei", "june juni jun",
            "july juli jul", "august agustus aug", "september sept sep", "october oktober oct", "november nov",
            "december desember dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH_NAME = "|".join(sorted(_FOREIGN_MONTHS, key=len, reverse=True))
_GAP = r"\s{0,8}"
# ngày 04 tháng 12 năm 2009; ngày l6 tháng 3 năm 2015; ngày 03 tháng bốn năm 2018
_IN_WORDS = (
    rf"(?<![a-z0-9])(?:ngay{_GAP})?(?:mong{_GAP})?(?P<day>[{_DIGITS}]{{1,2}}){_GAP}thang{_GAP}"
    rf"(?P<month>[{_DIGITS}]{{1,2}}|[a-z]+(?: (?:mot|hai))?){_GAP},?{_GAP}nam{_GAP}(?P<year>[{_DIGITS}]{{4}})(?![0-9a-z])"
)
_ISO = r"(?<![0-9/\-.])(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9]|-[0-9])"
# 25/10/2021, 29-11-2007, 4.10.2023, 4 / 4 / 2016
_IN_DIGITS = (
    rf"(?<![0-9a-z/])(?P<day>[{_DIGITS}]{{1,2}})\s?(?P<sep>[/\-.])\s?(?P<month>[{_DIGITS}]{{1,2}})\s?(?P=sep)\s?"
    rf"(?P<year>[{_DIGITS}]{{4}})(?![0-9a-z]|[/\-][0-9a-z])"
)
# 20th December 2022; 3 Februari 2025
_DAY_FIRST = (
    rf"(?<![0-9a-z])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)?[ ]{{1,2}}(?P<name>{_MONTH_NAME})\.?,?[ ]{{1,2}}"
    r"(?P<year>[0-9]{4})(?![0-9a-z])"
)
# August 30, 2025
_MONTH_FIRST = (
    rf"(?<![a-z])(?P<name>{_MONTH_NAME})\.?[ ]{{1,2}}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?[ ]{{1,2}}"
    r"(?P<year>[0-9]{4})(?![0-9a-z])"
)
_EAST_ASIAN = r"(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"
_PATTERNS = tuple(
    re.compile(pattern) for pattern in (_IN_WORDS, _ISO, _IN_DIGITS, _DAY_FIRST, _MONTH_FIRST, _EAST_ASIAN)
)
_OCR = str.maketrans("lo", "10")
_YEAR_WORD = re.compile(rf"(?<![a-z0-9])nam{_GAP}(?P<year>[0-9]{{4}})(?![0-9a-z])")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands in the text's `norm`."""

    start: int
    end: int
    day: date


def dates_in(text: Text, start: int, end: int) -> list[FoundDate]:
    """Whole dates between two positions, in order; impossible days (31/02) are no dates."""
    found: list[FoundDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text.folded, start, end):
            day = _day_of(match)
            if day and not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(FoundDate(match.start(), match.end(), day))
    return sorted(found, key=lambda item: item.start)


def year_in_words(text: Text, start: int, end: int) -> int | None:
    """The year of the first «năm 2022» between two positions."""
    match = _YEAR_WORD.search(text.folded, start, end)
    return int(match["year"]) if match and FIRST_YEAR <= int(match["year"]) <= LAST_YEAR else None


def iso(value: date | str | None) -> date | None:
    """A date given as a date or as ISO text; raises ValueError for other text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _day_of(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year, day = _number(groups["year"]), _number(groups["day"])
    month = _FOREIGN_MONTHS[groups["name"]] if groups.get("name") else _month(groups["month"])
    if not (year and month and day and FIRST_YEAR <= year <= LAST_YEAR):
        return None
    # A month above 12 is the American order: 11/15/2018.
    if month > 12 and groups.get("sep") == "/":
        day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(text: str) -> int | None:
    return _MONTH_WORDS.get(text) or _number(text)


def _number(text: str) -> int | None:
    digits = text.translate(_OCR)
    has_a_digit = text == "l" or any(char.isdigit() for char in text)
    return int(digits) if has_a_digit and digits.isascii() and digits.isdigit() else None
