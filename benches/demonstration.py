"""The demonstration: items with their custody and gradings made and written with history, beside the same rows written barely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models, transaction

from benches.bench import Bench, scaled
from thenchot.edges.cli.demo import build
from thenchot.edges.cli.demo.chance import Keys
from thenchot.edges.cli.demo.sizes import Sizes
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.records import Record

ITEMS, REPEAT = 3_500, 3
SEED, DAY = 11, date(2026, 1, 15)


@dataclass
class Work:
    """The items to come, and so many already turned into bare rows for each run before the clock starts."""

    items: Iterator[list[Record]]
    many: int
    rows: list[dict[type[Record], list[tuple[Any, ...]]]]


def prepare() -> Work:
    """Units, catalogue and depots; then the first items as bare rows."""
    ground = build.lay_ground(Sizes.at(0.5), Keys(SEED, DAY), seed=SEED, on=DAY)
    many = scaled(ITEMS)
    items = ground.register.items(many * REPEAT * 3)
    return Work(items, many, [_rows(_take(items, many)) for _run in range(REPEAT)])


def with_history(work: Work) -> int:
    """Make the next items and write them in one act."""
    with act("materiel.register", by=build.DEMONSTRATION) as deed:
        return deed.add_many(_take(work.items, work.many))


def barely(work: Work) -> int:
    """COPY or executemany of ready rows in one transaction."""
    tables = work.rows.pop()
    with transaction.atomic(), connection.cursor() as cursor:
        for model, rows in tables.items():
            _insert(cursor, model, rows)
    return sum(map(len, tables.values()))


def _take(items: Iterator[list[Record]], many: int) -> list[Record]:
    return [record for _item in range(many) for record in next(items)]


def _rows(records: list[Record]) -> dict[type[Record], list[tuple[Any, ...]]]:
    tables: dict[type[Record], list[tuple[Any, ...]]] = {}
    for record in records:
        record.version = 1
        record.fill_search_key()
        fields = record._meta.concrete_fields
        row = tuple(f.get_db_prep_save(f.pre_save(record, True), connection) for f in fields)
        tables.setdefault(type(record), []).append(row)
    return tables


def _insert(cursor: Any, model: type[models.Model], rows: list[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" for _ in rows[0])
        connection.connection.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", rows)


BENCHES = (
    Bench(
        name="demonstration: items with custody and gradings, made and written in one act",
        unit="records",
        prepare=prepare,
        ours=with_history,
        floor=barely,
        floor_is="COPY / executemany of the same rows, ready made, without history",
        repeat=REPEAT,
    ),
)
