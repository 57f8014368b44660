"""The other published registers come in with their profiles: totals as counted by other tools, refused rows named."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlrd

from thenchot.domain.materiel.models import Equipment, Type
from thenchot.edges.intake.run import bring_in
from thenchot.foundation.access.reach import today
from thenchot.foundation.ledger.acts import Program
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit

REGISTERS = Path(__file__).resolve().parents[6] / "shared/registers"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REGISTERS.exists(), reason="../shared/registers is not beside this checkout"),
]
CLERK = Program("Clerk")


def sheet(path: Path, name: str | None = None) -> list[tuple[Any, ...]]:
    """The rows below the first, by a reader intake does not use."""
    book = openpyxl.load_workbook(path, read_only=True)
    return list((book[name] if name else book.worksheets[0]).iter_rows(min_row=2, values_only=True))


def lines(path: Path, encoding: str, delimiter: str = ",", skip: int = 0) -> Iterator[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        for _ in range(skip):
            file.readline()
        yield from csv.DictReader(file, delimiter=delimiter)


def megawatts() -> Decimal:
    return sum(Equipment.objects.values_list("quantity", flat=True), Decimal(0))


def test_shipments_come_in_with_their_stock_numbers_joined():
    path = REGISTERS / "us_dla_leso/ShipmentsCancellationsQTR2FY23.xlsx"
    rows = sheet(path, "SHIPMENTS")
    outcome = bring_in(path, by=CLERK)
    assert (outcome.profile, outcome.rows_read, outcome.rows_refused) == ("us_leso_shipments", len(rows), 0)
    value = sum(Decimal(str(row[7])) * Decimal(str(row[8])) for row in rows)
    assert sum(n * each for n, each in Equipment.objects.values_list("quantity", "unit_value")) == value
    assert set(Type.objects.values_list("stock_number", flat=True)) == {f"{row[3]}-{row[4]}" for row in rows}
    by_code = {(state.casefold(), " ".join(agency.split()).casefold()) for state, agency, *_rest in rows}
    assert Unit.objects.count() == 1 + len({row[0] for row in rows}) + len(by_code)


def test_federal_acquisitions_come_in_with_the_registers_own_profile():
    path = REGISTERS / "us_dla_leso/FederalAgencyAcquisitionsQTR2FY23.xlsx"
    rows = sheet(path)
    outcome = bring_in(path, by=CLERK)
    assert (outcome.profile, outcome.rows_read, outcome.rows_written) == ("us_leso", 142, 142)
    assert sum(Equipment.objects.values_list("quantity", flat=True)) == sum(Decimal(str(row[4])) for row in rows)


def test_cancelled_requests_teach_their_stock_numbers_and_move_no_item():
    path = REGISTERS / "us_dla_leso/ShipmentsCancellationsQTR2FY23.xlsx"
    rows = sheet(path, "CANCELLATIONS")
    outcome = bring_in(path, by=CLERK, profile="us_leso_cancellations")
    numbers = {f"{row[4]}-{row[5]}" for row in rows}
    assert (outcome.rows_read, outcome.rows_refused) == (len(rows), 0)
    assert set(Type.objects.values_list("stock_number", flat=True)) == numbers
    assert outcome.rows_unchanged == len(rows) - len(numbers)
    assert not Equipment.objects.exists()


def test_the_machines_of_the_excavator_orders_come_in_once_and_shifted_rows_are_named():
    path = REGISTERS / "nist_excavator_workorders/excavators.csv"
    rows = list(lines(path, "utf-8"))
    first: dict[str, str] = {}
    for row in rows:
        day = row["BscStartDate"]
        first[row["Asset"]] = first.get(row["Asset"]) or day
    outcome = bring_in(path, by=CLERK)
    assert (outcome.profile, outcome.rows_read) == ("nist_excavators", len(rows))
    assert outcome.rows_written == len(first)
    assert outcome.rows_written + outcome.rows_unchanged + outcome.rows_refused == len(rows)
    found = dict(Equipment.objects.values_list("serial_number", "received_on"))
    assert {serial: str(day) for serial, day in found.items()} == first


def test_the_catalogue_of_stock_numbers_comes_in_each_once():
    path = REGISTERS / "us_dla_leso/nsn-extract-3-17-21.xlsx"
    numbers = [row[0] for row in sheet(path)]
    outcome = bring_in(path, by=CLERK)
    assert (outcome.rows_read, outcome.rows_refused) == (len(numbers), 0)
    assert set(Type.objects.values_list("stock_number", flat=True)) == set(numbers)
    assert outcome.rows_unchanged == len(numbers) - len(set(numbers))
    assert not Equipment.objects.exists()


def test_zones_and_then_facilities_make_one_tree_joined_by_the_files_keys():
    folder = REGISTERS / "openlmis_demo"
    csv.field_size_limit(1 << 24)
    zones = list(lines(folder / "referencedata.geographic_zones.csv", "utf-8"))
    facilities = list(lines(folder / "referencedata.facilities.csv", "utf-8"))
    for name, rows in (("geographic_zones", zones), ("facilities", facilities)):
        outcome = bring_in(folder / f"referencedata.{name}.csv", by=CLERK)
        assert (outcome.rows_written, outcome.rows_refused) == (len(rows), 0), name
    day = today()
    by_id = {zone["id"]: zone for zone in zones}
    for zone in zones[::20]:
        path, here = [], zone
        while here:
            path.append(here["code"])
            here = by_id.get(here["parentid"] or "")
        assert [u.code for u in queries.path(Unit.objects.get(code=zone["code"]), day)][-len(path) :] == path[::-1]
    for facility in facilities[::200]:
        unit = Unit.objects.get(code=facility["code"])
        assert queries.path(unit, day)[-2].code == by_id[facility["geographiczoneid"]]["code"]


def test_czech_power_plants_come_in_and_those_without_power_are_named():
    path = REGISTERS / "eu_power_plant_registers/21915_2019.xlsx"
    rows = [row for row in sheet(path) if row[0] and isinstance(row[4], int | float)]
    outcome = bring_in(path, by=CLERK)
    assert (outcome.rows_read, outcome.rows_refused) == (152, 2)
    assert {(fault.found, fault.place.row) for fault in outcome.faults} == {("0", 152), ("0", 153)}
    assert megawatts() == sum(Decimal(str(row[4])) for row in rows)


def test_belgian_power_plants_come_in_from_the_old_workbook_with_merged_cells():
    path = REGISTERS / "eu_power_plant_registers/ProductionParkOverview.xls"
    table = xlrd.open_workbook(path).sheet_by_index(0)
    power = [table.cell_value(n, 9) for n in range(table.nrows) if table.cell_type(n, 9) == xlrd.XL_CELL_NUMBER]
    outcome = bring_in(path, by=CLERK)
    assert (outcome.rows_read, outcome.rows_refused) == (109, 0)
    assert megawatts() == sum(Decimal(str(value)) for value in power)


def test_british_power_stations_come_in_and_the_one_with_too_long_a_fuel_is_named():
    path = REGISTERS / "eu_power_plant_registers/DUKES_5.11_UK.csv"
    rows = list(lines(path, "utf-8-sig", ";"))
    outcome = bring_in(path, by=CLERK)
    assert (outcome.rows_read, outcome.rows_written) == (len(rows), len(rows) - 1)
    assert [(fault.code, fault.place.row) for fault in outcome.faults] == [("too-long", 115)]
    kept = [row for row in rows if len(row["Fuel"].strip()) <= 40]
    capacity = [Decimal(row["Installed Capacity (MW)"].replace(",", "").strip()) for row in kept]
    assert megawatts() == sum(capacity)


def test_norwegian_power_stations_come_in_with_decimal_commas_to_the_last_kilowatt():
    path = REGISTERS / "eu_power_plant_registers/Vannkraftverk.csv"
    rows = list(lines(path, "latin-1", ";", skip=2))
    outcome = bring_in(path, by=CLERK)
    assert outcome.rows_read == len(rows)
    power = [Decimal(row["Maks ytelse [MW]"].replace(",", ".") or "1") for row in rows]
    fit = [value for value in power if value > 0 and round(value, 3) == value]
    assert {fault.code for fault in outcome.faults} <= {"too-fine", "not-positive"}
    assert (outcome.rows_refused, outcome.rows_written) == (len(rows) - len(fit), len(fit))
    assert megawatts() == sum(fit)
