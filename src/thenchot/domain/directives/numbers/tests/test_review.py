"""What cannot be decided goes to a person with a reason; it is never guessed."""

import pytest

from thenchot.domain.directives.numbers import Parsed, Review, parse
from thenchot.domain.directives.numbers.reasons import REASONS

DOUBTFUL = """
Nghị quyết 57 của Bộ Chính trị => bare_number
Nghi quyết 328 của Quân ủy Trung ương => bare_number
Nghị định 30 của Chính phủ => year_missing
Thông tư 121/2024 => issuer_missing
Nghị quyết 57-NQ => issuer_missing
Quy định số 366 của Bộ Chính trị => type_ambiguous
Quy định số 8 ngày 25/10/2018 của Ban Chấp hành Trung ương => type_ambiguous
Nghị quyết số 57 => issuer_missing
Kết luận 12/2025 của Sở Lạ => issuer_missing
Thông tư số 1592025/TT-BTC => number_year_glued
thông tư số 1901998ttbtc => number_year_glued
thong-tu-892013tt-btc => number_year_glued
Thông tư 82011/TT-BTC => number_year_glued
tailieunhanh.com/vn/p1_thông-tư-số-012018tt-bkhđt.html => number_year_glued
Thông tư số -. .- |1592025/TTBTC => number_year_glued
Thông tư số 12 1/2024/TT-BQP => number_split
Thông tư số 1.211/2024/TT-BQP => number_unclear
30/20/NĐ-CP => year_unclear
5/12/2020/NĐ-CP => left_part_unclear
l/2020/NĐ-CP => left_part_unclear
2020/NĐ-CP => left_part_unclear
Thông tư 2024/TT-BQP => left_part_unclear
Số: ……/2024/TT-BQP => left_part_unclear
Số:    /2024/TT-BQP => left_part_unclear
Số: |59/2025/TT-BTC => left_part_unclear
Số:      /QĐ-BQP => no_number
Nghị định số 30/CP ngày 5/3/2020 => type_missing
Thông tư 12345/BTC-TCT => type_missing
Quyết định 123/ABC-XYZ => type_unknown
PA-76/HĐBT => type_missing
so 06-DA/TU cua Tinh uy => type_ambiguous
12-TT/ABC => type_ambiguous
64/TC-TCT => type_ambiguous
8/LĐTBXH-TT => type_ambiguous
Quyết định số 16/QĐ/BTC => issuer_unknown
Nghị quyết số 15-NO/XYZQ => issuer_unknown
Thông tư số 09-TT/XYZQ => issuer_unknown
Chỉ thị số 09-CT/XYZQ ngày 5/5/1990 => issuer_unknown
15/TW => type_missing
Nghị quyết 15/BQP => type_missing
12-BQP => type_missing
Luật số 29 ngày 15/11/2018 của Quốc hội => type_ambiguous
Nghị quyết số 57 ngày 5/5/1983 của Quân ủy Trung ương => issuer_not_existing
Số 1592025/XYZQ-KT => number_year_glued
TCVN 1234:1986 => issuer_missing
Nghị định 30/2020/NĐ-GP => issuer_unknown
198-KH-XYZQ => issuer_unknown
Quyết định số 1141-TC/QĐ/CĐKT ngày 1/11/1995 => old_style_unclear
12-NĐ/TW => kind_not_in_system
Nghị quyết số 18-NQ/TW, 19-NQ/TW => several_numbers
Nghị quyết số 18-NQ/TW và Nghị quyết số 19-NQ/TW => several_numbers
Nghị quyết Trung ương 4 khóa XI => named_document
Nghị quyết Trung ương 4 khóa XII, XIII => named_document
Nghị quyết Đại hội XIII của Đảng => named_document
Thông tư 12/2020/TT-BNNMT => issuer_not_existing
Quyết định 12/QĐ-BGTVT ngày 5/3/2025 => issuer_not_existing
Nghị quyết 15-NQ/QUTW ngày 29/11/2007 => issuer_not_existing
Luật số 29/2018/QH13 => issuer_not_existing
Nghị định 12/HĐBT ngày 5/5/1995 => issuer_not_existing
Thông tư số 18/2010/TT-BTC ngày 01/02/2011 => date_conflict
Nghị quyết HDQT_2016_NQ 13 HDQT => no_number
Nghị quyết 57 => issuer_missing
xyz => no_number
25/10/2021 => no_number
24/7 => no_number
"""
LINES = [tuple(line.rsplit(" => ", 1)) for line in DOUBTFUL.splitlines() if line]


