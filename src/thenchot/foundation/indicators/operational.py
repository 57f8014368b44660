"""Runs the engine's statements on the database the house works on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from thenchot.foundation.indicators.statements import Engine


def engine() -> Engine:
    """Which SQL the operational database speaks."""
    return "postgresql" if connection.vendor == "postgresql" else "sqlite"


def rows(statement: str, bound: Mapping[str, object]) -> list[tuple[Any, ...]]:
    """The rows of a statement in the words of `engine()`, its names bound to dates, keys, texts and numbers."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {name: _stored(value) for name, value in bound.items()})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _stored(value: object) -> Any:
    if connection.vendor == "postgresql":
        return value
    match value:
        case UUID():
            return value.hex
        case date():
            return value.isoformat()
    return value


def day(value: object) -> date:
    """A day as the database gave it."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def key(value: object) -> UUID:
    """A record key as the database gave it."""
    return value if isinstance(value, UUID) else UUID(str(value))
