"""Intake: a register checked and written with its history, beside the same rows written barely; checking beside reading alone."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine
import xlsxwriter
from django.db import transaction

from benches.bench import Bench, scaled
from thenchot.domain.materiel.models import Branch, Custody, Equipment, Group, Type
from thenchot.edges.intake.run import bring_in
from thenchot.foundation.access.reach import today
from thenchot.foundation.ledger import bulk
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation.actions import new_unit
from thenchot.foundation.organisation.models import Unit

BY = Program("bench")
REPEAT = 3
HEADER = (
    *("State", "Agency Name", "NSN", "Item Name", "Quantity", "UI", "Acquisition Value"),
    *("DEMIL Code", "DEMIL IC", "Ship Date", "Station Type"),
)
DISP = Path(__file__).resolve().parents[2] / "shared/registers/us_dla_leso/DISP_AllStatesAndTerritories_06302026.xlsx"


@dataclass
class Register:
    """Files with the same kind of rows, one for each run, and as many bare rows."""

    many: int
    files: list[Path]
    bare: list[tuple[list[Equipment], list[Custody]]]


def _line(number: int, salt: int) -> list[object]:
    day = date(2015, 1, 1) + timedelta(days=number % 3000)
    nsn = f"{1000 + number % 200}-01-{salt:03d}-{number % 2000:04d}"
    return [
        "AL",
        f"AGENCY {number % 400}",
        nsn,
        f"ITEM {number % 2000}",
        1 + number % 5,
        "Each",
        499.5,
        "D",
        "1",
        day,
        "State",
    ]


def as_csv(many: int) -> Register:
    """The rows as csv files."""
    folder, files = Path(tempfile.mkdtemp(prefix="bench-intake-")), []
    for salt in range(REPEAT):
        path = folder / f"register-{salt}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows(_line(number, salt) for number in range(many))
        files.append(path)
    place = _place()
    return Register(many, files, [_bare(many, *place) for _ in range(REPEAT)])


def as_xlsx(many: int) -> Register:
    """The rows as one workbook, read again and again."""
    path = Path(tempfile.mkdtemp(prefix="bench-intake-")) / "register.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("ALABAMA")
    for number, values in enumerate([list(HEADER), *(_line(n, 9) for n in range(many))]):
        sheet.write_row(number, 0, values)
    book.close()
    return Register(many, [path], [])


def _place() -> tuple[Unit, Type]:
    """A unit and a type for the bare rows; made once for the benches of one run."""
    unit = Unit.objects.filter(code="BENCH-INTAKE").first()
    if unit is None:
        unit = new_unit("BENCH-INTAKE", "bench")
        branch = Branch(code="BENCH-INTAKE", name="bench")
        group = Group(branch=branch, code="BENCH-INTAKE", name="bench")
        kind = Type(group=group, code="BENCH-INTAKE", name="bench", unit_of_measure="cái")
        with act("bench.place", by=BY):
            for record in (unit, branch, group, kind):
                record.save()
    return unit, Type.objects.get(code="BENCH-INTAKE")


def taken_in(work: Register) -> int:
    """Read, check every row, write with history."""
    outcome = bring_in(work.files.pop(), by=BY, profile="us_leso")
    assert outcome.rows_written == work.many, outcome.fault_counts
    return outcome.rows_written


def barely(work: Register) -> int:
    """The same items and custody by COPY or executemany in one transaction: no check, no history, the same indexes."""
    items, custody = work.bare.pop()
    with transaction.atomic():
        bulk.insert(Equipment, items)
        bulk.insert(Custody, custody)
    return work.many


def _bare(many: int, unit: Unit, kind: Type) -> tuple[list[Equipment], list[Custody]]:
    """The rows, made before the clock starts."""
    on, value = today(), Decimal("499.5")
    items = [
        Equipment(type=kind, quantity=Decimal(1), unit_value=value, currency="USD", version=1) for _ in range(many)
    ]
    return items, [Custody(equipment=item, unit=unit, from_on=on, version=1) for item in items]


def checked(work: Register) -> int:
    """Every row read, mapped and checked; nothing written."""
    return bring_in(work.files[0], by=BY, profile="us_leso", dry_run=True).rows_read


def only_read(work: Register) -> int:
    """The cells out of the workbook, by the reader library alone."""
    return (
        sum(1 for _row in python_calamine.CalamineWorkbook.from_path(work.files[0]).get_sheet_by_index(0).to_python())
        - 1
    )


def disp() -> Register:
    """The published register of 75,087 items."""
    return Register(75_087, [DISP], [])


def disp_read(work: Register) -> int:
    """Its cells by the reader library alone."""
    book = python_calamine.CalamineWorkbook.from_path(work.files[0] if work.files else DISP)
    return sum(len(book.get_sheet_by_name(name).to_python()) - 1 for name in book.sheet_names)


BENCHES = (
    Bench(
        name="intake: csv register of 50,000 rows checked and written with history",
        unit="rows",
        prepare=lambda: as_csv(scaled(50_000)),
        ours=taken_in,
        floor=barely,
        floor_is="COPY/executemany of the items and custody alone",
    ),
    Bench(
        name="intake: xlsx register of 20,000 rows fully checked",
        unit="rows",
        prepare=lambda: as_xlsx(scaled(20_000)),
        ours=checked,
        floor=only_read,
        floor_is="python-calamine reading the cells",
        databases=("sqlite",),
    ),
    *(
        [
            Bench(
                name="intake: the DISP workbook end to end (75,087 rows, 52 sheets)",
                unit="rows",
                prepare=disp,
                ours=taken_in,
                floor=disp_read,
                floor_is="python-calamine reading the cells",
                databases=("sqlite",),
                repeat=1,
            )
        ]
        if DISP.exists()
        else []
    ),
)
