"""The same table in every workbook format gives the same rows; nothing in a cell is lost or guessed."""

import struct
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from thenchot.edges.intake.reading import CellError, FileRefused, Row, Sheet, Span, open_book
from thenchot.edges.intake.reading.exact import exact_float, exact_number
from thenchot.edges.intake.reading.number_format import number_kind
from thenchot.edges.intake.reading.serial import serial_day, serial_moment
from thenchot.edges.intake.reading.tests.files import (
    MAIN,
    binary_cell,
    raw_ods,
    raw_xlsb_parts,
    raw_xlsx,
    record,
    relations,
    wide,
    zipped,
)

EXPECTED = ("Kho đạn", date(2024, 1, 15), Decimal("123.45"), CellError("#DIV/0!"), True, 7)


def rows_of(path: Path, sheet: str | None = None) -> list[Row]:
    with open_book(path) as book:
        return list(book.rows(sheet))


def cells_of(path: Path) -> list[tuple[object, ...]]:
    return [row.cells for row in rows_of(path)]


def as_xlsx(path: Path) -> Path:
    data = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45306</v></c><c r="C1"><v>123.45</v></c>'
        '<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1" t="b"><v>1</v></c><c r="F1"><v>7</v></c></row>'
    )
    return raw_xlsx(path, data, shared=["Kho đạn"], formats=["dd/mm/yyyy"])


def as_ods(path: Path) -> Path:
    return raw_ods(
        path,
        '<table:table-row><table:table-cell office:value-type="string"><text:p>Kho đạn</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2024-01-15"><text:p>15/01/24</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="123.45"><text:p>123,45</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        '</table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p>'
        '</table:table-cell><table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell>'
        "</table:table-row>",
    )


def as_xlsb(path: Path) -> Path:
    cells = [
        (7, 0, struct.pack("<I", 0)),
        (5, 1, struct.pack("<d", 45306.0)),
        (2, 0, struct.pack("<i", (12345 << 2) | 3)),
        (11, 0, b"\x07\0\0"),
        (4, 0, b"\x01"),
        (2, 0, struct.pack("<i", (7 << 2) | 2)),
    ]
    content = record(0, struct.pack("<I", 0) + b"\0" * 12)
    content += b"".join(record(kind, binary_cell(at, style, value)) for at, (kind, style, value) in enumerate(cells))
    return zipped(path, raw_xlsb_parts(content, shared=["Kho đạn"], formats=["dd/mm/yyyy"]))


def as_xls(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    sheet.write(0, 0, "Kho đạn")
    sheet.write(0, 1, 45306, day)
    sheet.write(0, 2, 123.45)
    sheet.row(0).set_cell_error(3, "#DIV/0!")
    sheet.row(0).set_cell_boolean(4, True)
    sheet.write(0, 5, 7)
    book.save(str(path))
    return path


@pytest.mark.parametrize("make", [as_xlsx, as_ods, as_xlsb, as_xls], ids=["xlsx", "ods", "xlsb", "xls"])
def test_the_same_cells_come_out_of_every_workbook_format(make, tmp_path):
    path = make(tmp_path / "any-name.dat")
    with open_book(path) as book:
        assert book.format == make.__name__.removeprefix("as_")
        assert [row.cells for row in book.rows()] == [EXPECTED]
        assert book.sheets == (Sheet("S"),)
        assert book.date_base == 1900
        assert len(book.digest) == 64


@pytest.mark.parametrize("make", [as_xlsx, as_xlsb, as_xls], ids=["xlsx", "xlsb", "xls"])
def test_calamine_reads_the_same_values_but_drops_the_error(make, tmp_path):
    path = make(tmp_path / "book.bin")
    (row,) = load_workbook(path).get_sheet_by_index(0).iter_rows()
    assert row[0] == "Kho đạn"
    assert row[2] == 123.45
    assert row[3] == ""  # the reason why the formats are not read through it
    assert row[4] is True


def test_serials_of_the_1904_base_start_four_years_later(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "b.xlsx"), {"date_1904": True})
    book.add_worksheet().write_number(0, 0, 1, book.add_format({"num_format": "dd/mm/yyyy"}))
    book.close()
    with open_book(tmp_path / "b.xlsx") as read:
        assert read.date_base == 1904
        assert [row.cells for row in read.rows()] == [(date(1904, 1, 2),)]
    cells = record(0, struct.pack("<I", 0) + b"\0" * 12) + record(5, binary_cell(0, 1, struct.pack("<d", 1.0)))
    binary = zipped(tmp_path / "b.xlsb", raw_xlsb_parts(cells, formats=["d/m/yyyy"], date_1904=True))
    assert cells_of(binary) == [(date(1904, 1, 2),)]
    old = xlwt.Workbook()
    old.dates_1904 = True
    old.add_sheet("S").write(0, 0, 1, xlwt.easyxf(num_format_str="D/M/YYYY"))
    old.save(str(tmp_path / "b.xls"))
    assert cells_of(tmp_path / "b.xls") == [(date(1904, 1, 2),)]


