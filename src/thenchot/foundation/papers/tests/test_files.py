import io
import unicodedata
import zipfile
from decimal import Decimal

import docx
import openpyxl
import pypdfium2
import pytest
from django.utils import translation
from django.utils.translation import gettext

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.papers import charts, letters, printing
from thenchot.foundation.papers.document import Chart, Column, Row, Series, Share, Table, paragraph
from thenchot.foundation.papers.files import FORMATS, write
from thenchot.foundation.papers.tests import samples

DOCUMENTS = {
    "state": samples.report(),
    "party": samples.party(),
    "state in English": samples.english(samples.report()),
    "party in English": samples.english(samples.party()),
}


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as file:
        return "\n".join(page.get_textpage().get_text_range() for page in file)


def tables(*found):
    return samples.report(blocks=found)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("form", FORMATS)
def test_the_same_document_gives_the_same_bytes(name, form, monkeypatch):
    first = write(DOCUMENTS[name], form)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 1, 126, 0))
    assert write(DOCUMENTS[name], form) == first


def test_a_pdf_is_tagged_archivable_and_has_bookmarks():
    pdf = write(samples.report(), "pdf")
    assert b"/MarkInfo" in pdf
    assert b"pdfuaid:part" in pdf
    assert b"pdfaid:conformance" in pdf
    with pypdfium2.PdfDocument(pdf) as file:
        titles = [mark.get_title() for mark in file.get_toc()]
    assert titles[0] == "I. TÌNH HÌNH CHUNG"
    assert "Phụ lục II CÁCH TÍNH" in titles


def test_a_pdf_gives_its_vietnamese_back():
    text = unicodedata.normalize("NFC", text_of(write(samples.report(), "pdf")))
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 07/BC-KT",
        "Đại tá Nguyễn Văn An",
        "1.234.567",
        "ý kiến chỉ đạo./.",
    ):
        assert words in text


def test_party_papers_have_no_rank_and_their_own_number():
    text = unicodedata.normalize("NFC", text_of(write(samples.party(), "pdf")))
    assert "Số 07-BC/ĐU" in text
    assert "T/M BAN THƯỜNG VỤ" in text
    assert "Đại tá" not in text
    assert "CỘNG HÒA" not in text


