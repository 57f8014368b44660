"""The real registers come in whole: counts and sums made with another tool, and what is odd is named by row."""

import csv
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest
import xlrd

from thenchot.edges.intake.reading import Record, Table, column_profile, find_table, open_book
from thenchot.edges.intake.reading.tests.registers import register

EU = "eu_power_plant_registers"
NIST = "nist_excavator_workorders"
MALAWI = "openlmis_demo"


def whole(name: str, sheet: str | None = None) -> tuple[Table, list[Record], dict[str, int]]:
    with open_book(register(name)) as book:
        table = find_table(book, sheet)
        records = table.records()
        return table, list(records), dict(records.skipped)


def column(table: Table, records: list[Record], name: str) -> list[object]:
    at = [each.name for each in table.columns].index(name)
    return [record.cells[at] for record in records]


def test_the_belgian_workbook_of_merged_cells():
    table, records, skipped = whole(f"{EU}/ProductionParkOverview.xls")
    assert [each.name for each in table.columns] == [
        "ARP",
        "Generation plant",
        "Plant Type",
        "Fuel",
        "Technical Nominal Power (MW)",
        "Fuel for publication",
        "Remarks",
    ]
    assert table.header_rows == (2,)
    assert "09/12/2019" in table.titles[0]
    assert {record.section for record in records} == {"Unit connected to Distribution Grid"}
    power = column(table, records, "Technical Nominal Power (MW)")
    grid = xlrd.open_workbook(str(register(f"{EU}/ProductionParkOverview.xls"))).sheet_by_index(0)
    values = [grid.cell_value(row, 9) for row in range(grid.nrows) if grid.cell_type(row, 9) == xlrd.XL_CELL_NUMBER]
    assert len(records) == len(values) == 109
    assert sum(power) == sum(Decimal(str(value)) for value in values)
    assert skipped == {"section": 1, "blank": 1, "other-table": 20}


def test_the_norwegian_text_in_latin_letters_with_decimal_commas():
    path = register(f"{EU}/Vannkraftverk.csv")
    table, records, _ = whole(f"{EU}/Vannkraftverk.csv")
    with open_book(path) as book:
        assert book.text is not None
        assert (book.text.encoding, book.text.delimiter) == ("cp1252", ";")
    assert table.header_rows == (3,)
    assert table.columns[0].name == "Løpenummer"
    with path.open(encoding="latin-1", newline="") as stream:
        other = list(csv.reader(stream, delimiter=";"))[3:]
    assert len(records) == len(other) == 1681
    assert not any(record.faults for record in records)
    names = [each.name for each in table.columns]
    power = column_profile(column(table, records, "Maks ytelse [MW]"))
    assert power.style is not None
    assert power.style.name == "1.234,5"
    assert not power.faults
    at = names.index("Maks ytelse [MW]")
    total = sum(value for record in records if (value := power.style.parse(record.cells[at])) is not None)
    assert total == sum(Decimal(row[at].replace(",", ".")) for row in other if row[at])
    assert column_profile(column(table, records, "Dato for første utnyttelse av fallet")).kind == "date"


def test_the_british_text_with_a_line_break_in_a_title():
    table, records, _ = whole(f"{EU}/DUKES_5.11_UK.csv")
    assert table.columns[6].name == "Location: Scotland, Wales, Northern Ireland or English region"
    with register(f"{EU}/DUKES_5.11_UK.csv").open(encoding="utf-8-sig", newline="") as stream:
        other = list(csv.DictReader(stream, delimiter=";"))
    assert len(records) == len(other) == 1183
    found = column_profile(column(table, records, "Installed Capacity (MW)"))
    assert found.style is not None
    assert found.style.name == "1,234.5"


def test_the_czech_workbook_keeps_codes_and_hyphens():
    table, records, _ = whole(f"{EU}/21915_2019.xlsx")
    sheet = openpyxl.load_workbook(register(f"{EU}/21915_2019.xlsx")).worksheets[0]
    other = list(sheet.iter_rows(min_row=2, values_only=True))
    other = [row for row in other if any(cell is not None for cell in row)]
    assert [each.name for each in table.columns][3] == "oznacení bloku"
    assert len(records) == len(other) == 152
    assert records[0].cells[2] == "Alpiq\u2010ECK"
    assert Counter(type(cell) for cell in column(table, records, "oznacení bloku")) == Counter(
        type(row[3]) for row in other
    )


@pytest.mark.parametrize(("name", "count"), [("excavators.csv", 14), ("excavators-cleaned.csv", 15)])
def test_work_orders_with_odd_quotes_are_faults_by_row(name, count):
    path = register(f"{NIST}/{name}")
    table, records, _ = whole(f"{NIST}/{name}")
    assert len(records) == 5485
    faulty = [record.number for record in records if record.faults]
    assert len(faulty) == count
    lines = path.read_text(encoding="utf-8").split("\n")
    odd = [number for number, line in enumerate(lines, start=1) if "\\" in line and '"' in line]
    assert faulty == odd
    if name == "excavators-cleaned.csv":
        assert 1812 in faulty  # the row whose last columns have shifted
        assert column(table, records, "SuspSugg")[1810] == 'MECH - CONTROLS\\""'


def test_cells_of_a_megabyte_come_in_whole():
    table, records, _ = whole(f"{MALAWI}/referencedata.geographic_zones.csv")
    csv.field_size_limit(10_000_000)
    with register(f"{MALAWI}/referencedata.geographic_zones.csv").open(encoding="utf-8", newline="") as stream:
        other = list(csv.DictReader(stream))
    shapes = [cell for cell in column(table, records, "boundary") if isinstance(cell, str)]
    assert len(records) == len(other) == 205
    assert sum(map(len, shapes)) == sum(len(row["boundary"]) for row in other)
    assert max(map(len, shapes)) > 32_767


@pytest.mark.parametrize(
    "name",
    ["facilities", "facility_types", "geographic_levels", "lots", "programs", "supervisory_nodes", "supply_lines"],
)
def test_the_other_files_of_the_hierarchy_equal_a_plain_reading(name):
    _, records, _ = whole(f"{MALAWI}/referencedata.{name}.csv")
    with register(f"{MALAWI}/referencedata.{name}.csv").open(encoding="utf-8", newline="") as stream:
        other = list(csv.reader(stream))[1:]
    assert [record.cells for record in records] == [tuple(cell or None for cell in row) for row in other]
    assert not any(record.faults for record in records)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("FederalAgencyAcquisitionsQTR2FY23.xlsx", {"DETAILS": 142}),
        ("ShipmentsCancellationsQTR2FY23.xlsx", {"SHIPMENTS": 1631, "CANCELLATIONS": 3165}),
        ("nsn-extract-3-17-21.xlsx", {"PTA 3-17-21": 12_810}),
    ],
)
def test_the_other_workbooks_have_the_rows_and_sums_openpyxl_counts(name, counts):
    path = register(f"us_dla_leso/{name}")
    other = openpyxl.load_workbook(path, read_only=True)
    for sheet, count in counts.items():
        _, records, _ = whole(f"us_dla_leso/{name}", sheet)
        rows = list(other[sheet].iter_rows(min_row=2, values_only=True))
        assert len(records) == len(rows) == count
        ours = sum((cell for record in records for cell in record.cells if isinstance(cell, int | Decimal)), Decimal(0))
        theirs = sum((Decimal(str(cell)) for row in rows for cell in row if isinstance(cell, int | float)), Decimal(0))
        assert abs(ours - theirs) < Decimal("0.01")
    other.close()
