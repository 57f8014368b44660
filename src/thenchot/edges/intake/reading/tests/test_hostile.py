"""Files made to hurt: a clear refusal, soon, with little memory."""

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from thenchot.edges.intake.reading import FileRefused, Limits, ReadingFault, find_table, open_book
from thenchot.edges.intake.reading.tests.files import (
    DECLARATION,
    MAIN,
    raw_ods,
    raw_ods_parts,
    raw_xlsx,
    raw_xlsx_parts,
    write_csv,
    write_xlsx,
    zipped,
)

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
QUICK = 20.0


def read_to_the_end(path: Path, limits: Limits | None, encoding: str | None) -> None:
    with open_book(path, limits=limits, encoding=encoding) as book:
        for sheet in book.sheets:
            for _ in book.rows(sheet.name):
                pass


def refusal(path: Path, limits: Limits | None = None, encoding: str | None = None) -> ReadingFault:
    """Read a file to its end and return why it is refused."""
    with pytest.raises(FileRefused) as raised:
        read_to_the_end(path, limits, encoding)
    fault = raised.value.fault
    assert fault.found
    assert str(fault.expected)
    assert fault.place.file == path.name
    return fault


def test_a_container_that_unpacks_too_large_is_refused_from_its_directory(tmp_path):
    parts = raw_xlsx_parts(CELL)
    parts["xl/media/image1.bin"] = b"\0" * 11_000_000
    path = zipped(tmp_path / "bomb.xlsx", parts)
    assert path.stat().st_size < 20_000
    fault = refusal(path, Limits(unpacked_bytes=10_000_000))
    assert fault.code == "unpacks-too-large"
    assert "times the file" in fault.found


def test_a_ratio_past_reason_is_refused(tmp_path):
    parts = raw_xlsx_parts("")
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet>" + b" " * 70_000_000
    assert refusal(zipped(tmp_path / "bomb.xlsx", parts)).code == "unpacks-too-large"


def test_a_directory_that_lies_about_a_size_is_found_out(tmp_path):
    path = zipped(tmp_path / "lie.xlsx", raw_xlsx_parts(CELL * 1, shared=["x" * 5000]))
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    content = bytearray(path.read_bytes())
    directory = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    size = info.file_size
    assert int.from_bytes(content[directory + 24 : directory + 28], "little") == size
    content[directory + 24 : directory + 28] = (size - 40).to_bytes(4, "little")
    path.write_bytes(content)
    assert refusal(path).code == "damaged-file"


def test_more_parts_than_a_workbook_has_are_refused(tmp_path):
    parts = raw_xlsx_parts(CELL) | {f"x/{n}": b"" for n in range(300)}
    assert refusal(zipped(tmp_path / "many.xlsx", parts), Limits(zip_members=200)).code == "too-many-parts"


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "xl/../../x", "..\\x", "C:/x", "C:\\x"])
def test_parts_that_reach_outside_are_refused(name, tmp_path):
    path = zipped(tmp_path / "path.xlsx", raw_xlsx_parts(CELL) | {name: b"x"})
    assert refusal(path).code == "path-in-container"


DOCTYPES = {
    "external": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "laughs": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    "remote": '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"]
)
def test_document_type_declarations_are_refused_in_every_part(doctype, part, tmp_path):
    parts = raw_xlsx_parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared=["x"])
    parts[part] = str(parts[part]).replace(DECLARATION, DECLARATION + doctype)
    assert refusal(zipped(tmp_path / "dtd.xlsx", parts)).code == "document-type"


def test_document_type_declarations_are_refused_in_ods(tmp_path):
    parts = raw_ods_parts("<table:table-row/>")
    parts["content.xml"] = str(parts["content.xml"]).replace(DECLARATION, DECLARATION + DOCTYPES["laughs"])
    assert refusal(zipped(tmp_path / "dtd.ods", parts)).code == "document-type"