@pytest.mark.parametrize(
    ("number", "base", "expected"),
    [
        (1, 1900, date(1900, 1, 1)),
        (59, 1900, date(1900, 2, 28)),
        (61, 1900, date(1900, 3, 1)),
        (45306, 1900, date(2024, 1, 15)),
        (2_958_465, 1900, date(9999, 12, 31)),
        (0, 1904, date(1904, 1, 1)),
        (1, 1904, date(1904, 1, 2)),
        (43844, 1904, date(2024, 1, 15)),
    ],
)
def test_serials_are_days_counted_from_the_base(number, base, expected):
    assert serial_moment(number, base) == expected


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "00/01/1900"), (60, "29/02/1900"), (-5, "#####"), (2_958_466, "#####")]
)
def test_a_serial_without_a_day_is_an_error_and_never_a_zero_date(number, shown):
    assert serial_moment(number, 1900) == CellError(shown)


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_every_day_has_one_serial_in_each_base(day):
    assert serial_day((day - date(1899, 12, 30)).days, 1900) == day
    if day >= date(1904, 1, 1):
        assert serial_day((day - date(1904, 1, 1)).days, 1904) == day


def test_times_and_durations_are_not_dates(tmp_path):
    data = (
        '<row r="1"><c r="A1" s="1"><v>0.25</v></c><c r="B1" s="2"><v>1.5</v></c><c r="C1" s="3"><v>45306.5</v></c>'
        '<c r="D1" s="1"><v>1.25</v></c></row>'
    )
    path = raw_xlsx(tmp_path / "t.xlsx", data, formats=["hh:mm", "[h]:mm", "dd/mm/yyyy hh:mm"])
    assert cells_of(path) == [
        (
            time(6),
            timedelta(days=1, hours=12),
            datetime.fromisoformat("2024-01-15T12:00"),
            datetime.fromisoformat("1900-01-01T06:00"),
        ),
    ]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "number"),
        ("#,##0.00", "number"),
        ('#,##0 "ngày"', "number"),
        ("0.00E+00", "number"),
        ("[Red]0.00", "number"),
        ("[$-42A]dd/mm/yyyy", "date"),
        ("mmm-yy", "date"),
        ("mmmm", "date"),
        ("h:mm AM/PM", "time"),
        ("mm:ss", "time"),
        ("[h]:mm:ss", "duration"),
        ("yyyy-mm-dd hh:mm", "datetime"),
        ("@", "number"),
        ("dd/mm/yyyy;@", "date"),
        ("\\d0", "number"),
    ],
)
def test_a_number_format_tells_dates_from_numbers(code, kind):
    assert number_kind(164, code) == kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("5.0", 5),
        ("0.30000000000000004", Decimal("0.3")),
        ("123.45", Decimal("123.45")),
        ("1E-7", Decimal("1E-7")),
        ("1e20", 10**20),
        ("12345678901234567890", 12345678901234567890),
        ("-0", 0),
        ("1_000", None),
        ("NaN", None),
        ("Infinity", None),
        ("1e999999", None),
        ("٣", None),
        ("", None),
    ],
)
def test_a_number_keeps_the_digits_that_are_shown(text, value):
    assert exact_number(text) == value
    assert not isinstance(exact_number(text), float)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_decimal_of_up_to_fifteen_digits_survives_binary_storage(value):
    assert exact_float(float(value)) == value


