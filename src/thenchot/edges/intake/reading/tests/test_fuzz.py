"""Whatever the bytes are, a file is read or refused in words; nothing else is ever raised.

`FUZZ_EXAMPLES=100000 pytest …/test_fuzz.py` runs longer.
"""

import itertools
import os
import struct
from pathlib import Path

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thenchot.edges.intake.reading import (
    FileRefused,
    Limits,
    column_profile,
    find_table,
    letter_fault,
    open_book,
    twin_sheets,
)
from thenchot.edges.intake.reading.faults import Place
from thenchot.edges.intake.reading.tests.files import (
    binary_cell,
    raw_ods_parts,
    raw_xlsb_parts,
    raw_xlsx_parts,
    record,
    wide,
    zipped,
)
from thenchot.edges.intake.reading.values.dates import DateStyle
from thenchot.edges.intake.reading.values.numbers import NUMBER_STYLES
from thenchot.edges.intake.reading.values.refusal import ValueRefused

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "80"))
ROWS = 3000
LIMITS = Limits(unpacked_bytes=50_000_000, cell_characters=100_000, columns=300, shared_characters=1_000_000)

fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def read_everything(path: Path) -> None:
    """Go every way into a file; only a refusal may come back."""
    try:
        with open_book(path, limits=LIMITS) as book:
            str(book.warnings)
            book.old_font()
            twin_sheets(book)
            for sheet in book.sheets[:5]:
                rows = list(itertools.islice(book.rows(sheet.name), ROWS))
                assert all(not isinstance(cell, float) for row in rows for cell in row.cells)
                assert [row.number for row in rows] == sorted({row.number for row in rows})
                book.merged(sheet.name)
                table = find_table(book, sheet.name)
                records = list(itertools.islice(table.records(), ROWS))
                for at in range(min(3, len(table.columns))):
                    column_profile([record.cells[at] for record in records[:50]])
            book.verify_unchanged()
    except FileRefused as refusal:
        check_words(refusal, path)


def check_words(refusal: FileRefused, path: Path) -> None:
    assert str(refusal.fault)
    assert refusal.fault.place.file == path.name
    assert len(str(refusal)) < 2000


def xlsx_parts() -> dict[str, str | bytes]:
    data = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>SL</t></is></c></row>'
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>45306</v></c>'
        '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" s="2"><v>0.5</v></c><c r="C3" t="d"><v>2024-01-15</v></c></row>'
    )
    after = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    return raw_xlsx_parts(
        data, after=after, shared=["Tên", "Xe"], formats=["d/m/yyyy", "[h]:mm"], properties='<workbookPr date1904="0"/>'
    )


def ods_parts() -> dict[str, str | bytes]:
    return raw_ods_parts(
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string">'
        '<text:p>Tên<text:s text:c="3"/>'
        '</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-01-15"/>'
        "<table:table-cell "
        'office:value-type="time" office:time-value="PT1H" table:number-columns-repeated="3"/></table:table-row><table:table-row>'
        '<table:table-cell office:value-type="float" office:value="1.5" table:number-columns-spanned="2"/></table:table-row>'
    )


def xlsb_parts() -> dict[str, str | bytes]:
    cells = record(0, struct.pack("<I", 0) + b"\0" * 12) + record(7, binary_cell(0, 0, struct.pack("<I", 0)))
    cells += record(6, binary_cell(1, 0, wide("SL"))) + record(0, struct.pack("<I", 1) + b"\0" * 12)
    cells += record(5, binary_cell(0, 1, struct.pack("<d", 45306.0))) + record(
        2, binary_cell(1, 0, struct.pack("<i", 123 << 2 | 3))
    )
    cells += (
        record(3, binary_cell(2, 0, b"\x07"))
        + record(4, binary_cell(3, 0, b"\1"))
        + record(62, binary_cell(4, 0, b"\0" + wide("x")))
    )
    return raw_xlsb_parts(cells, shared=["Tên"], formats=["d/m/yyyy"])


def xls_bytes(folder: Path) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(6):
        sheet.write(row, 0, "Tên" if row == 0 else f"Xe {row}")
        sheet.write(row, 1, 45300 + row, xlwt.easyxf(num_format_str="D/M/YYYY"))
        sheet.row(row).set_cell_error(2, "#DIV/0!")
        sheet.write(row, 3, xlwt.Formula("1+1"))
    sheet.write_merge(7, 8, 0, 1, "gộp")
    book.save(str(folder / "base.xls"))
    return (folder / "base.xls").read_bytes()


