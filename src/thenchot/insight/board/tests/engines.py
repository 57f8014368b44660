"""Runs an indicator's file on other engines than the house's database, over a copy of the same tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import duckdb
from django.apps import apps

from thenchot.foundation.indicators import operational, statements
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.schema import SPAN, columns, table

ENGINES = ("sqlite", "duckdb")
Rows = list[tuple[Any, ...]]


@dataclass
class Runner:
    """One engine over one copy."""

    definition: Definition
    engine: statements.Engine
    run: Callable[[str, Mapping[str, object]], Rows]

    def totals(self, on: date) -> dict[tuple[object, str], tuple[int, ...]]:
        rows = self.run(statements.totals(self.definition, self.engine), self.definition.bound(on))
        return {(unit and operational.key(unit), part): tuple(map(int, sums)) for unit, part, *sums in rows}

    def entries(self, unit: UUID, on: date) -> Rows:
        found: Rows = []
        statement = statements.entries(self.definition, self.engine, page=False)
        for part in self.definition.slices:
            for row in self.run(statement, {**self.definition.bound(on), "unit": unit, "slice": part.code}):
                found.append((operational.key(row[0]), operational.key(row[1]), *row[2:]))
        return found


def here(definition: Definition) -> Runner:
    return Runner(definition, operational.engine(), operational.rows)


@contextmanager
def opened(engine: str, definition: Definition) -> Iterator[Runner]:
    tables = [*definition.reads, SPAN]
    if engine == "sqlite":
        database = sqlite3.connect(":memory:")
        _fill(tables, "TEXT", database.executemany, database.execute, _plain)
        yield Runner(
            definition,
            "sqlite",
            lambda text, bound: database.execute(_colons(text, bound), _plain_all(bound)).fetchall(),
        )
    else:
        database = duckdb.connect()
        _fill(tables, "UUID", database.executemany, database.execute, lambda value: value)
        yield Runner(
            definition, "duckdb", lambda text, bound: database.execute(text, _named_in(text, bound)).fetchall()
        )
    database.close()


def _fill(tables, key: str, many, execute, stored) -> None:
    for label in tables:
        known = columns(label)
        execute(
            f"CREATE TABLE {table(label)} ("
            + ", ".join(f'"{name}" {key if kind == "UUID" else kind}' for name, kind in known.items())
            + ")"
        )
        names = {f.column: f for f in apps.get_model(label)._meta.concrete_fields}
        rows = [
            tuple(stored(_raw(names[name], getattr(record, names[name].attname))) for name in known)
            for record in apps.get_model(label).objects.all()
        ]
        if rows:
            many(f"INSERT INTO {table(label)} VALUES ({', '.join('?' * len(known))})", rows)


def _raw(field, value):
    """Quantities as the integers they are at rest."""
    return field.get_prep_value(value) if type(field).__name__ in {"QuantityField", "MoneyField"} else value


def _plain(value):
    match value:
        case UUID():
            return value.hex
        case date():
            return value.isoformat()
        case bool():
            return int(value)
    return value


def _plain_all(bound):
    return {name: _plain(value) for name, value in bound.items()}


def _named_in(text: str, bound: Mapping[str, object]) -> dict[str, object]:
    """DuckDB refuses a value that the statement does not name."""
    return {name: value for name, value in bound.items() if f"${name}" in text}


def _colons(text: str, bound: Mapping[str, object]) -> str:
    return text % {name: f":{name}" for name in bound}