def test_a_formula_gives_its_stored_result_and_none_is_a_visible_error(tmp_path):
    data = (
        '<row r="1"><c r="A1"><f>SUM(B1:C1)</f><v>3</v></c><c r="B1" t="str"><f>"x"&amp;"y"</f><v>xy</v></c>'
        '<c r="C1"><f>A1*2</f></c><c r="D1" t="str"><f>IF(1,"")</f><v></v></c><c r="E1" t="s"><v>99</v></c></row>'
    )
    assert cells_of(raw_xlsx(tmp_path / "f.xlsx", data)) == [
        (3, "xy", CellError("=A1*2"), None, CellError("text '99' missing")),
    ]


def test_shared_texts_join_their_runs_and_leave_phonetic_hints_out(tmp_path):
    shared = [
        '<r><t>Súng </t></r><r><rPr><b/></rPr><t xml:space="preserve">tiểu liên </t></r><rPh sb="0" eb="1"><t>hint</t></rPh>',
        "a_x000D_b",
        "_x005F_x0041_",
    ]
    data = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    assert cells_of(raw_xlsx(tmp_path / "s.xlsx", data, shared=shared)) == [("Súng tiểu liên ", "a\rb", "_x0041_")]


def test_cells_stand_by_their_reference_and_rows_by_their_number(tmp_path):
    data = '<row r="3"><c r="C3"><v>1</v></c><c r="AA3"><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row><row r="9"/>'
    rows = rows_of(raw_xlsx(tmp_path / "p.xlsx", data))
    assert [(row.number, len(row.cells)) for row in rows] == [(3, 27), (4, 2), (9, 0)]
    assert rows[0].cells[2] == 1
    assert rows[0].cells[26] == 2


def test_prefixed_names_comments_and_cdata_are_read_like_any_xml(tmp_path):
    sheet = (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><!-- <c r="Z1"/> -->'
        '<x:c r="A1" t="inlineStr">'
        "<x:is><x:t><![CDATA[<kho>]]></x:t></x:is></x:c><x:c r='B1'><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert cells_of(raw_xlsx(tmp_path / "x.xlsx", "", sheet=sheet)) == [("<kho>", 2)]


_cell = st.tuples(
    st.sampled_from(["n", "s", "str", "b", "e", "inlineStr"]),
    st.integers(0, 3),
    st.text("abcđ &<>\"'é1.5-", max_size=6),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_cell, max_size=5), max_size=5), st.booleans())
def test_the_quick_way_through_plain_rows_gives_what_the_xml_parser_gives(tmp_path_factory, rows, formulas):
    def cell(at: int, number: int, kind: str, style: int, text: str) -> str:
        head = f'<c r="{"ABCDE"[at]}{number}" s="{style}" t="{kind}">'
        if kind == "inlineStr":
            return f"{head}<is><t>{escape(text)}</t></is></c>"
        formula = "<f>A1+1</f>" if formulas else ""
        value = str(len(text) % 3) if kind == "s" else escape(text)
        return f"{head}{formula}<v>{value}</v></c>"

    def data(extra: str) -> str:
        lines = []
        for number, cells in enumerate(rows, start=1):
            body = "".join(cell(at, number, *each) for at, each in enumerate(cells))
            lines.append(f'<row r="{number}" spans="1:5"{extra}>{body}</row>')
        return "".join(lines)

    folder = tmp_path_factory.mktemp("plain")
    shared = ["một", "hai"]
    quick = raw_xlsx(folder / "quick.xlsx", data(""), shared=shared, formats=["d/m/yyyy", "h:mm", "[h]"])
    # a single quote is not in the plain shape, so every row goes to the parser
    slow = raw_xlsx(folder / "slow.xlsx", data(" ht='12'"), shared=shared, formats=["d/m/yyyy", "h:mm", "[h]"])
    assert rows_of(quick) == rows_of(slow)


def test_hidden_sheets_and_charts_are_listed_as_such(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "h.xlsx"))
    book.add_worksheet("Tổ 1").write(0, 0, "x")
    book.add_worksheet("Ẩn").hide()
    lines = book.add_chart({"type": "line"})
    lines.add_series({"values": "='Tổ 1'!$A$1:$A$1"})
    book.add_chartsheet("Đồ thị").set_chart(lines)
    book.close()
    with open_book(tmp_path / "h.xlsx") as read:
        assert read.sheets == (Sheet("Tổ 1"), Sheet("Ẩn", hidden=True), Sheet("Đồ thị", kind="chart"))
        assert list(read.rows("Đồ thị")) == []
        with pytest.raises(FileRefused, match="Không"):
            read.rows("Không")