def test_a_stray_cell_in_the_last_column_is_refused_with_its_place(tmp_path):
    path = raw_xlsx(tmp_path / "far.xlsx", CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    fault = refusal(path)
    assert fault.code == "too-many-columns"
    assert str(fault.place) == "far.xlsx, sheet 'S', row 1048576, column XFD"


def test_a_stray_cell_in_the_last_row_costs_nothing(tmp_path):
    path = raw_xlsx(tmp_path / "far.xlsx", CELL + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    with open_book(path) as book:
        assert [row.number for row in book.rows()] == [1, 1_048_576]
        records = find_table(book).records()
        assert len(list(records)) == 2
        assert records.skipped["blank"] == 1_048_574


def test_formatted_cells_without_values_may_reach_anywhere(tmp_path):
    path = raw_xlsx(tmp_path / "wide.xlsx", '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>')
    with open_book(path) as book:
        assert [row.cells for row in book.rows()] == [(1,)]


def test_sixteen_thousand_columns_are_refused(tmp_path):
    rows = [[f"c{n}" for n in range(16_384)]]
    assert refusal(write_xlsx(tmp_path / "wide.xlsx", rows)).code == "too-many-columns"
    cells = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    assert (
        refusal(raw_ods(tmp_path / "wide.ods", f"<table:table-row>{cells}</table:table-row>")).code
        == "too-many-columns"
    )


def test_a_text_row_of_sixteen_thousand_cells_is_read_within_the_limits(tmp_path):
    path = write_csv(tmp_path / "wide.csv", "a,b\n" + ",".join(["1"] * 16_384) + "\n2,3\n")
    with open_book(path) as book:
        faults = [fault.code for record in find_table(book).records() for fault in record.faults]
    assert faults == ["too-many-columns"]


def test_rows_past_the_last_and_rows_out_of_order_are_refused(tmp_path):
    assert refusal(raw_xlsx(tmp_path / "a.xlsx", '<row r="1048577"><c><v>1</v></c></row>')).code == "too-many-rows"
    assert refusal(raw_xlsx(tmp_path / "b.xlsx", CELL + CELL)).code == "damaged-sheet"
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    repeated = f'<table:table-row table:number-rows-repeated="99999999">{cell}</table:table-row>'
    path = raw_ods(tmp_path / "c.ods", repeated)
    assert refusal(path).code == "too-many-rows"


@pytest.mark.parametrize("kind", ["inline", "shared", "ods"])
def test_a_cell_of_ten_megabytes_is_refused(kind, tmp_path):
    text = "x" * 10_000_000
    limits = Limits(unpacked_ratio=10_000, shared_characters=5_000_000)
    if kind == "inline":
        path = raw_xlsx(tmp_path / "big.xlsx", f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')
    elif kind == "shared":
        path = raw_xlsx(tmp_path / "big.xlsx", '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared=[text])
    else:
        cell = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        path = raw_ods(tmp_path / "big.ods", f"<table:table-row>{cell}</table:table-row>")
    fault = refusal(path, limits)
    assert fault.code == ("texts-too-large" if kind == "shared" else "cell-too-large")
    assert len(str(fault)) < 500


def test_an_attribute_without_end_is_refused(tmp_path):
    sheet = f'{DECLARATION}<worksheet xmlns="{MAIN}" x="{"y" * 9_000_000}"><sheetData/></worksheet>'
    assert refusal(raw_xlsx(tmp_path / "a.xlsx", "", sheet=sheet)).code == "endless-piece"
    deep = f'{DECLARATION}<worksheet xmlns="{MAIN}">{"<a>" * 5000}</worksheet>'
    assert refusal(raw_xlsx(tmp_path / "b.xlsx", "", sheet=deep)).code == "nested-too-deep"


def test_cut_off_files_are_refused_at_every_length(tmp_path):
    whole = write_xlsx(tmp_path / "w.xlsx", [("Tên", "SL"), ("Xe", 1)]).read_bytes()
    path = tmp_path / "cut.xlsx"
    for length in (4, 30, len(whole) // 2, len(whole) - 30, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(FileRefused) as raised, open_book(path) as book:
            list(book.rows())
        assert raised.value.fault.code in {"damaged-file", "not-a-table"}


def test_an_empty_file_a_folder_and_a_missing_file_are_refused(tmp_path):
    empty = tmp_path / "empty.xlsx"
    empty.touch()
    assert refusal(empty).code == "empty-file"
    assert refusal(tmp_path).code == "not-a-file"
    assert refusal(tmp_path / "none.csv").code == "not-a-file"
    large = write_csv(tmp_path / "large.csv", "a,b\n" * 100)
    assert refusal(large, Limits(file_bytes=100)).code == "file-too-large"


def test_macros_and_links_are_warnings(tmp_path):
    parts = raw_xlsx_parts(CELL) | {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    with open_book(zipped(tmp_path / "m.xlsm", parts)) as book:
        assert book.format == "xlsm"
        assert {warning.code for warning in book.warnings} == {"macros", "external-links"}
        assert [row.cells for row in book.rows()] == [(1,)]


def test_a_password_is_named_as_the_reason(tmp_path):
    path = zipped(tmp_path / "p.xlsx", raw_xlsx_parts(CELL))
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    assert refusal(path).code == "password"
    parts = raw_ods_parts("<table:table-row/>") | {"META-INF/manifest.xml": b"<m><encryption-data/></m>"}
    assert refusal(zipped(tmp_path / "p.ods", parts)).code == "password"
    sealed = tmp_path / "q.xlsx"
    sealed.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    )
    assert refusal(sealed).code == "password"


def test_a_file_that_changes_while_it_is_read_is_refused_before_anything_is_written(tmp_path):
    path = write_csv(tmp_path / "t.csv", "a,b\n1,2\n")
    with open_book(path) as book:
        list(book.rows())
        book.verify_unchanged()
        path.write_text("a,b\n1,3\n")
        with pytest.raises(FileRefused) as raised:
            book.verify_unchanged()
        path.unlink()
        with pytest.raises(FileRefused):
            book.verify_unchanged()
    assert raised.value.fault.code == "file-changed"


def test_binary_content_is_no_text(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n1,\x00\x01\x02\n")
    assert refusal(path).code == "not-a-table"


MEASURE = """
import resource, sys, time
from thenchot.edges.intake.reading import FileRefused, find_table, open_book
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
count = 0
try:
    with open_book(sys.argv[1]) as book:
        for sheet in book.sheets:
            for record in find_table(book, sheet.name).records():
                count += 1
except FileRefused as refusal:
    count = refusal.fault.code
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, time.process_time() - start)
"""


def measured(path: Path) -> tuple[str, int, float]:
    """Read a file in a process of its own; return records (or why refused), kilobytes more than before, CPU seconds."""
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    count, kilobytes, seconds = run.stdout.split()
    return count, int(kilobytes), float(seconds)


def test_a_million_empty_rows_take_little_memory(tmp_path):
    rows = "".join(f'<row r="{n}"/>' for n in range(2, 1_048_577))
    head = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Tên</t></is></c><c r="B1" t="inlineStr"><is><t>SL</t></is></c></row>'
    )
    count, kilobytes, seconds = measured(raw_xlsx(tmp_path / "e.xlsx", head + rows))
    assert (count, kilobytes < 60_000, seconds < QUICK) == ("0", True, True), (kilobytes, seconds)


def test_a_large_text_file_is_read_in_a_stream(tmp_path):
    path = write_csv(
        tmp_path / "l.csv", "id,name,value\n" + "".join(f"{n},Kho đạn {n},{n}.5\n" for n in range(300_000))
    )
    count, kilobytes, _ = measured(path)
    assert (count, kilobytes < 60_000) == ("300000", True), kilobytes


def test_refusals_come_soon(tmp_path):
    start = time.process_time()
    quotes = '"' * 200_001 + "\n"
    for text in (quotes, 'x,"' + "y\n" * 100_000, '"x"y,\n' * 9_000, "," * 500_000, "\n" * 500_000):
        try:
            with open_book(write_csv(tmp_path / "t.csv", text)) as book:
                find_table(book)
                list(book.rows())
        except FileRefused:
            pass
    assert time.process_time() - start < QUICK
