"""Climate logs: a logger's file read and taken in with its history, beside its rows written barely."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from benches.bench import Bench, scaled
from thenchot.domain.depots.actions import open_depot
from thenchot.domain.depots.climate.actions import take_in
from thenchot.domain.depots.climate.logger import read_log
from thenchot.domain.depots.models import ClimateReading, StoreBuilding, Tier
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation.actions import found

BY = Program("bench")
REPEAT = 3
START = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass
class Work:
    """For each run a building of its own: a file for it, and the same readings as bare rows for another."""

    many: int
    files: list[tuple[StoreBuilding, bytes]]
    rows: list[list[tuple[Any, ...]]]


def work() -> Work:
    """A reading every five minutes, for two buildings a run."""
    many = scaled(50_000)
    with act("bench.found", by=BY):
        unit = found("CLIMATE", "Climate", parent=None, on=date(2020, 1, 1))
        depot = open_depot(code="CLIMATE", name="Climate", unit=unit, tier=Tier.TACTICAL, opened_on=date(2020, 1, 1))
        halls = [StoreBuilding(depot=depot, code=f"N{n}", name=f"N{n}") for n in range(2 * REPEAT)]
        for hall in halls:
            hall.save()
    return Work(many, [(hall, _file(many)) for hall in halls[:REPEAT]], [_rows(hall, many) for hall in halls[REPEAT:]])


def _values(number: int) -> tuple[datetime, Decimal, Decimal]:
    return START + timedelta(minutes=5 * number), Decimal(200 + number % 60) / 10, Decimal(500 + number % 300) / 10


def _file(many: int) -> bytes:
    lines = (f"{at:%Y-%m-%d %H:%M},{heat},{damp}" for at, heat, damp in map(_values, range(many)))
    return "\n".join(("Date Time,Temperature,Humidity", *lines)).encode()


def _rows(hall: StoreBuilding, many: int) -> list[tuple[Any, ...]]:
    made = (
        ClimateReading(id=new_key(), version=1, building=hall, at=at, temperature=heat, humidity=damp)
        for at, heat, damp in map(_values, range(many))
    )
    fields = ClimateReading._meta.concrete_fields
    return [tuple(f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields) for row in made]


def taken_in(prepared: Work) -> int:
    """The file read, its readings checked against the log, and written in one act."""
    hall, content = prepared.files.pop()
    log = read_log(content, UTC)
    with act("bench.log_climate", by=BY) as deed:
        return take_in(deed, hall, log.readings, source="bench").new


def barely(prepared: Work) -> int:
    """The same rows by COPY or executemany in one transaction, without reading a file and without history."""
    rows = prepared.rows.pop()
    names = ", ".join(f'"{field.column}"' for field in ClimateReading._meta.concrete_fields)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY depots_climatereading ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" for _ in rows[0])
            statement = f"INSERT INTO depots_climatereading ({names}) VALUES ({marks})"
            connection.connection.executemany(statement, rows)
    return len(rows)


BENCHES = (
    Bench(
        name="climate log: a logger's file taken in",
        unit="readings",
        prepare=work,
        ours=taken_in,
        floor=barely,
        floor_is="COPY / executemany of rows that are ready",
        repeat=REPEAT,
    ),
)