def test_merged_ranges_are_known_in_every_format(tmp_path):
    merged = (Span(1, 1, 2, 3), Span(1, 2, 0, 0))
    sheet = '<row r="1"><c r="A1"><v>1</v></c></row>'
    after = '<mergeCells count="2"><mergeCell ref="C1:D1"/><mergeCell ref="A1:A2"/></mergeCells>'
    with open_book(raw_xlsx(tmp_path / "m.xlsx", sheet, after=after)) as book:
        assert book.merged() == merged
    ods = raw_ods(
        tmp_path / "m.ods",
        '<table:table-row><table:table-cell table:number-rows-spanned="2"/><table:table-cell/>'
        '<table:table-cell table:number-columns-spanned="2"/><table:covered-table-cell/></table:table-row>',
    )
    with open_book(ods) as book:
        assert set(book.merged()) == set(merged)
    old = xlwt.Workbook()
    grid = old.add_sheet("S")
    grid.write_merge(0, 0, 2, 3, "x")
    grid.write_merge(0, 1, 0, 0, "y")
    old.save(str(tmp_path / "m.xls"))
    with open_book(tmp_path / "m.xls") as book:
        assert set(book.merged()) == set(merged)
    binary = record(0, struct.pack("<I", 0) + b"\0" * 12)
    parts = raw_xlsb_parts(binary)
    ranges = record(176, struct.pack("<4I", 0, 0, 2, 3)) + record(176, struct.pack("<4I", 0, 1, 0, 0))
    parts["xl/worksheets/sheet1.bin"] += ranges  # type: ignore[operator]
    with open_book(zipped(tmp_path / "m.xlsb", parts)) as book:
        assert book.merged() == merged


def test_ods_repeats_texts_and_hidden_sheets(tmp_path):
    table = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string">'
        '<text:p>a<text:s text:c="2"/>b'
        "<text:line-break/>c</text:p><text:p>d</text:p><office:annotation><text:p>note</text:p></office:annotation></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="3"/><table:table-cell office:value-type="float" office:value="2" '
        'table:number-columns-repeated="2"/></table:table-row><table:table-row table:number-rows-repeated="1048000">'
        "<table:table-cell "
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    sheets = (
        f'<table:table table:name="S">{table}</table:table><table:table table:name="T" table:style-name="ta2"><table:table-row>'
        '<table:table-cell office:value-type="time" office:time-value="PT10H30M00S"/></table:table-row></table:table>'
    )
    with open_book(raw_ods(tmp_path / "o.ods", "", sheets=sheets)) as book:
        assert book.sheets == (Sheet("S"), Sheet("T", hidden=True))
        cells = ("a  b\nc\nd", None, None, None, 2, 2)
        assert list(book.rows("S")) == [Row(1, cells), Row(2, cells)]
        assert list(book.rows("T")) == [Row(1, (timedelta(hours=10, minutes=30),))]


def test_xlsb_texts_in_cells_and_formula_results(tmp_path):
    cells = record(0, struct.pack("<I", 4) + b"\0" * 12)
    cells += record(6, binary_cell(1, 0, wide("trực tiếp"))) + record(8, binary_cell(2, 0, wide("công thức") + b"\0\0"))
    cells += record(9, binary_cell(3, 0, struct.pack("<d", 0.1 + 0.2))) + record(1, binary_cell(4, 0, b""))
    assert rows_of(zipped(tmp_path / "t.xlsb", raw_xlsb_parts(cells))) == [
        Row(5, (None, "trực tiếp", "công thức", Decimal("0.3"))),
    ]


def test_a_text_document_or_a_web_page_is_no_table(tmp_path):
    relation = relations(("r", "officeDocument", "word/document.xml"))
    word = zipped(tmp_path / "letter.xlsx", {"_rels/.rels": relation, "word/document.xml": "<w/>"})
    page = tmp_path / "page.xls"
    page.write_text("<html><table><tr><td>1</td></tr></table></html>")
    pdf = tmp_path / "scan.csv"
    pdf.write_bytes(b"%PDF-1.7\n...")
    for path in (word, page, pdf):
        with pytest.raises(FileRefused) as raised:
            open_book(path)
        assert raised.value.fault.code == "not-a-table"
