"""Figures: the whole tree from scratch, right after an act, and unchanged, beside DuckDB over Parquet and one indexed read.

SCALE=12.5 gives the sizes the house is to hold: 5,000 units and 1,500,000 items.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from benches.bench import Bench, scaled
from thenchot.domain.materiel.models import (
    Branch,
    CoefficientFormula,
    Custody,
    Equipment,
    Grade,
    GradeScheme,
    Grading,
    Group,
    Type,
)
from thenchot.foundation.indicators import kept, over_parquet, warehouse
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.ledger import bulk
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation.actions import new_unit
from thenchot.foundation.organisation.models import Unit, UnitLink

BY = Program("bench")
ON = date(2026, 11, 25)
SINCE = date(2016, 1, 1)
LOOKS = 200
_cache: list[Register] = []


@dataclass
class Register:
    """A tree of units and a register of items in it; the rows go in barely, since only reading is timed."""

    root: UUID
    units: int
    items: list[UUID]
    folder: Path
    days: Iterator[int]


def register() -> Register:
    """Made once for all benches of this file, with a warehouse of it."""
    if not _cache:
        chance = random.Random(1)  # noqa: S311  # made-up data
        units = _units(chance, scaled(400))
        types = _catalogue()
        items = [new_key() for _ in range(scaled(120_000))]
        _write(Equipment, _equipment(chance, types, items))
        _write(Custody, _custody(chance, units, items))
        _write(Grading, _gradings(chance, items))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        folder = Path(settings.VAR) / "bench-warehouse"
        warehouse.build(folder)
        _cache.append(Register(units[0].pk, len(units), items, folder, itertools.count(1)))
    return _cache[0]


def _units(chance: random.Random, count: int) -> list[Unit]:
    made = [new_unit(f"BF-{new_key().hex}", f"Đơn vị {number}") for number in range(count)]
    places = [None, *(chance.randrange(max(0, number // 4), number // 3 + 1) for number in range(count - 1))]
    links = [
        UnitLink(unit=unit, parent=None if place is None else made[place], from_on=SINCE)
        for unit, place in zip(made, places, strict=True)
    ]
    with act("bench.units", by=BY) as deed:
        deed.add_many([*made, *links])
    return made


def _catalogue() -> list[Type]:
    mark = new_key().hex[-12:]
    branch = Branch(code=f"B{mark}", name="Xe")
    group = Group(branch=branch, code=f"G{mark}", name="Xe tải")
    tracked = itertools.cycle(["serial", "serial", "quantity"])
    types = [
        Type(group=group, code=f"T{mark}{n}", name=f"Loại {n}", tracked_by=next(tracked), grade_scheme=f"S{mark}")
        for n in range(300)
    ]
    scheme = GradeScheme(code=f"S{mark}", name="Cấp", valid_from=date(2000, 1, 1))
    grades = [Grade(scheme=scheme, code=n, label=str(n), is_good=n < 3, is_available=True) for n in range(1, 6)]
    with act("bench.catalogue", by=BY) as deed:
        deed.add_many([branch, group, *types, scheme, *grades])
        if not CoefficientFormula.objects.filter(code="TECHNICAL_READINESS").exists():
            CoefficientFormula(code="TECHNICAL_READINESS", name="Hệ số", valid_from=date(2000, 1, 1)).save()
    return types


def _equipment(chance: random.Random, types: list[Type], items: list[UUID]) -> Iterator[Equipment]:
    for number, key in enumerate(items):
        kind = chance.choice(types)
        serial = f"S{number}" if kind.tracked_by == "serial" and chance.random() < 0.95 else ""
        yield Equipment(id=key, type=kind, serial_number=serial, serial_key=serial, version=1)


def _custody(chance: random.Random, units: list[Unit], items: list[UUID]) -> Iterator[Custody]:
    for key in items:
        start = SINCE + timedelta(days=chance.randrange(3000))
        moved = start + timedelta(days=200) if chance.random() < 0.2 else None
        yield Custody(equipment_id=key, unit=chance.choice(units), from_on=start, until_on=moved, version=1)
        if moved:
            yield Custody(equipment_id=key, unit=chance.choice(units), from_on=moved, version=1)


def _gradings(chance: random.Random, items: list[UUID]) -> Iterator[Grading]:
    for key in items:
        day = date(2025, 6, 1) + timedelta(days=chance.randrange(300))
        yield Grading(equipment_id=key, grade=chance.choice([1, 1, 2, 2, 2, 3, 4, 5]), graded_on=day, version=1)
        if chance.random() < 0.5:
            yield Grading(equipment_id=key, grade=2, graded_on=date(2024, 5, 1), version=1)


def _write(model: Any, rows: Iterator[Any]) -> None:
    while chunk := list(itertools.islice(rows, 20_000)):
        bulk.insert(model, chunk)


def from_scratch(made: Register) -> int:
    """Every indicator at every unit, nothing kept."""
    kept.forget()
    return made.units * len(figures_of([made.root], ON)[made.root])


def over_files(made: Register) -> int:
    """The same statements over the same rows in Parquet."""
    return made.units * len(over_parquet.figures(made.folder, made.root, ON, engine="duckdb"))


def after_an_act(made: Register) -> int:
    """One item graded, then the board."""
    with act("bench.regrade", by=BY):
        number = next(made.days)
        Grading(equipment_id=made.items[number], grade=5, graded_on=date(2026, 10, 1)).save()
    return made.units * len(figures_of([made.root], ON)[made.root])


def unchanged(made: Register) -> int:
    """The board's figures of a unit, again and again."""
    for _ in range(LOOKS):
        figures_of([made.root], ON)
    return LOOKS


def one_read(made: Register) -> int:
    """One indexed row as often."""
    key = made.items[0] if connection.vendor == "postgresql" else made.items[0].hex
    for _ in range(LOOKS):
        with connection.cursor() as cursor:
            cursor.execute("SELECT quantity FROM materiel_equipment WHERE id = %s", [key])
            cursor.fetchone()
    return LOOKS


FILES = "DuckDB, the same statements over the same rows in Parquet"
BENCHES = (
    Bench(
        name="figures: the whole tree from scratch",
        unit="values",
        prepare=register,
        ours=from_scratch,
        floor=over_files,
        floor_is=FILES,
    ),
    Bench(
        name="figures: the board right after one act",
        unit="values",
        prepare=register,
        ours=after_an_act,
        floor=over_files,
        floor_is=FILES,
    ),
    Bench(
        name="figures: the board unchanged",
        unit="looks",
        prepare=register,
        ours=unchanged,
        floor=one_read,
        floor_is="one indexed SELECT",
    ),
)
