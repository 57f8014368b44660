"""Rows of a list as values: what the page, the export and the API all read, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet

from thenchot.foundation.access.policy import Who
from thenchot.foundation.desk.columns import Bound
from thenchot.foundation.desk.names import Name, names
from thenchot.foundation.desk.resource import Resource

T = TypeVar("T")
AT_ONCE = 500  # SQLite takes at most 999 parameters a statement.
REMEMBERED = 50_000  # names kept while a long list is read


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
    reader = Reader(user, resource, columns, sort)
    return reader.lines(list(rows.values_list(*reader.paths)))


def read_all(user: Who, resource: Resource, rows: QuerySet[Any], columns: Sequence[Bound]) -> Iterator[Line]:
    """Every row in order, a batch at a time, in memory that does not grow."""
    reader = Reader(user, resource, columns)
    for batch in batches(rows.values_list(*reader.paths).iterator(chunk_size=AT_ONCE * 4), AT_ONCE):
        yield from reader.lines(batch)


class Reader:
    """Makes lines of what the database gave; the names of other records are asked for once, not once a batch."""

    def __init__(self, user: Who, resource: Resource, columns: Sequence[Bound], sort: Sequence[str] = ()) -> None:
        self.user, self.resource, self.columns = user, resource, columns
        plain = [bound for bound in columns if bound.column.value is None]
        self.paths = ("pk", *(bound.path for bound in plain), *sort)
        self._place = {bound.name: number for number, bound in enumerate(plain, start=1)}
        self._referring = [bound for bound in plain if bound.target is not None]
        self._width, self._computes = 1 + len(plain), len(plain) < len(columns)
        self._known: dict[Any, dict[Any, Ref]] = {bound.target: {} for bound in self._referring}

    def lines(self, rows: list[tuple[Any, ...]]) -> list[Line]:
        """The rows, which hold the reader's paths in order, as lines."""
        self._meet(rows)
        records = _records(self.resource, [row[0] for row in rows], self.columns) if self._computes else {}
        return [
            Line(row[0], tuple(self._value(row, bound, records) for bound in self.columns), tuple(row[self._width :]))
            for row in rows
        ]

    def _value(self, row: tuple[Any, ...], bound: Bound, records: dict[Any, Any]) -> Any:
        if bound.column.value is not None:
            return bound.column.value(records[row[0]]) if row[0] in records else None
        raw = row[self._place[bound.name]]
        return raw if bound.target is None or raw is None else self._known[bound.target][raw]

    def _meet(self, rows: list[tuple[Any, ...]]) -> None:
        """Learn the names that these rows speak of and that are not known yet."""
        for target, known in self._known.items():
            if len(known) > REMEMBERED:
                known.clear()
            places = [self._place[bound.name] for bound in self._referring if bound.target is target]
            keys = {row[place] for row in rows for place in places} - {None, *known}
            for batch in batches(keys, AT_ONCE):
                found = names(self.user, target, batch)
                known.update((key, Ref(key, found.get(key))) for key in batch)


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
