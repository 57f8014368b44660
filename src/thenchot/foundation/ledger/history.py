"""What happened to records: their acts, newest first, each with the columns it changed from what to what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from thenchot.foundation.ledger.models import Act, Touch


@dataclass(frozen=True, slots=True)
class Changed:
    """One column before and after, as plain values of the ledger (None where there was no row)."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Event:
    """One act as it concerns one record."""

    act: Act
    operation: str
    changes: tuple[Changed, ...]
    model: str
    record: UUID


def of_record(key: UUID, *, limit: int | None = None) -> list[Event]:
    """The record's events, newest first. `limit` cuts the list, never a comparison."""
    return of_records([key], limit=limit)


def of_records(keys: Iterable[UUID], *, limit: int | None = None) -> list[Event]:
    """The events of several records together, newest first; `limit` as for one."""
    wanted = {key.hex for key in keys}
    events: list[Event] = []
    before: dict[str, dict[str, Any]] = {}
    acts = Act.objects.filter(pk__in=Touch.objects.filter(record__in=wanted).values("act"))
    for act in acts.order_by("epoch", "seq"):
        for entry in act.entries():
            if entry["id"] in wanted:
                after: dict[str, Any] = entry.get("row", {})
                changes = _changes(before.get(entry["id"], {}), after)
                events.append(Event(act, entry["op"], changes, entry["m"], UUID(entry["id"])))
                before[entry["id"]] = after
    events.reverse()
    return events[:limit]


def at_version(key: UUID, version: int) -> dict[str, Any] | None:
    """The record's row as it stood at a version, as plain values; None when the history does not hold it."""
    for act in Act.objects.filter(touches__record=key).order_by("-epoch", "-seq"):
        for entry in act.entries():
            row: dict[str, Any] = entry.get("row", {})
            if entry["id"] == key.hex and row.get("version") == version:
                return row
    return None


def _changes(before: dict[str, Any], after: dict[str, Any]) -> tuple[Changed, ...]:
    return tuple(
        Changed(column, before.get(column), after.get(column))
        for column in dict.fromkeys((*before, *after))
        if column not in {"id", "version"} and before.get(column) != after.get(column)
    )
