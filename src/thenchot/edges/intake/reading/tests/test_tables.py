"""A table is found where it is, and what is left out is said with row numbers. Case numbers are those of the shared case list."""

from pathlib import Path

import pytest
import xlsxwriter

from thenchot.edges.intake.reading import Note, Table, find_table, open_book, twin_sheets
from thenchot.edges.intake.reading.tests.files import raw_ods, raw_xlsx, write_csv, write_xlsx


def table_of(path: Path, **choices) -> tuple[Table, list[tuple[object, ...]], dict[str, Note]]:
    """Return the table, its records as tuples, and all notes by kind."""
    with open_book(path) as book:
        table = find_table(book, **choices)
        records = table.records()
        cells = [record.cells for record in records]
        return table, cells, {note.kind: note for note in (*table.notes, *records.notes)}


def names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def test_a_column_without_a_title_is_named_by_its_letter_and_kept(tmp_path):  # R001
    path = write_xlsx(tmp_path / "t.xlsx", [("Tên", None, "SL"), ("Xe", "cũ", 5), ("Máy", "mới", 7)])
    table, cells, notes = table_of(path)
    assert names(table) == ["Tên", "column B", "SL"]
    assert [column.named for column in table.columns] == [True, False, True]
    assert cells == [("Xe", "cũ", 5), ("Máy", "mới", 7)]
    assert str(notes["unnamed-column"].text) == "columns without a title keep their letter: B"


def test_a_blank_column_never_moves_later_values_to_the_left(tmp_path):  # R002
    path = write_xlsx(tmp_path / "t.xlsx", [tuple("ABCDE"), (1, 2, 3, None, 5), (6, 7, 8, None, 10)])
    _, cells, _ = table_of(path)
    assert cells == [(1, 2, 3, None, 5), (6, 7, 8, None, 10)]


def test_wholly_blank_rows_are_skipped_and_counted(tmp_path):  # R003
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>r{n}</t></is></c><c r="B{n}"><v>{n}</v></c></row>'
        for n in range(2, 8)
    )
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(8, 26))
    head = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Tên</t></is></c><c r="B1" t="inlineStr"><is><t>SL</t></is></c></row>'
    )
    _, cells, notes = table_of(raw_xlsx(tmp_path / "t.xlsx", head + rows + blank, formats=["@"]))
    assert len(cells) == 6
    assert notes["blank"].count == 18
    assert notes["blank"].rows == tuple(range(8, 26))


MERGED_ROWS = [
    ("TT", "Tên", "Số lượng", None, "Ghi chú"),
    (None, None, "Đủ", "Thiếu", None),
    (1, "Xe tải", 5, 2, None),
    (2, "Máy", 7, 0, "x"),
]


def test_merged_titles_apply_to_every_column_beneath(tmp_path):  # R004
    merged = [(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1), (0, 4, 1, 4)]
    table, cells, _ = table_of(write_xlsx(tmp_path / "t.xlsx", MERGED_ROWS, merged=merged))
    assert names(table) == ["TT", "Tên", "Số lượng/Đủ", "Số lượng/Thiếu", "Ghi chú"]
    assert table.header_rows == (1, 2)
    assert cells == [(1, "Xe tải", 5, 2, None), (2, "Máy", 7, 0, "x")]


def test_two_header_rows_are_seen_in_a_text_file_too(tmp_path):
    text = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in MERGED_ROWS)
    table, cells, _ = table_of(write_csv(tmp_path / "t.csv", text))
    assert names(table) == ["TT", "Tên", "Số lượng/Đủ", "Số lượng/Thiếu", "Ghi chú"]
    assert cells[0] == ("1", "Xe tải", "5", "2", None)


