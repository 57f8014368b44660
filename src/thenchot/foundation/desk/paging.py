"""Pages of a long list without counting it: each begins after the last row of the one before (keyset paging)."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model, Q, QuerySet

from thenchot.foundation.desk.columns import follow
from thenchot.foundation.desk.search import RANK

COUNT_TO = 10_000


@dataclass(frozen=True, slots=True)
class Key:
    """One column of the order; `nullable` ones need more care, and only they."""

    path: str
    descending: bool = False
    nullable: bool = False

    def __str__(self) -> str:
        return f"-{self.path}" if self.descending else self.path

    def turned(self) -> Key:
        return Key(self.path, not self.descending, self.nullable)


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows: exact up to COUNT_TO, otherwise only that there are more."""

    count: int
    exact: bool


class BadCursor(ValueError):
    """The cursor in the address is not one of ours, or belongs to another order."""


def keys_of(model: type[Model], order: Sequence[str]) -> tuple[Key, ...]:
    """The order's keys, ended by the primary key unless an earlier one is unique already."""
    keys: list[Key] = []
    for name in order:
        path = name.lstrip("-")
        field = None if path == RANK else follow(model, path)
        if path in {key.path for key in keys}:
            continue
        keys.append(Key(path, name.startswith("-"), nullable=field is not None and _nullable(model, path)))
        if field is not None and field.unique and "__" not in path:
            return tuple(keys)
    return (*keys, Key("pk"))


def begins_anywhere(model: type[Model], keys: Sequence[Key]) -> bool:
    """Whether the database finds any place in this order at once, by an index; else each look would sort all rows anew."""
    first = keys[0]
    if first.nullable or "__" in first.path or first.path == RANK:
        return False
    field = follow(model, first.path)
    return bool(field.unique or field.db_index)


def _nullable(model: type[Model], path: str) -> bool:
    steps = path.split("__")
    return any(follow(model, "__".join(steps[:n])).null for n in range(1, len(steps) + 1))


def ordered(rows: QuerySet[Any], keys: Sequence[Key]) -> QuerySet[Any]:
    """The rows in this order; missing values stand where the database puts them, so that its indexes serve."""
    return rows.order_by(*map(str, keys))


def after(rows: QuerySet[Any], keys: Sequence[Key], values: Sequence[Any]) -> QuerySet[Any]:
    """The rows that come after these values of the keys."""
    beyond, equal = Q(pk__in=()), Q()
    for key, value in zip(keys, values, strict=True):
        beyond |= equal & _beyond(key, value)
        equal &= Q(**{f"{key.path}__isnull": True}) if value is None else Q(**{key.path: value})
    if not keys[0].nullable:
        # Said twice so that the database can begin in the middle of its index.
        beyond &= Q(**{f"{keys[0].path}__{'lte' if keys[0].descending else 'gte'}": values[0]})
    return rows.filter(beyond)


def _beyond(key: Key, value: Any) -> Q:
    nothing, missing = Q(pk__in=()), Q(**{f"{key.path}__isnull": True})
    # PostgreSQL takes a missing value for the greatest, SQLite for the smallest.
    missing_last = (connection.vendor == "postgresql") != key.descending
    if value is None:
        return nothing if missing_last else ~missing
    further = Q(**{f"{key.path}__{'lt' if key.descending else 'gt'}": value})
    return further | missing if missing_last and key.nullable else further


def total(rows: QuerySet[Any]) -> Total:
    """Counts at most COUNT_TO rows."""
    count = rows.order_by()[: COUNT_TO + 1].count()
    return Total(min(count, COUNT_TO), count <= COUNT_TO)


def cursor(keys: Sequence[Key], values: Sequence[Any], position: int | None) -> str:
    """The place of a row in this order, as text for an address; `position` is only for showing "51-100"."""
    plain = [position, [str(key) for key in keys], [_plain(value) for value in values]]
    return base64.urlsafe_b64encode(msgspec.json.encode(plain)).decode().rstrip("=")


def read_cursor(model: type[Model], keys: Sequence[Key], text: str) -> tuple[list[Any], int | None]:
    """The values and the position a cursor holds; BadCursor for anything else."""
    try:
        position, names, values = msgspec.json.decode(
            base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=tuple[int | None, list[str], list[Any]]
        )
        if names != [str(key) for key in keys] or len(values) != len(keys):
            raise BadCursor(text)
        return [_value(model, key, value) for key, value in zip(keys, values, strict=True)], position
    except (ValueError, msgspec.MsgspecError, ValidationError, TypeError) as error:
        raise BadCursor(text) from error


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _value(model: type[Model], key: Key, value: Any) -> Any:
    to_python: Callable[[Any], Any] = int if key.path == RANK else follow(model, key.path).to_python
    found = None if value is None else to_python(value)
    if found is None and not key.nullable:
        raise BadCursor(key.path)
    return found
