"""Rows of a list as values: what the page, the export and the API all read, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet

from thenchot.foundation.access.policy import Who
from thenchot.foundation.desk.columns import Bound
from thenchot.foundation.desk.names import Name, Names, names
from thenchot.foundation.desk.resource import Resource

T = TypeVar("T")
AT_ONCE = 500  # SQLite takes at most 999 parameters a statement.


@dataclass(frozen=True, slots=True)
class Ref:
    """A value that names another record; `name` is None when the reader may not know it."""

    key: Any
    name: Name | None

    def __str__(self) -> str:
        return self.name.text if self.name else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its key, its values in the order of the columns, and the values it is sorted by."""

    key: Any
    values: tuple[Any, ...]
    sort: tuple[Any, ...] = ()


def read(
    user: Who, resource: Resource, rows: QuerySet[Any], columns: Sequence[Bound], sort: Sequence[str] = ()
) -> list[Line]:
    """The rows' values; meant for a page's worth at a time."""
    plain = [bound for bound in columns if bound.column.value is None]
    found = list(rows.values_list("pk", *[b.path for b in plain], *sort))
    read_paths = {bound.name: number for number, bound in enumerate(plain, start=1)}
    referred = {b.name: names(user, b.target, {row[read_paths[b.name]] for row in found}) for b in plain if b.target}
    records = _records(resource, [row[0] for row in found], columns) if len(plain) < len(columns) else {}

    def value(row: tuple[Any, ...], bound: Bound) -> Any:
        if bound.column.value is not None:
            return bound.column.value(records[row[0]])
        raw = row[read_paths[bound.name]]
        return raw if bound.target is None or raw is None else _ref(raw, referred[bound.name])

    width = 1 + len(plain)
    return [Line(row[0], tuple(value(row, b) for b in columns), tuple(row[width:])) for row in found]


def read_all(user: Who, resource: Resource, rows: QuerySet[Any], columns: Sequence[Bound]) -> Iterator[Line]:
    """Every row in order, a batch at a time, in memory that does not grow."""
    keys = rows.values_list("pk", flat=True).iterator(chunk_size=AT_ONCE * 4)
    for batch in batches(keys, AT_ONCE):
        here = {line.key: line for line in read(user, resource, resource.queryset().filter(pk__in=batch), columns)}
        yield from (here[key] for key in batch if key in here)


def _ref(key: Any, known: Names) -> Ref:
    return Ref(key, known.get(key))


def _records(resource: Resource, keys: list[Any], columns: Sequence[Bound]) -> dict[Any, Any]:
    needs = dict.fromkeys(need for bound in columns for need in bound.column.needs)
    through = getattr(resource.model, "named_through", ())
    query = resource.queryset().select_related(*needs, *through)
    return {record.pk: record for batch in batches(keys, AT_ONCE) for record in query.filter(pk__in=batch)}


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` items."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