def test_group_titles_above_a_full_header_and_in_ods(tmp_path):
    group = (
        '<table:table-row><table:table-cell/><table:table-cell office:value-type="string" table:number-columns-spanned="2">'
        "<text:p>Quý I"
        '</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="string" '
        'table:number-columns-spanned="2"><text:p>Quý II</text:p></table:table-cell><table:covered-table-cell/></table:table-row>'
    )
    heads = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>'
        for t in ("Tên", "Có", "Còn") * 1
    )
    heads += "".join(
        f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>' for t in ("Có", "Còn")
    )
    data = '<table:table-cell office:value-type="string"><text:p>Xe</text:p></table:table-cell>'
    data += '<table:table-cell office:value-type="float" office:value="3" table:number-columns-repeated="4"/>'
    path = raw_ods(
        tmp_path / "t.ods",
        f"{group}<table:table-row>{heads}</table:table-row><table:table-row>{data}</table:table-row>",
    )
    table, cells, _ = table_of(path)
    assert names(table) == ["Tên", "Quý I/Có", "Quý I/Còn", "Quý II/Có", "Quý II/Còn"]
    assert cells == [("Xe", 3, 3, 3, 3)]


def test_titles_numbering_units_totals_and_remarks_are_not_records(tmp_path):
    rows = [
        ("BỘ TƯ LỆNH X", None, None, None),
        ("Bảng kê trang bị năm 2024", None, None, None),
        (None, None, None, None),
        ("TT", "Tên trang bị", "Khối\nlượng", "Số lượng"),
        ("A", "B", 1, 2),
        (None, None, "(kg)", "(cái)"),
        (1, "Xe tải", 5200, 3),
        (2, "Máy phát", 350, 4),
        ("TT", "Tên trang bị", "Khối\nlượng", "Số lượng"),
        (3, "Ống nhòm", 1, 20),
        ("Tổng cộng", None, None, 27),
        (None, None, None, None),
        ("Ghi chú: số liệu đến 31/12/2024", None, None, None),
        (None, "Người lập biểu", None, "Thủ trưởng đơn vị"),
    ]
    table, cells, notes = table_of(write_xlsx(tmp_path / "t.xlsx", rows))
    assert names(table) == ["TT", "Tên trang bị", "Khối lượng", "Số lượng"]
    assert [column.unit for column in table.columns] == [None, None, "kg", "cái"]
    assert table.titles == ("BỘ TƯ LỆNH X", "Bảng kê trang bị năm 2024")
    assert cells == [(1, "Xe tải", 5200, 3), (2, "Máy phát", 350, 4), (3, "Ống nhòm", 1, 20)]
    assert {kind: note.rows for kind, note in notes.items()} == {
        "title": (1, 2),
        "header": (4,),
        "numbering": (5,),
        "units": (6,),
        "repeated-header": (9,),
        "total": (11,),
        "blank": (12,),
        "remark": (13, 14),
    }


SECTIONS = [
    ("Tên", "Loại", "Số hiệu", "SL"),
    ("Tiểu đoàn 1", None, None, None),
    ("Xe A", "Xe tải", "A1", 1),
    ("Xe B", "Xe tải", "A2", 1),
    ("Tiểu đoàn 2", None, None, None),
    ("Xe C", "Xe con", "A3", 1),
]


def test_a_row_with_one_filled_cell_is_the_title_of_the_records_below(tmp_path):
    path = write_xlsx(tmp_path / "t.xlsx", SECTIONS)
    with open_book(path) as book:
        records = find_table(book).records()
        assert [(record.cells[0], record.section) for record in records] == [
            ("Xe A", "Tiểu đoàn 1"),
            ("Xe B", "Tiểu đoàn 1"),
            ("Xe C", "Tiểu đoàn 2"),
        ]
        (note,) = [note for note in records.notes if note.kind == "section"]
        assert note.rows == (2, 5)
    _, cells, _ = table_of(path, sections=False)
    assert len(cells) == 5