CSV = 'TT,Tên,"Số\nlượng",Ngày\n1,Xe tải,"1.234,5",15/01/2024\n2,"Máy ""A""",7,31/02/2024\n,,,\nGhi chú,,,\n'.encode()

_spice = st.sampled_from(
    [
        b"\0",
        b"\xff\xff\xff\xff",
        b'"',
        b"<",
        b"&",
        b"<!DOCTYPE x>",
        b"]]>",
        b"9" * 30,
        b"\r",
        b"\xef\xbf\xbd",
        b"-",
        b"1e999",
        b"\x80",
    ]
)
_change = st.tuples(
    st.sampled_from(["set", "cut", "put", "end", "twice"]),
    st.floats(0, 1),
    st.integers(1, 40),
    st.binary(max_size=6) | _spice,
)


def spoilt(content: bytes, changes: list[tuple[str, float, int, bytes]]) -> bytes:
    """Return the content with bytes set, cut out, put in or doubled, or the end cut off."""
    for kind, where, length, extra in changes:
        at = int(where * len(content))
        if kind == "set":
            content = content[:at] + extra + content[at + len(extra) :]
        elif kind == "cut":
            content = content[:at] + content[at + length :]
        elif kind == "put":
            content = content[:at] + extra + content[at:]
        elif kind == "twice":
            content = content[: at + length] + content[at:]
        else:
            content = content[:at]
    return content


_changes = st.lists(_change, min_size=1, max_size=5)


@pytest.mark.parametrize("parts", [xlsx_parts, ods_parts, xlsb_parts], ids=["xlsx", "ods", "xlsb"])
@fuzz
@given(data=st.data())
def test_a_package_with_a_spoilt_part_is_read_or_refused(parts, data, tmp_path):
    content = parts()
    name = data.draw(st.sampled_from(sorted(content)))
    part = content[name]
    content[name] = spoilt(part.encode() if isinstance(part, str) else part, data.draw(_changes))
    read_everything(zipped(tmp_path / "f.bin", content))


@pytest.mark.parametrize("parts", [xlsx_parts, ods_parts, xlsb_parts], ids=["xlsx", "ods", "xlsb"])
@fuzz
@given(changes=_changes, stored=st.booleans())
def test_a_spoilt_container_is_read_or_refused(parts, changes, stored, tmp_path):
    path = zipped(tmp_path / "f.bin", parts(), stored=stored)
    path.write_bytes(spoilt(path.read_bytes(), changes))
    read_everything(path)


@fuzz
@given(changes=_changes)
def test_a_spoilt_old_workbook_is_read_or_refused(changes, tmp_path, tmp_path_factory):
    path = tmp_path / "f.xls"
    path.write_bytes(spoilt(_xls(tmp_path_factory), changes))
    read_everything(path)


_made: list[bytes] = []


def _xls(factory: pytest.TempPathFactory) -> bytes:
    if not _made:
        _made.append(xls_bytes(factory.mktemp("xls")))
    return _made[0]


@fuzz
@given(changes=_changes, encoding=st.sampled_from(["utf-8", "utf-16", "cp1258", "tcvn3", "vni", None]))
def test_a_spoilt_text_file_is_read_or_refused(changes, encoding, tmp_path):
    path = tmp_path / "f.csv"
    path.write_bytes(spoilt(CSV, changes))
    read_everything(path)
    try:
        with open_book(path, encoding=encoding, limits=LIMITS) as book:
            list(book.rows())
    except FileRefused:
        pass


@fuzz
@given(
    content=st.binary(max_size=400),
    head=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\t\x08\x10\0"]),
)
def test_any_bytes_are_read_or_refused(content, head, tmp_path):
    path = tmp_path / "f"
    path.write_bytes(head + content)
    read_everything(path)


@fuzz
@given(text=st.text(max_size=60))
def test_any_text_is_a_value_or_is_refused(text):
    for style in (*NUMBER_STYLES, DateStyle("dmy"), DateStyle("mdy"), DateStyle("ymd", 1904)):
        try:
            style.parse(text)
        except ValueRefused as refusal:
            words = str(refusal.expected)
        else:
            words = "read"
        assert words
    column_profile([text, text[::-1], "1,5", 3])
    letter_fault(text, Place("f"))