@pytest.mark.parametrize(("raw", "reason"), LINES, ids=[raw for raw, _ in LINES])
def test_a_doubtful_spelling_goes_to_review_with_its_reason(raw, reason):
    result = parse(raw)
    assert isinstance(result, Review), result
    assert result.reason == reason


def test_every_reason_has_a_sentence_that_names_what_was_found():
    for reason in REASONS:
        assert "«57»" in Review(reason=reason, found="«57»").message


@pytest.mark.parametrize(
    ("raw", "candidates"),
    [
        ("Nghị quyết 57 của Bộ Chính trị", ("57-NQ/TW",)),
        ("Thông tư số 1592025/TT-BTC", ("159/2025/TT-BTC",)),
        ("Nghị quyết số 18-NQ/TW, 19-NQ/TW", ("18-NQ/TW", "19-NQ/TW")),
        ("Quyết định số 1911 ngày 6/10/2014 của Thủ tướng Chính phủ", ("1911/QĐ-TTg", "1911/2014/QĐ-TTg")),
        ("Thông tư số 18/2010/TT-BTC ngày 01/02/2011", ("18/2010/TT-BTC",)),
    ],
)
def test_a_review_offers_the_readings_it_did_not_choose_between(raw, candidates):
    assert parse(raw).candidates == candidates


def test_what_is_known_from_elsewhere_settles_a_doubt():
    assert parse("198-KH-XYZQ").reason == "issuer_unknown"
    assert parse("198-KH-XYZQ", system="state").canonical == "198/KH-XYZQ"
    assert parse("198-KH-XYZQ", system="party").canonical == "198-KH/XYZQ"
    assert parse("Nghị quyết số 57", issuer="Bộ Chính trị").canonical == "57-NQ/TW"
    assert parse("Thông tư 121/2024", issuer="BQP").canonical == "121/2024/TT-BQP"
    assert parse("Nghị quyết 382", issuer="ĐUQSTW", date="2007-11-29").date == "2007-11-29"
    assert parse("02/TTLT/BTC-MTTW", date="2002-01-10").canonical == "02/2002/TTLT/BTC-MTTW"


def test_the_given_issuer_names_the_body_behind_a_shared_code():
    result = parse("204-NQ/ĐU", issuer="Đảng ủy Tổng cục Kỹ thuật")
    assert result.issuer_vi == "Đảng ủy Tổng cục Kỹ thuật"


@pytest.mark.parametrize(
    ("raw", "given", "reason"),
    [
        ("57-NQ/TW", {"system": "state"}, "system_conflict"),
        ("57-NQ/TW", {"issuer": "Bộ Quốc phòng"}, "issuer_conflict"),
        ("57-NQ/TW ngày 22/12/2024", {"date": "2024-12-21"}, "date_conflict"),
        ("30/2020/NĐ-CP", {"date": "2021-03-05"}, "date_conflict"),
    ],
)
def test_a_spelling_that_contradicts_what_is_known_goes_to_review(raw, given, reason):
    assert parse(raw, **given).reason == reason


def test_a_date_argument_that_is_no_date_is_refused():
    with pytest.raises(ValueError, match="Invalid isoformat"):
        parse("57-NQ/TW", date="22/12/2024")


def test_the_symbol_is_believed_over_the_words_and_the_conflict_is_shown():
    result = parse("Nghị quyết số 847-NQ / QUTW, ngày 28/12/2021 của Ban Chấp hành Trung ương")
    assert isinstance(result, Parsed)
    assert result.issuer_code == "QUTW"
    assert [(one.about, one.symbol, one.words) for one in result.conflicts] == [
        ("issuer", "QUTW", "Ban Chấp hành Trung ương")
    ]


def test_a_later_name_of_the_same_body_is_no_conflict():
    raw = "Nghị quyết số 382-NQ/ĐUQSTW ngày 29/11/2007 của Quân ủy Trung ương"
    assert parse(raw).conflicts == ()


def test_tu_and_tw_are_never_mistaken_for_each_other():
    assert parse("Quyết định 399-QĐ/TU").issuer_code == "TU"
    assert parse("Quy định 399-QĐ/TW").issuer_code == "TW"
    assert parse("Quy định 399-QĐ/TƯ").issuer_code == "TW"


def test_a_circular_is_not_found_inside_a_decision_of_the_prime_minister():
    assert parse("36/2026/QĐ-TTg").type_code == "QĐ"
    assert parse("36/2026/TT-BXD").type_code == "TT"