def test_an_owner_on_the_first_row_only_is_offered_and_filled_down_when_accepted(tmp_path):
    rows = [
        ("Đơn vị", "Tổ", "Trang bị", "SL"),
        ("d1", "t1", "Xe", 1),
        (None, None, "Máy", 2),
        (None, "t2", "Súng", 3),
        ("d2", None, "Xe", 4),
        (None, None, "Máy", 5),
    ]
    path = write_xlsx(tmp_path / "t.xlsx", rows)
    table, cells, notes = table_of(path)
    assert cells[1] == (None, None, "Máy", 2)
    offered = [note for note in table.notes if note.kind == "blank-hierarchy"]
    assert [(note.columns, note.rows, note.question) for note in offered] == [
        ((0,), (3, 4, 6), True),
        ((1,), (3, 5, 6), True),
    ]
    assert "blank-hierarchy" in notes
    _, filled, _ = table_of(path, fill_down=(0, 1))
    assert [row[:2] for row in filled] == [("d1", "t1"), ("d1", "t1"), ("d1", "t2"), ("d2", None), ("d2", None)]


def test_cells_merged_down_over_records_are_offered_for_filling(tmp_path):
    rows = [("Đơn vị", "Trang bị", "SL"), ("d1", "Xe", 1), (None, "Máy", 2), ("d2", "Xe", 3)]
    path = write_xlsx(tmp_path / "t.xlsx", rows, merged=[(1, 0, 2, 0)])
    table, _, notes = table_of(path)
    assert notes["merged-cells"].columns == (0,)
    assert notes["merged-cells"].question
    _, cells, _ = table_of(path, fill_down=notes["merged-cells"].columns)
    assert [row[0] for row in cells] == ["d1", "d1", "d2"]
    assert table.header_rows == (1,)


def test_a_second_table_below_is_asked_about_and_not_mixed_in(tmp_path):
    rows = [
        ("Tên", "SL", "Giá"),
        ("Xe", 1, 10),
        ("Máy", 2, 20),
        (),
        ("Name", "Quantity", "Price"),
        ("Truck", 1, 10),
        ("Engine", 2, 20),
    ]
    path = write_xlsx(tmp_path / "t.xlsx", rows)
    _, cells, notes = table_of(path)
    assert cells == [("Xe", 1, 10), ("Máy", 2, 20)]
    assert notes["other-table"].rows == (5, 6, 7)
    assert notes["other-table"].question
    table, cells, _ = table_of(path, header_rows=(5,))
    assert names(table) == ["Name", "Quantity", "Price"]
    assert cells == [("Truck", 1, 10), ("Engine", 2, 20)]
    assert len(table_of(path, one_table=False)[1]) == 5