@pytest.mark.parametrize("form", FORMATS)
def test_a_letter_no_font_has_is_refused_by_its_name_and_place(form):
    table = Table("Kho", (Column("Tên"), Column("Số", "whole")), (Row(("Kho 1", 1)), Row(("Kho 漢", 2))))
    with pytest.raises(Refusal) as refusal:
        write(tables(table), form)
    with translation.override("en"):
        said = refusal.value.said(gettext)
    assert said == (
        "table “Kho”, row 2, column 1: the fonts have no letter U+6F22 CJK UNIFIED IDEOGRAPH-6F22, in “Kho 漢”; "
        "write it another way"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_a_control_character_is_refused_by_its_number_and_place(form):
    with pytest.raises(Refusal, match=r"U\+0007"):
        write(samples.report(issuer="Cục\x07"), form)


def test_every_letter_taken_for_certain_is_in_the_fonts():
    printing.pdf(letters._TRIAL, {"letter": "".join(sorted(letters.SURE))})


def test_a_docx_has_headings_repeated_headers_and_fields():
    file = docx.Document(io.BytesIO(write(samples.report(), "docx")))
    styles = {p.style.name for p in file.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3", "Caption", "Body Text", "Basis", "Title"} <= styles
    xml = file.element.xml
    assert xml.count("<w:tblHeader/>") >= 3
    assert "SEQ Bảng" in xml
    assert "PAGE" in file.sections[0].header._element.xml
    assert file.sections[0].different_first_page_header_footer
    assert [s.orientation for s in file.sections].count(1) >= 1


def test_a_workbook_keeps_exact_numbers_and_sums_by_formula():
    sheet = openpyxl.load_workbook(io.BytesIO(write(samples.report(), "xlsx")))["Bảng 1"]
    assert sheet.freeze_panes == "B5"
    assert sheet["D6"].value == "=11/13"
    assert sheet["C8"].value == 1250000
    assert sheet["D8"].number_format == '"trên "0%'
    assert sheet["B9"].value == "=SUM(B6:B8)"
    cached = openpyxl.load_workbook(io.BytesIO(write(samples.report(), "xlsx")), data_only=True)["Bảng 1"]
    assert cached["B9"].value == 11 + 13 + 1234567


def test_a_cell_that_looks_like_a_formula_is_harmless():
    table = Table("=1+1", (Column("=2+2"),), (Row(("=cmd|'/c calc'!A1",)),))
    blob = write(tables(table), "xlsx")
    with zipfile.ZipFile(io.BytesIO(blob)) as file:
        assert not any(b"<f>" in file.read(name) for name in file.namelist())
    sheet = openpyxl.load_workbook(io.BytesIO(blob))["Bảng 1"]
    assert sheet["A4"].value == "'=cmd|'/c calc'!A1"


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_zero_and_long_words_are_written(form):
    name = "Nguyễn" * 33 + "An"
    found = tables(
        Table("Trống", (Column("A"), Column("B", "whole", total=True)), ()),
        Table(
            "Dài",
            (Column("Tên"), Column("Số", "decimal", 2), Column("Tỷ lệ", "share", 1)),
            (Row((name, None, None)), Row(("Không", Decimal(0), Share(0, 7))), Row(("", 0, None))),
        ),
        paragraph(name),
    )
    assert write(found, form)


def test_a_document_without_anything_is_still_a_document():
    empty = samples.report(blocks=(), signer=None, recipients=(), addressees=(), foot=(), abstract="", kind="")
    for form in FORMATS:
        assert write(empty, form)


LONG = Table(
    "Danh mục",
    (Column("TT", "whole"), Column("Tên", width=6), Column("Số", "decimal", 2, total=True, width=2)),
    tuple(Row((number, f"Trang bị số {number}", Decimal(number))) for number in range(1, 20_001)),
)


def test_a_table_of_20000_rows_is_written_whole():
    book = openpyxl.load_workbook(io.BytesIO(write(tables(LONG), "xlsx")), read_only=True)
    assert sum(1 for _row in book["Bảng 1"].iter_rows()) == 20_000 + 4
    with zipfile.ZipFile(io.BytesIO(write(tables(LONG), "docx"))) as file:
        assert file.read("word/document.xml").count(b"<w:tr>") == 20_000 + 4


@pytest.mark.slow
def test_a_pdf_of_20000_rows_repeats_its_header():
    with pypdfium2.PdfDocument(write(tables(LONG), "pdf")) as file:
        assert len(file) > 300
        text = unicodedata.normalize("NFC", file[len(file) // 2].get_textpage().get_text_range())
    assert "TT" in text
    assert "Tên" in text


def test_a_row_of_another_length_is_refused_by_its_place():
    with pytest.raises(Refusal, match="2 cells for 1 columns"):
        write(tables(Table("Kho", (Column("Tên"),), (Row(("a", "b")),))), "pdf")


def test_a_format_nobody_knows_is_refused():
    with pytest.raises(Refusal, match="docx, pdf, xlsx"):
        write(samples.report(), "odt")


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_an_empty_table_says_so(form):
    blob = write(tables(Table("Kho", (Column("Tên"), Column("Số", "whole")), ())), form)
    if form == "pdf":
        assert "Không có." in unicodedata.normalize("NFC", text_of(blob))
    else:
        assert docx.Document(io.BytesIO(blob)).tables[1].cell(1, 0).text == "Không có."


def test_long_names_that_differ_at_their_ends_stay_apart_in_a_chart():
    names = tuple(f"Kho đạt tiêu chuẩn kỹ thuật (kho {tier})" for tier in ("chiến lược", "chiến dịch", "chiến thuật"))
    chart = Chart("Tỷ lệ", "bars", names, (Series("", (Decimal(70), Decimal(80), Decimal(72))),))
    (drawing,) = charts.drawings(chart, "vi")
    for end in ("chiến lược)", "chiến dịch)", "chiến thuật)"):
        assert f"{end}</text>" in drawing
