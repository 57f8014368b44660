"""An indicator as its two or three files define it: what is counted, in which slices, against which targets."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Literal

from thenchot.foundation.indicators.rules import Language, Rounding, Target
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.kernel.rule_sets import LookUp, look_up

if TYPE_CHECKING:
    from sqlglot import exp

Direction = Literal["higher", "lower"]

# What the query of an indicator gives, in order, and what that of its obstacles gives.
ENTRY_COLUMNS: Mapping[str, str] = {
    "unit_id": "UUID",
    "record_id": "UUID",
    "slice": "TEXT",
    "numerator": "INTEGER",
    "denominator": "INTEGER",
    "cause": "TEXT",
}
OBSTACLE_COLUMNS: Mapping[str, str] = {
    "record_id": "UUID",
    "obstacle_id": "TEXT",
    "label": "TEXT",
    "unit_id": "UUID",
    "cost": "INTEGER",
    "days": "INTEGER",
    "resource": "TEXT",
    "cause?": "TEXT",
}


class Standing(IntEnum):
    """How a record stands in a figure, in the order in which a reader wants them."""

    SHORT = 0
    MISSING = 1
    COUNTS = 2
    NOT_APPLICABLE = 3


@dataclass(frozen=True, slots=True)
class Said:
    """A text in both languages."""

    vi: str
    en: str

    def in_(self, language: Language) -> str:
        """The text in the reader's language."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Thing:
    """What is counted, as a word: one depot, two depots; Vietnamese has one form."""

    vi: str
    en: str
    en_plural: str

    def in_(self, language: Language, count: int) -> str:
        """The word that stands after this number."""
        if language == "vi":
            return self.vi
        return self.en if count == 1 else self.en_plural


@dataclass(frozen=True, slots=True)
class DatedTarget:
    """A target and the days on which it holds; `source` names the document that set it."""

    target: Target
    during: Interval
    source: str = ""

    def __str__(self) -> str:
        return f"{self.target.comparator} {self.target.percent} % ({self.source or self.during.start.isoformat()})"


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the records with a target of its own; the only slice of an indicator without parts has the code ""."""

    code: str
    label: Said
    targets: tuple[DatedTarget, ...] = ()

    def target_on(self, day: date) -> LookUp[DatedTarget]:
        """The target in force on a day: SELECTED, or NO_RULE where none is set."""
        return look_up(((dated.during, dated) for dated in self.targets), day)


@dataclass(frozen=True, slots=True, order=True)
class Bound:
    """A day named in a query: so many months after the day of the figure, or the first day of the month that lies there."""

    months: int
    of_month: bool = False

    def day(self, on: date) -> date:
        """The day itself.

        >>> Bound(-1).day(date(2026, 3, 31)), Bound(-1, of_month=True).day(date(2026, 3, 31))
        (datetime.date(2026, 2, 28), datetime.date(2026, 2, 1))
        """
        return add_months(on.replace(day=1) if self.of_month else on, self.months)


@dataclass(frozen=True, slots=True)
class Way:
    """How records are told apart by what they belong to: a path of foreign keys, its tables and columns, the table it ends at."""

    path: str
    steps: tuple[tuple[str, str], ...]
    model: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Definition:
    """One indicator. `columns` are those its queries read, by table.

    `scale` is how many units at rest make one thing (1000 for quantities kept to three places).
    """

    name: str
    app: str
    title: Said
    counts: Said
    thing: Thing
    record: str
    reads: tuple[str, ...]
    slices: tuple[Slice, ...]
    causes: Mapping[str, Said]
    query: exp.Query
    text: str
    obstacles: exp.Query | None = None
    obstacles_text: str = ""
    obstacle_reads: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    columns: Mapping[str, frozenset[str]]
    bounds: Mapping[str, Bound]
    during: Interval
    direction: Direction = "higher"
    decimals: int = 1
    rounding: Rounding = "half_up"
    scale: int = 1
    source: str = ""
    is_example: bool = False

    @property
    def digest(self) -> str:
        """Changes whenever the query does, so that no kept value outlives the question it answered."""
        return _digest(self)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the slices that the files name."""
        return _codes(self)

    def bound(self, on: date) -> dict[str, date]:
        """The dates bound by name in the query of a figure for this day."""
        return {"as_of": on} | {name: bound.day(on) for name, bound in self.bounds.items()}

    def slice_of(self, code: str) -> Slice:
        """The slice of this code; one that the files do not name is called by its code and has no target."""
        return next((part for part in self.slices if part.code == code), Slice(code, Said(code, code)))

    def way(self, path: str) -> Way | None:
        """The way of this path, where the indicator offers it."""
        return next((each for each in self.ways if each.path == path), None)

    def cause(self, code: str, language: Language) -> str:
        """The cause in words; a code without words stands for itself."""
        return self.causes[code].in_(language) if code in self.causes else code


@cache
def _digest(definition: Definition) -> str:
    asked = f"{definition.text}\0{sorted(definition.bounds.items())}"
    return hashlib.blake2b(asked.encode(), digest_size=16).hexdigest()


@cache
def _codes(definition: Definition) -> frozenset[str]:
    return frozenset(part.code for part in definition.slices)
