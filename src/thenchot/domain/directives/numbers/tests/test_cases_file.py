"""Every real spelling of the shared case file is read as its truth says, as far as the raw text supports it."""

import csv
import re
from pathlib import Path

import pytest

from thenchot.domain.directives.numbers import Parsed, Review, parse

CASES = next(
    (
        parent / "shared" / "cases" / "document_numbers.tsv"
        for parent in Path(__file__).parents
        if (parent / "shared").is_dir()
    ),
    None,
)


def _rows():
    if CASES is None or not CASES.exists():
        return []
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = _rows()


def test_the_case_file_is_there():
    if not ROWS:
        pytest.skip("../shared/cases/document_numbers.tsv is not beside this checkout")
    assert len(ROWS) >= 100


def _must_be_reviewed(row):
    return not row["number"] or not row["issuer_code"] or not row["canonical"]


@pytest.mark.parametrize("row", ROWS, ids=[row["raw"][:60] for row in ROWS])
def test_a_real_spelling_is_read_as_its_truth(row):
    result = parse(row["raw"])
    if _must_be_reviewed(row):
        assert isinstance(result, Review)
        return
    assert isinstance(result, Parsed), result
    for column in ("system", "number", "issuer_code", "canonical"):
        assert getattr(result, column) == row[column], column
    assert result.type_code == _type_code_in_raw(row)
    assert result.date == _date_in_raw(row)
    assert result.year in _years_in_raw(row)


def _type_code_in_raw(row):
    # «111-HĐBT/1981» names no kind; that it was a decision is known from elsewhere.
    names_no_kind = row["raw"] == "111-HĐBT/1981"
    return "" if names_no_kind else row["type_code"]


def _date_in_raw(row):
    # One page prints 2017 where 2016 is right: a parser of the raw text gives what is printed.
    if "WRONG year on the page" in row["traits"]:
        return "2017-07-26"
    if "date not in raw" in row["traits"] or not row["date"]:
        return None
    day, year = str(int(row["date"][8:])), row["date"][:4]
    is_printed = re.search(rf"(?<!\d)0?{day}(?!\d)", row["raw"]) and _prints_month(row)
    return row["date"] if is_printed and year in row["raw"] else None


def _prints_month(row):
    month = int(row["date"][5:7])
    return bool(re.search(rf"[/.\-]0?{month}[/.\-]|tháng|December|August|Februari", row["raw"]))


def _years_in_raw(row):
    if "WRONG year on the page" in row["traits"]:
        return {2017}
    return {int(row["year"])} if row["year"] and row["year"] in row["raw"] else {None}


@pytest.mark.parametrize(
    ("raw", "issuer_vi"),
    [
        ("Nghị quyết số 204-NQ / ĐU, ngày 4-4-2016 của Đảng ủy TCKT", "Đảng ủy Tổng cục Kỹ thuật"),
        ("Quyết định của Ban Bí thư số91-QĐ/TW, ngày 16-02-2004", "Ban Bí thư"),
        ("Thông tư liên tịch số 81/2005/TTLT-BNV- BTC ngày 10 tháng 8 năm 2005", "Bộ Nội vụ - Bộ Tài chính"),
        ("206-CP/1979", "Hội đồng Chính phủ"),
        ("757/NQ-UBTVQH15", "Ủy ban Thường vụ Quốc hội khóa XV"),
        ("Ket luan 198-KL-TW Bo Chinh tri.docx", "Bộ Chính trị"),
        ("Directive No.05-CT/TW of the Politburo (the 12th Tenure)", "Bộ Chính trị"),
        ("06-NQ/TW", None),
    ],
)
def test_the_issuer_is_named_in_vietnamese_where_symbol_or_words_tell(raw, issuer_vi):
    assert parse(raw).issuer_vi == issuer_vi


@pytest.mark.parametrize(
    ("raw", "type_vi"),
    [
        ("Thông tri số 297/TT-TW ngày 20 tháng 4 năm 1974", "Thông tri"),
        ("Thông tư 11/2022/TT-BQP", "Thông tư"),
        ("Quy định 102-QĐ/TW ngày 15/11/2017", "Quy định"),
        ("Quyết định số 275-QĐ/TW ngày 04 tháng 12 năm 2009", "Quyết định"),
        ("規定第366-QD/TW号", "Quy định"),
        ("Peraturan No. 262-QD/TW, tertanggal 3 Februari 2025", "Quy định"),
        ("Số 296-QĐ/TW\nHà Nội, ngày 30 tháng 5 năm 2025\n\nQUY ĐỊNH\nvề công tác kiểm tra", "Quy định"),
    ],
)
def test_the_kind_is_named_by_system_and_words(raw, type_vi):
    assert parse(raw).type_vi == type_vi


def test_a_bare_party_qd_is_read_but_its_kind_is_not_guessed():
    result = parse("366-QD/TW")
    assert result.canonical == "366-QĐ/TW"
    assert result.type_vi is None
    assert result.type_options == ("Quyết định", "Quy định")
