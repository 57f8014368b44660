"""Acts: many new records with their history, beside the same rows written barely."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction

from benches.bench import Bench, scaled
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.ledger import check, replay
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation.actions import new_unit
from thenchot.foundation.organisation.models import Unit

BY = Program("bench")
REPEAT = 3


@dataclass
class Work:
    """Units to be founded, and as many again as bare rows for each run, made before the clock starts."""

    many: int
    rows: list[list[tuple[Any, ...]]]


def work(many: int) -> Work:
    """Work for one bench."""
    return Work(scaled(many), [_rows(scaled(many)) for _ in range(REPEAT)])


def in_one_act(work: Work) -> int:
    """New units with act, payload, digest and touches."""
    with act("bench.found", by=BY) as deed:
        return deed.add_many(_units(work.many))


def one_by_one(work: Work) -> int:
    """An act for each unit, as pages do it."""
    for unit in _units(work.many):
        with act("bench.found", by=BY):
            unit.save()
    return work.many


def barely(work: Work) -> int:
    """Rows by COPY or executemany in one transaction, without history."""
    return _insert(work.rows.pop())


def one_insert_each(work: Work) -> int:
    """An INSERT and a commit for each row."""
    return sum(_insert([row]) for row in work.rows.pop())


def history(many: int) -> list[list[tuple[Any, ...]]]:
    """Acts to be proved and replayed: every unit in an act of its own; and as many bare rows for each run of the floor."""
    with connection.cursor() as cursor:  # the rows that a floor put in behind the ledger
        cursor.execute("DELETE FROM organisation_unit WHERE id NOT IN (SELECT record FROM ledger_touch)")
    one_by_one(Work(scaled(many), []))
    return [_rows(Unit.objects.count()) for _ in range(REPEAT)]


def proved(_rows: object) -> int:
    """Every act, touch, record and derived table, as `thenchot ledger check` does it."""
    assert not list(check.faults())  # or the clock measures something else
    return Unit.objects.count()


def only_read(_rows: object) -> int:
    """One pass over the stored acts and one over the records, the bytes hashed once and nothing compared."""
    count = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM ledger_act")
        for (payload,) in cursor:
            blake2b(payload, digest_size=32).digest()
        cursor.execute("SELECT * FROM organisation_unit")
        for row in cursor:
            blake2b(repr(row).encode(), digest_size=32).digest()
            count += 1
    return count


def replayed(_rows: object) -> int:
    """The whole ledger read out and a database filled from it; then undone."""
    lines = list(replay.export_lines())
    with transaction.atomic():
        tables = list(connection.introspection.django_table_names(only_existing=True, include_views=False))
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))
        replay.load_lines(lines)
        count = Unit.objects.count()
        transaction.set_rollback(True)
    return count


def bare_rows(rows: list[list[tuple[Any, ...]]]) -> int:
    """As many rows by COPY or executemany in one transaction."""
    return _insert(rows.pop())


def _insert(rows: list[tuple[Any, ...]]) -> int:
    names = ", ".join(f'"{field.column}"' for field in Unit._meta.concrete_fields)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY organisation_unit ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" for _ in rows[0])
            connection.connection.executemany(f"INSERT INTO organisation_unit ({names}) VALUES ({marks})", rows)
    return len(rows)


def _units(many: int) -> list[Unit]:
    return [new_unit(f"BENCH-{new_key().hex}", f"Kho số {number}") for number in range(many)]


def _rows(many: int) -> list[tuple[Any, ...]]:
    fields = Unit._meta.concrete_fields
    return [tuple(f.get_db_prep_save(getattr(unit, f.attname), connection) for f in fields) for unit in _units(many)]


BENCHES = (
    Bench(
        name="acts: many records in one act",
        unit="rows",
        prepare=lambda: work(20_000),
        ours=in_one_act,
        floor=barely,
        floor_is="COPY or executemany of the same rows, no history",
        repeat=REPEAT,
    ),
    Bench(
        name="acts: one record an act",
        unit="acts",
        prepare=lambda: work(300),
        ours=one_by_one,
        floor=one_insert_each,
        floor_is="one INSERT a commit, no history",
        repeat=REPEAT,
    ),
    Bench(
        name="ledger check: every act, row and derived table",
        unit="records",
        prepare=lambda: history(2_000),
        ours=proved,
        floor=only_read,
        floor_is="one SELECT of the payloads and of the records, each hashed once",
        repeat=REPEAT,
    ),
    Bench(
        name="ledger replay: a database filled from the acts",
        unit="records",
        prepare=lambda: history(500),
        ours=replayed,
        floor=bare_rows,
        floor_is="COPY or executemany of as many rows, no history",
        repeat=REPEAT,
    ),
)
