"""Many new rows at once: COPY on PostgreSQL, executemany on SQLite; the caller sees to history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

ALIAS = "default"


def insert(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    """Insert unsaved instances of one model inside the open transaction; returns how many.

    Columns the database fills by itself (bigint keys) are left to it and are not read back.
    """
    database = connections[
        ALIAS
    ]  # The wrapper itself: its proxy is looked up anew at every use, a fifth of all time here.
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
    return insert_values(model, fields, _values(database, fields, rows))


def insert_values(
    model: type[models.Model], fields: list[models.Field[Any, Any]], values: Iterable[tuple[Any, ...]]
) -> int:
    """Insert tuples that are already in the database's own types, one value for each field."""
    database = connections[ALIAS]
    names = ", ".join(database.ops.quote_name(str(f.column)) for f in fields)
    table = database.ops.quote_name(model._meta.db_table)
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            return _copy(cursor, f"COPY {table} ({names}) FROM STDIN", values)
        marks = ", ".join("?" for _ in fields)
        # Past Django's cursor: it would turn each statement's placeholders once more for every row.
        raw = database.connection.cursor()
        raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608  # names of our own columns
        return int(raw.rowcount)


def _values(
    database: BaseDatabaseWrapper, fields: list[models.Field[Any, Any]], rows: Iterable[models.Model]
) -> Iterator[tuple[Any, ...]]:
    columns = [(_reader(f), converter(database, f)) for f in fields]
    for row in rows:
        yield tuple([convert(read(row)) for read, convert in columns])
        row._state.adding = False
        row._state.db = ALIAS


def _reader(field: models.Field[Any, Any]) -> Callable[[models.Model], Any]:
    """The column's value of a row; a field with a `pre_save` of its own computes it there, as it does on a single save."""
    if type(field).pre_save is models.Field.pre_save:
        return attrgetter(field.attname)
    return lambda row: field.pre_save(row, True)


def _same(value: Any) -> Any:
    return value


def _hex(key: UUID) -> str:
    return key.hex


_DIRECT: dict[str, type] = {
    **dict.fromkeys(("CharField", "TextField"), str),
    **dict.fromkeys(("UUIDField", "ForeignKey", "OneToOneField"), UUID),
    **dict.fromkeys(("PositiveIntegerField", "PositiveSmallIntegerField", "PositiveBigIntegerField"), int),
    "BooleanField": bool,
    "DateField": date,
}


def converter(database: BaseDatabaseWrapper, field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How a field's Python value becomes the database's; values not of the field's plain type take Django's own way."""
    direct = _DIRECT.get(type(field).__name__)
    quick: Callable[[Any], Any] = _same
    if database.vendor == "sqlite" and direct in {UUID, date}:
        quick = _hex if direct is UUID else date.isoformat

    def convert(value: Any) -> Any:
        if value is None:
            return None
        if type(value) is direct:
            return quick(value)
        return field.get_db_prep_save(value, database)

    return convert


def _copy(cursor: Any, statement: str, values: Iterable[tuple[Any, ...]]) -> int:
    count = 0
    with cursor.copy(statement) as copy:
        for row in values:
            copy.write_row(row)
            count += 1
    return count
