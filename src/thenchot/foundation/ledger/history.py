"""What happened to a record: its acts, newest first, each with the columns it changed from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from thenchot.foundation.ledger.models import Act


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


def of_record(key: UUID, *, limit: int | None = None) -> list[Event]:
    """The record's events, newest first. `limit` cuts the list, never a comparison."""
    acts = Act.objects.filter(touches__record=key).order_by("epoch", "seq")
    events: list[Event] = []
    before: dict[str, Any] = {}
    for act in acts:
        entry = next(e for e in act.entries() if e["id"] == key.hex)
        after: dict[str, Any] = entry.get("row", {})
        changes = tuple(
            Changed(column, before.get(column), after.get(column))
            for column in dict.fromkeys((*before, *after))
            if column not in {"id", "version"} and before.get(column) != after.get(column)
        )
        events.append(Event(act, entry["op"], changes))
        before = after
    events.reverse()
    return events[:limit]
