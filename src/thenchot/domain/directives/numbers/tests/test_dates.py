# real spellings are long and hold look-alike characters
"""Dates in every style met; impossible days and other labels' dates are not taken."""

from datetime import date

import pytest

from thenchot.domain.directives.numbers import parse
from thenchot.domain.directives.numbers.dates import dates_in
from thenchot.domain.directives.numbers.terms import term_on
from thenchot.domain.directives.numbers.tokens import read
from thenchot.foundation.kernel.roman import from_roman, roman

STYLES = """
ngày 04 tháng 12 năm 2009 => 2009-12-04
ngày 4 tháng 12 năm 2009 => 2009-12-04
Ngày 04 Tháng 12 Năm 2009 => 2009-12-04
NGÀY 04 THÁNG 12 NĂM 2009 => 2009-12-04
ngay 04 thang 12 nam 2009 => 2009-12-04
ngày 04  tháng 12  năm  2009 => 2009-12-04
ngày l6 tháng 3 năm 2015 => 2015-03-16
ngày 1O tháng 3 năm 2O15 => 2015-03-10
ngày 03 tháng bốn năm 2018 => 2018-04-03
ngày 03 tháng tư năm 2018 => 2018-04-03
ngày 03 tháng mười hai năm 2018 => 2018-12-03
ngày mồng 2 tháng 9 năm 1945 => 1945-09-02
ngày 01 tháng giêng năm 2005 => 2005-01-01
25/10/2021 => 2021-10-25
29-11-2007 => 2007-11-29
4.10.2023 => 2023-10-04
8-10-2025 => 2025-10-08
02/ 8/ 1999 => 1999-08-02
09 - 01 - 2026 => 2026-01-09
2025-05-30 => 2025-05-30
11/15/2018 12:00:00 AM => 2018-11-15
20th December 2022 => 2022-12-20
3 Februari 2025 => 2025-02-03
August 30, 2025 => 2025-08-30
March 5th, 2020 => 2020-03-05
2025年8月30日 => 2025-08-30
"""
LINES = [tuple(line.split(" => ")) for line in STYLES.splitlines() if line]


def _dates(raw):
    text = read(raw)
    return [found.day for found in dates_in(text, 0, len(text.norm))]


@pytest.mark.parametrize(("raw", "day"), LINES, ids=[raw for raw, _ in LINES])
def test_a_date_is_read(raw, day):
    assert _dates(raw) == [date.fromisoformat(day)]


@pytest.mark.parametrize(
    "raw",
    [
        "31/02/2015",
        "ngày 30 tháng 13 năm 2015",
        "45/10/2021",
        "25/10/21",
        "1/2/3/2021",
        "12/2020",
        "ngày … tháng … năm 2020",
    ],
)
def test_what_is_no_whole_possible_date_is_none(raw):
    assert _dates(raw) == []


@pytest.mark.parametrize(
    "raw",
    [
        "Thông tư 12/2020/TT-BQP có hiệu lực từ ngày 01/7/2020",
        "Số hiệu: 12/2020/TT-BQP Ngày đăng công báo: 12/07/2020",
        "Số hiệu: 12/2020/TT-BQP Ngày hiệu lực: 12/07/2020",
        "Nghị quyết số 06-NQ/TW về tổ chức kỷ niệm ngày 22/12/1944",
        "Số: 11-HD/UBKTTW V/v thực hiện Quy định số 94-QĐ/TW ngày 15/10/2007",
        "Nghị quyết số 06-NQ/TW. Ngày 25/10/2021, hội nghị khai mạc",
        "Công báo/Số 18/Ngày 12/5/2015 Số: 666/2015/QĐ-UBND",
        "Thông tư số 12/2020/TT-BQP về việc sửa đổi quy định ban hành ngày 01/7/2020",
        "Nghị quyết số 06-NQ/TW được quán triệt ngày 25/10/2021",
    ],
)
def test_a_date_that_is_not_the_documents_own_is_left_alone(raw):
    assert parse(raw).date is None


@pytest.mark.parametrize(
    "raw",
    [
        "Nghị quyết số 1656-NQ/QUTW của Quân ủy Trung ương ngày 20/12/2022",
        "Nghị quyết số 1656-NQ/QUTW (Quân ủy Trung ương, 20/12/2022)",
        "Nghị quyết số 1656-NQ/QUTW do Quân ủy Trung ương ban hành ngày 20/12/2022",
        "Ngày 20/12/2022, Quân ủy Trung ương ban hành Nghị quyết số 1656-NQ/QUTW",
        "Hà Nội, ngày 20 tháng 12 năm 2022\nSố 1656-NQ/QUTW",
        "Số 1656-NQ/QUTW\n\nHà Nội, ngày 20 tháng 12 năm 2022",
        "1656-NQ/QUTW | 20/12/2022",
    ],
)
def test_the_documents_own_date_is_found_before_or_behind(raw):
    assert parse(raw).date == "2022-12-20"


def test_a_date_behind_the_title_is_taken_when_its_year_is_the_symbols():
    assert parse("Thông tư số 12/2020/TT-BQP về công tác kho, ngày 05/3/2020").date == "2020-03-05"
    assert parse("Nghị quyết số 06-NQ/TW về công tác kho, ngày 05/3/2020").date is None


def test_a_year_in_words_gives_the_year_only():
    result = parse("Văn bản hợp nhất 26/VBHN-BTC năm 2022")
    assert (result.year, result.date) == (2022, None)


@pytest.mark.parametrize(("day", "term"), [("2021-02-01", "XII"), ("2021-02-02", "XIII"), ("1977-12-24", "IV")])
def test_a_party_term_begins_the_day_after_the_congress_closes(day, term):
    assert term_on("party", date.fromisoformat(day)).roman == term
    assert parse(f"27-CT/TW {day}").term == term


def test_a_term_in_words_is_kept_when_there_is_no_date():
    assert parse("Nghị quyết số 18-NQ/TW khóa XII").term == "XII"
    assert parse("Directive No.05-CT/TW of the Politburo (the 12th Tenure)").term == "XII"
    assert parse("Nghị quyết số 18-NQ/TU khóa XII").term is None


@pytest.mark.parametrize("number", range(1, 40))
def test_roman_numerals_are_read_as_they_are_written(number):
    assert from_roman(roman(number)) == number
