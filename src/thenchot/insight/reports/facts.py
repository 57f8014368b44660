"""What a report was made from, as plain data at one ledger head: it is kept with the report and says what each figure was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import TypeAdapter

from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.figures import Figure
from thenchot.foundation.indicators.kept import Sums
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.indicators.rules import Target

Standing = Literal["received", "late", "missing"]


def key_of(indicator: str, slice_: str) -> str:
    """A figure's name in slots and differences.

    >>> key_of("depots_at_standard", "strategic"), key_of("postgraduate", "")
    ('depots_at_standard.strategic', 'postgraduate')
    """
    return f"{indicator}.{slice_}" if slice_ else indicator


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what it is now and what it was on the day it is compared with (None where that unit or figure was not yet)."""

    indicator: str
    slice: str
    now: Sums
    before: Sums | None
    target: Target | None = None

    @property
    def key(self) -> str:
        """Its name in slots and differences."""
        return key_of(self.indicator, self.slice)

    @property
    def definition(self) -> Definition:
        """The indicator."""
        return by_name(self.indicator)

    def figure(self, facts: Facts) -> Figure:
        """The figure as the board knows it."""
        return Figure(
            self.indicator, self.slice, facts.unit, facts.on, self.now, self.target, facts.head, self.definition
        )


@dataclass(frozen=True, slots=True)
class Below:
    """A unit directly below and its sums, by the keys of lines."""

    unit: UUID
    code: str
    name: str
    sums: dict[str, Sums]


@dataclass(frozen=True, slots=True)
class Cause:
    """How many records fall short for this cause, and what they would add (scaled). `words` where the indicator has none."""

    code: str
    records: int
    short: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Fixes of one kind in a plan. `known_cost` is in đồng, as text; `units` are the first of those that have it to do.

    `label` is empty where only the cause (of `indicator`) tells what to do.
    """

    label: str
    indicator: str
    cause: str
    count: int
    units: tuple[str, ...]
    n_units: int
    known_cost: str
    uncosted: int
    due: date


@dataclass(frozen=True, slots=True)
class Plan:
    """The least that brings a figure to its target, from the key link; `steps` are its first kinds, `count` all its fixes."""

    verdict: str
    count: int
    known_cost: str
    uncosted: int
    due: date
    after: int
    total: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure that does not meet its target: how much of it fails, why, and what would close the gap."""

    line: str
    failing: int
    causes: tuple[Cause, ...]
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The report of a unit directly below for the same period."""

    unit: UUID
    code: str
    name: str
    standing: Standing
    symbol: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Restated:
    """A figure that an issued report gave otherwise than it is known now."""

    symbol: str
    issued_on: date
    indicator: str
    slice: str
    then: Sums
    now: Sums


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a report says in figures, true at `head`. `hidden` are indicators that its writer may not see."""

    unit: UUID
    unit_code: str
    unit_name: str
    upper_name: str
    on: date
    compared_on: date
    head: str
    lines: tuple[Line, ...]
    below: tuple[Below, ...] = ()
    gaps: tuple[Gap, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    restated: tuple[Restated, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators it holds figures of."""
        return tuple(dict.fromkeys(line.indicator for line in self.lines))

    @property
    def digest(self) -> str:
        """Changes whenever a figure does; the day the facts were read and the head do not count."""
        told = {name: value for name, value in plain(self).items() if name != "head"}
        text = json.dumps(told, sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


_ADAPTER = TypeAdapter(Facts)


def plain(facts: Facts) -> dict[str, Any]:
    """The facts as JSON keeps them."""
    told: dict[str, Any] = _ADAPTER.dump_python(facts, mode="json")
    return told


def from_plain(told: Mapping[str, Any]) -> Facts:
    """The facts out of what was kept."""
    return _ADAPTER.validate_python(told)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is not the same in two readings; None where one of them has no such figure."""

    what: str
    then: Sums | None
    now: Sums | None


def differences(then: Facts, now: Facts) -> list[Difference]:
    """The figures that differ: the unit's, those compared with, those of the units below; in the order of the first reading."""
    first, second = sums_of(then), sums_of(now)
    return [
        Difference(what, first.get(what), second.get(what))
        for what in dict.fromkeys([*first, *second])
        if first.get(what) != second.get(what)
    ]


def sums_of(facts: Facts) -> dict[str, Sums]:
    """Every sum by its place: "2025-12-14/CKT-VH/depots_at_standard.strategic"."""
    found: dict[str, Sums] = {}
    for line in facts.lines:
        found[f"{facts.on.isoformat()}/{facts.unit_code}/{line.key}"] = line.now
        if line.before is not None:
            found[f"{facts.compared_on.isoformat()}/{facts.unit_code}/{line.key}"] = line.before
    for unit in facts.below:
        for key, sums in unit.sums.items():
            found[f"{facts.on.isoformat()}/{unit.code}/{key}"] = sums
    return found
