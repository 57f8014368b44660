"""Delimited text: delimiters, quotes, odd rows. A broken row is a fault with its number and never swallows the next."""

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.edges.intake.reading import FileRefused, Limits, Row, open_book
from thenchot.edges.intake.reading.tests.files import write_csv


def rows_of(path: Path, **options) -> list[Row]:
    with open_book(path, **options) as book:
        return list(book.rows())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_even_with_decimal_commas_and_a_title_line(delimiter, tmp_path):
    mark = "." if delimiter == "," else ","
    text = f"Bảng kê\n\nTên{delimiter}Giá\n" + "".join(f"Xe {n}{delimiter}{n}{mark}5\n" for n in range(30))
    with open_book(write_csv(tmp_path / "t.csv", text)) as book:
        assert book.text is not None
        assert book.text.delimiter == delimiter
        assert book.text.width == 2
        assert list(book.rows())[4].cells == ("Xe 1", f"1{mark}5")


def test_a_short_table_below_many_title_lines_is_still_split(tmp_path):
    rows = rows_of(
        write_csv(tmp_path / "t.csv", "Bảng kê\nnăm 2024\nkho K1\nquý I\nlần 2\nTên;SL\nXe;1\nMáy;2\nGhi chú\n")
    )
    assert rows[6].cells == ("Xe", "1")
    names = rows_of(write_csv(tmp_path / "u.csv", "Tên\nNguyễn A, thủ kho\nTrần B\nLê C\nPhạm D, lái xe\nVõ E\n"))
    assert names[1].cells == ("Nguyễn A, thủ kho",)


def test_a_first_line_may_state_the_delimiter(tmp_path):
    rows = rows_of(write_csv(tmp_path / "t.csv", "sep=|\na|b,c\n1|2,3\n"))
    assert [row.cells for row in rows] == [(), ("a", "b,c"), ("1", "2,3")]
    assert [row.number for row in rows] == [1, 2, 3]


def test_line_breaks_in_quotes_and_every_kind_of_line_end(tmp_path):
    for end in ("\n", "\r\n", "\r"):
        rows = rows_of(write_csv(tmp_path / "t.csv", f'a,b{end}"x{end}y",2{end}{end}3,4{end}'))
        assert [row.cells for row in rows] == [("a", "b"), (f"x{end}y", "2"), (), ("3", "4")]


def test_an_inch_mark_breaks_one_row_only(tmp_path):
    text = 'a,b,c\n1,"2" HOSE, LONG",3\n4,5,6\n'
    rows = rows_of(write_csv(tmp_path / "t.csv", text))
    assert [row.number for row in rows] == [1, 2, 3]
    assert [fault.code for fault in rows[1].faults] == ["broken-quotes"]
    assert rows[1].faults[0].place.row == 2
    assert rows[2] == Row(3, ("4", "5", "6"))


def test_a_quote_that_is_never_closed_costs_one_row(tmp_path):
    text = "a,b\n" + '1,"open\n' + "".join(f"{n},x\n" for n in range(3000))
    rows = rows_of(write_csv(tmp_path / "t.csv", text))
    assert len(rows) == 3002
    assert [row.number for row in rows if row.faults] == [2]
    assert rows[2].cells == ("0", "x")


def test_a_quote_left_open_at_the_end_of_the_file_costs_one_row(tmp_path):
    rows = rows_of(write_csv(tmp_path / "t.csv", 'a,b\n1,"open\n2,x\n3,y'))
    assert [row.number for row in rows if row.faults] == [2]
    assert [row.cells for row in rows[2:]] == [("2", "x"), ("3", "y")]


def test_quotes_in_two_manners_are_a_fault(tmp_path):
    rows = rows_of(write_csv(tmp_path / "t.csv", 'a,b\n"Lube \\A\\"" line","2"\nC:\\kho,3\n'))
    assert [[fault.code for fault in row.faults] for row in rows] == [[], ["mixed-quotes"], []]


def test_a_cell_of_ten_megabytes_is_a_fault_and_not_a_stop(tmp_path):
    text = "a,b\n1," + "x" * 10_000_000 + "\n2,y\n"
    rows = rows_of(write_csv(tmp_path / "t.csv", text))
    assert [fault.code for fault in rows[1].faults] == ["cell-too-large"]
    assert len(str(rows[1].faults[0])) < 400
    assert rows[2].cells == ("2", "y")


def test_composed_text_keeps_its_original(tmp_path):
    decomposed = "Kho đa\u0323n"
    rows = rows_of(write_csv(tmp_path / "t.csv", f"tên,sl\n{decomposed},5\n"))
    assert rows[1].cells == ("Kho đạn", "5")
    assert rows[1].originals == ((0, decomposed),)


def test_lines_and_rows_are_limited(tmp_path):
    path = write_csv(tmp_path / "t.csv", "a,b\n" * 50)
    with pytest.raises(FileRefused) as raised:
        rows_of(path, limits=Limits(text_rows=10))
    assert raised.value.fault.code == "too-many-rows"
    broken = write_csv(tmp_path / "u.csv", 'a,b\n"x"y,1\n' * 50)
    with pytest.raises(FileRefused) as raised:
        rows_of(broken, limits=Limits(broken_rows=10))
    assert raised.value.fault.code == "not-a-table"


_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(_text, min_size=2, max_size=4), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_what_a_csv_writer_writes_comes_back(tmp_path_factory, records, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(records)
    path = write_csv(tmp_path_factory.mktemp("c") / "t.csv", out.getvalue())
    rows = rows_of(path, encoding="utf-8", delimiter=delimiter)
    expected = [tuple(unicodedata.normalize("NFC", cell) or None for cell in each) for each in records]
    if expected[0][0]:
        expected[0] = (expected[0][0].removeprefix("\ufeff") or None, *expected[0][1:])
    assert [row.cells for row in rows] == expected
