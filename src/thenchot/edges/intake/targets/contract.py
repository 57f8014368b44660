"""What intake asks of a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from django.utils.translation import gettext_noop

from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit

if TYPE_CHECKING:
    from thenchot.edges.intake.lines import Line


@dataclass(frozen=True, slots=True)
class Field:
    """Something a column can feed. `most` is the longest text taken; longer text is a fault, never cut."""

    name: str
    kind: Literal["text", "date", "decimal", "integer"] = "text"
    required: bool = False
    most: int = 0


class Session(Protocol):
    """One run's view of a target: what is known already, what would be made."""

    def check(self, line: Line) -> None:
        """Match and prove one line; faults go into the line. Lines with faults are not asked for records."""

    def will_create(self) -> Mapping[str, int]:
        """How many things of each kind the checked lines need that are not there yet."""

    def foundations(self) -> Sequence[Record]:
        """New records that lines point at (units, types), in an order in which they can be written."""

    def records(self, line: Line) -> Iterable[Record]:
        """The records one faultless line becomes."""


class Target(Protocol):
    """A kind of thing files bring."""

    name: str
    fields: tuple[Field, ...]

    def open(self, under: Unit | None, creates: frozenset[str], options: Mapping[str, Any], file: str) -> Session:
        """Begin a run below this unit (None: the organisation is empty and the file's own root is made)."""


# What counts are called for people and in JSON; any other model is called by its own name.
NAMES = {
    "unit": gettext_noop("units"),
    "unitlink": gettext_noop("places"),
    "branch": gettext_noop("branches"),
    "group": gettext_noop("groups"),
    "type": gettext_noop("types"),
    "equipment": gettext_noop("equipment"),
    "custody": gettext_noop("custody"),
    "grading": gettext_noop("gradings"),
}


def kind_of(record: Record) -> str:
    """The name under which a new record is counted."""
    name = record._meta.model_name or ""
    return NAMES.get(name, name)
