"""What is being written now: the act in progress collects each record it changes. Knows no tables."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thenchot.foundation.ledger.records import Record

Operation = Literal["created", "changed", "removed"]


class OutsideAct(RuntimeError):
    """A record was written without an act. A programming error: it is never shown as a refusal."""


@dataclass(slots=True)
class Change:
    """One record changed by the act in progress, as it stands after its last save in the act."""

    operation: Operation
    record: Record


@dataclass(slots=True)
class Journal:
    """The records changed so far, in the order of their first change."""

    changes: dict[tuple[str, UUID], Change] = field(default_factory=dict)

    def save(self, record: Record) -> None:
        """Write the row and remember the record."""
        adding = record._state.adding
        record.write_row()
        known = self.changes.get((record._meta.label_lower, record.pk))
        if known is not None and known.operation != "removed":
            known.record = record
        else:
            self._note("created" if adding else "changed", record)

    def remove(self, record: Record) -> None:
        """Delete the row and remember that it went; one born in this act leaves no trace."""
        record.erase_row()
        known = self.changes.pop((record._meta.label_lower, record.pk), None)
        if known is None or known.operation != "created":
            self._note("removed", record)

    def note_created(self, records: Iterable[Record]) -> None:
        """Remember records that the bulk path has written."""
        for record in records:
            self._note("created", record)

    def _note(self, operation: Operation, record: Record) -> None:
        self.changes[record._meta.label_lower, record.pk] = Change(operation, record)

    @property
    def models(self) -> frozenset[str]:
        """Labels of the models touched so far."""
        return frozenset(model for model, _key in self.changes)


_current: ContextVar[Journal | None] = ContextVar("thenchot_act", default=None)


def current() -> Journal:
    """The act in progress; raises OutsideAct when there is none."""
    journal = _current.get()
    if journal is None:
        raise OutsideAct("records are saved inside an act: with act(verb, by=user): ...")
    return journal


def open_now() -> Journal | None:
    """The act in progress, or None."""
    return _current.get()


def swap(journal: Journal | None) -> Journal | None:
    """Make this the act in progress and return the one before."""
    before = _current.get()
    _current.set(journal)
    return before
