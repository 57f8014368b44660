"""What intake asks of a target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_noop

from thenchot.foundation.access.models import User
from thenchot.foundation.ledger.acts import Deed, Program
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit

if TYPE_CHECKING:
    from thenchot.edges.intake.lines import Line


Kind = Literal["text", "date", "decimal", "integer", "truth", "choice", "record", "cell"]


class RowRefused(Exception):
    """A row that was faultless when checked is refused when written: somebody else was there first."""

    def __init__(self, line: Line, refused: Exception) -> None:
        super().__init__(str(refused))
        self.line, self.refused = line, refused


@dataclass(frozen=True, slots=True)
class Field:
    """Something a column can feed. `most` is the longest text taken; longer text is a fault, never cut.

    `label` is what people call it. The kind "cell" is handed over as it stands in the file: the target reads it.
    Without a `required` field no row comes in; one that `is_needed` is asked of new rows only.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    most: int = 0
    label: str | Promise = ""
    choices: tuple[tuple[Any, str | Promise], ...] = ()
    is_needed: bool = False


class Session:
    """One run's view of a target: what is known already, what would be made."""

    chunk = 5000
    # Whether `settle` needs every line; a file of more lines than are kept in memory is refused then.
    whole = False

    def prepare(self, lines: Sequence[Line]) -> None:
        """Look up at once what these lines, checked next one by one, will ask for."""

    def check(self, line: Line) -> None:
        """Match and prove one line; faults go into the line. Lines with faults are not asked for records."""
        raise NotImplementedError

    def settle(self, lines: Sequence[Line]) -> None:
        """After the last line: faults that only all lines together show. Called where the whole file is kept in memory."""

    def will_create(self) -> Mapping[str, int]:
        """How many things of each kind the checked lines need that are not there yet."""
        return {}

    def candidates(self, name: str, found: str) -> list[tuple[str, str]]:  # noqa: ARG002  # a target with matching answers
        """Records a value of this field may mean: what to write instead, and how it is called."""
        return []

    def foundations(self) -> Sequence[Record]:
        """New records that lines point at (units, types), in an order in which they can be written."""
        return ()

    def records(self, line: Line) -> Iterable[Record]:  # noqa: ARG002  # a target that writes by actions has none
        """The records one faultless line becomes."""
        return ()

    def write(self, deed: Deed, lines: Sequence[Line]) -> Counter[str]:
        """Write the lines inside an act; how many records of each kind came of it. RowRefused names a row to leave out."""
        counted: Counter[str] = Counter()
        deed.add_many(counting((record for line in lines for record in self.records(line)), counted))
        return counted

    def written(self, lines: Sequence[Line]) -> None:
        """After the act, in its transaction: RowRefused where a row is out of reach now."""


class Target(Protocol):
    """A kind of thing files bring."""

    @property
    def name(self) -> str:
        """What a profile calls it."""

    @property
    def title(self) -> str | Promise:
        """What people call it."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """What its columns can mean."""

    @property
    def creatable(self) -> tuple[tuple[str, str | Promise], ...]:
        """What may be made where it is not known yet, when somebody says so: (name in `creates`, words)."""

    def open_to(self, user: User) -> bool:
        """Whether the user may bring anything of the kind in."""

    def open(self, opening: Opening) -> Session:
        """Begin a run."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a run begins with. `under` is None where the organisation is empty and the file's own root is made."""

    under: Unit | None
    creates: frozenset[str]
    options: Mapping[str, Any]
    file: str
    by: User | Program


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


def counting(records: Iterable[Record], counted: Counter[str]) -> Iterator[Record]:
    """The same records, counted by kind on their way."""
    for record in records:
        counted[kind_of(record)] += 1
        yield record
