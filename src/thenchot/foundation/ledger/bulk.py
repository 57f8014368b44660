"""Many new rows at once: COPY on PostgreSQL, executemany on SQLite; the caller sees to history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    """Insert unsaved instances of one model inside the open transaction; returns how many.

    Columns the database fills by itself (bigint keys) are left to it and are not read back.
    """
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
    names = ", ".join(connection.ops.quote_name(f.column) for f in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    values = _values(fields, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return _copy(cursor, f"COPY {table} ({names}) FROM STDIN", values)
        marks = ", ".join("?" for _ in fields)
        # Past Django's cursor: it would turn each statement's placeholders once more for every row.
        raw = connection.connection.cursor()
        raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
        return int(raw.rowcount)


def _values(fields: list[Any], rows: Iterable[models.Model]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(f.get_db_prep_save(f.pre_save(row, True), connection) for f in fields)
        row._state.adding = False
        row._state.db = connection.alias


def _copy(cursor: Any, statement: str, values: Iterator[tuple[Any, ...]]) -> int:
    count = 0
    with cursor.copy(statement) as copy:
        for row in values:
            copy.write_row(row)
            count += 1
    return count
