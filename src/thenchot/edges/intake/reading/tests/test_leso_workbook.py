"""The register of 52 sheets: every row comes out, counted with another tool."""

from collections import Counter
from decimal import Decimal

import openpyxl

from thenchot.edges.intake.reading import find_table, open_book
from thenchot.edges.intake.reading.tests.registers import register

DISP = "us_dla_leso/DISP_AllStatesAndTerritories_06302026.xlsx"


def test_all_rows_of_all_sheets_equal_a_count_made_with_openpyxl() -> None:
    path = register(DISP)
    rows: Counter[str] = Counter()
    worth = Decimal(0)
    with open_book(path) as book:
        assert len(book.sheets) == 52
        for sheet in book.sheets:
            table = find_table(book, sheet.name)
            names = [column.name for column in table.columns]
            quantity, value = names.index("Quantity"), names.index("Acquisition Value")
            for record in table.records():
                assert not record.faults
                rows[sheet.name] += 1
                count, price = record.cells[quantity], record.cells[value]
                assert isinstance(count, int)
                assert isinstance(price, int | Decimal)
                worth += count * price
        book.verify_unchanged()
    other_rows, other_worth = _counted_with_openpyxl(path)
    assert rows == other_rows
    assert rows.total() == 75_087
    assert abs(worth - other_worth) < Decimal("0.01")


def _counted_with_openpyxl(path: object) -> tuple[Counter[str], Decimal]:
    rows: Counter[str] = Counter()
    worth = Decimal(0)
    book = openpyxl.load_workbook(str(path), read_only=True)
    for sheet in book.worksheets:
        lines = sheet.iter_rows(values_only=True)
        names = list(next(lines))
        quantity, value = names.index("Quantity"), names.index("Acquisition Value")
        for line in lines:
            rows[sheet.title] += 1
            worth += Decimal(str(line[quantity])) * Decimal(str(line[value]))
    book.close()
    return rows, worth