def test_sheets_with_the_same_numbers_in_other_words_are_twins(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    for sheet, words in (("VI", ("Xe", "Máy")), ("EN", ("Truck", "Engine")), ("Khác", ("Xe", "Máy"))):
        grid = book.add_worksheet(sheet)
        for row, word in enumerate(words):
            grid.write_row(row, 0, [word, 1, 2, 3 + row + (sheet == "Khác")])
    book.close()
    with open_book(tmp_path / "t.xlsx") as read:
        assert twin_sheets(read) == (("VI", "EN"),)


def test_a_value_outside_the_columns_is_a_fault_and_not_dropped(tmp_path):
    rows = [("Tên", "SL"), *(("Xe", n) for n in range(400)), ("Máy", 5, "lạc")]
    with open_book(write_xlsx(tmp_path / "t.xlsx", rows)) as book:
        faulty = [record for record in find_table(book).records() if record.faults]
    assert [(record.number, record.faults[0].code, record.faults[0].place.column) for record in faulty] == [
        (402, "outside-columns", 2)
    ]
    assert str(faulty[0].faults[0].place) == "t.xlsx, sheet 'Sheet', row 402, column C"


def test_a_text_row_of_another_width_is_a_fault_with_its_row_number(tmp_path):
    text = "a,b,c\n" + "1,2,3\n" * 20 + "1,2\n" + "4,5,6\n" + "7,8,9,10\n" + "\n"
    with open_book(write_csv(tmp_path / "t.csv", text)) as book:
        faults = [fault for record in find_table(book).records() for fault in record.faults]
    assert [(fault.place.row, fault.code, fault.found) for fault in faults] == [
        (22, "row-width", "2 cells"),
        (24, "outside-columns", "10"),
    ]


def test_spreadsheets_that_cut_blank_cells_off_text_rows_are_understood(tmp_path):
    text = "a,b,c\n" + "1,2\n" * 5 + "1,2,3\n" * 5
    _, cells, notes = table_of(write_csv(tmp_path / "t.csv", text))
    assert cells[0] == ("1", "2", None)
    assert "short-rows" in notes


def test_columns_and_rows_can_be_chosen(tmp_path):
    path = write_xlsx(tmp_path / "t.xlsx", [("Tên", "SL", "Giá"), ("Xe", 1, 10), ("Máy", 2, 20), ("Ống", 3, 30)])
    table, cells, _ = table_of(path, columns=(2, 0), first_row=3, last_row=3)
    assert names(table) == ["Giá", "Tên"]
    assert cells == [(20, "Máy")]
    table, cells, notes = table_of(path, header_rows=())
    assert names(table) == ["column A", "column B", "column C"]
    assert cells[0] == ("Tên", "SL", "Giá")
    assert "no-header" in notes


def test_columns_of_one_title_are_told_apart(tmp_path):
    table, _, notes = table_of(write_xlsx(tmp_path / "t.xlsx", [("Tên", "SL", "SL"), ("Xe", 1, 2)]))
    assert names(table) == ["Tên", "SL", "SL (C)"]
    assert notes["same-title"].columns == (2,)


def test_years_are_titles_and_spacer_columns_are_left_out_with_a_note(tmp_path):
    rows = [("Đơn vị", None, 2023, 2024), ("d1", None, 5, 6), ("d2", None, 7, 8)]
    table, cells, notes = table_of(write_xlsx(tmp_path / "t.xlsx", rows))
    assert names(table) == ["Đơn vị", "2023", "2024"]
    assert notes["spacer-column"].columns == (1,)
    assert cells == [("d1", 5, 6), ("d2", 7, 8)]


@pytest.mark.parametrize("rows", [[], [()], [(None,)], [("chỉ một ô",)], [(1, 2), (3, 4)]])
def test_small_and_headless_sheets_do_not_fail(rows, tmp_path):
    table, cells, _ = table_of(write_xlsx(tmp_path / "t.xlsx", rows))
    assert len(cells) == (2 if rows == [(1, 2), (3, 4)] else 0)
    assert table.first_row >= 1


def test_faults_of_the_header_and_of_rows_left_out_are_kept(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"B\xff ke\n\nT\xean,SL,X\nXe,1,2\nMay,2,3\n\nGhi ch\xfa\n")
    with open_book(path, encoding="utf-8") as book:
        table = find_table(book)
        records = table.records()
        assert [record.faults for record in records] == [(), ()]
        assert [fault.place.row for fault in table.faults] == [1, 3]
        assert [fault.place.row for fault in records.faults] == [7]


def test_lines_of_a_word_and_a_colon_above_the_table_are_not_its_header(tmp_path):
    rows = [
        ("Đơn vị:", "Kho K1"),
        ("Thủ kho:", "Nguyễn A"),
        (),
        ("TT", "Tên", "SL", "Giá"),
        (1, "Xe", 2, 3),
        (2, "Máy", 4, 5),
    ]
    table, cells, _ = table_of(write_xlsx(tmp_path / "t.xlsx", rows))
    assert table.header_rows == (4,)
    assert len(cells) == 2


def test_a_record_under_a_header_with_a_blank_title_is_not_taken_for_sub_titles(tmp_path):
    table, cells, _ = table_of(write_csv(tmp_path / "t.csv", "Tên,,Loại\nXe,cũ,A\nMáy,mới,B\n"))
    assert names(table) == ["Tên", "column B", "Loại"]
    assert cells == [("Xe", "cũ", "A"), ("Máy", "mới", "B")]


def test_a_text_row_with_one_figure_is_a_record_and_no_title(tmp_path):
    _, cells, _ = table_of(write_csv(tmp_path / "t.csv", "Tên,Loại,SL\nXe,A,1\n,,5\nMáy,B,2\n"))
    assert cells == [("Xe", "A", "1"), (None, None, "5"), ("Máy", "B", "2")]
