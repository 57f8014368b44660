"""The figures of units on a day: what the board, the command line, the reports and the key link read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from thenchot.foundation.indicators import kept, rules
from thenchot.foundation.indicators.definition import Definition, Slice
from thenchot.foundation.indicators.kept import NO_RECORDS, UNPLACED, Reading, Sums, Values
from thenchot.foundation.indicators.registry import indicators_on
from thenchot.foundation.indicators.rules import Language, Target
from thenchot.foundation.kernel.rule_sets import Selection
from thenchot.foundation.ledger.fields import plain

# What stands where nothing was measured.
NOTHING = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator, in one slice, at one unit, on one day, true at one ledger head.

    `numerator`, `denominator` and `missing` are integers of 1/`scale` of the thing counted. `met` is None when there is no
    target, and when the denominator is 0: then nothing was measured, which is neither zero nor missing.
    """

    indicator: str
    slice: str
    unit: UUID
    on: date
    sums: Sums
    target: Target | None
    head: str
    definition: Definition

    @property
    def numerator(self) -> int:
        """What is counted and stands as it should."""
        return self.sums.numerator

    @property
    def denominator(self) -> int:
        """What is counted."""
        return self.sums.denominator

    @property
    def missing(self) -> int:
        """What was expected and not reported; in neither of the two."""
        return self.sums.missing

    @property
    def records(self) -> int:
        """How many records these are, the missing ones too."""
        return self.sums.records

    @property
    def met(self) -> bool | None:
        """Is the target met? None when it can not be said."""
        return None if self.target is None else rules.met(self.numerator, self.denominator, self.target)

    @property
    def gap(self) -> int | None:
        """How much the numerator must change to meet the target, in the same integers; 0 when it is met."""
        if self.target is None:
            return None
        return rules.gap(self.numerator, self.denominator, self.target, self.definition.scale)

    @property
    def part(self) -> Slice:
        """The slice, with its words."""
        return self.definition.slice_of(self.slice)

    @property
    def is_applicable(self) -> bool:
        """Is there anything to measure?"""
        return self.denominator > 0

    def amount(self, integer: int) -> Decimal:
        """One of the figure's integers in the things it counts."""
        return amount(integer, self.definition.scale)

    def text(self, language: Language) -> str:
        """The share as it is printed; a dash when there is nothing to measure."""
        if not self.is_applicable:
            return NOTHING
        return rules.percent_text(
            self.numerator,
            self.denominator,
            language,
            decimals=self.definition.decimals,
            rounding=self.definition.rounding,
            target=self.target,
        )

    def plain(self, unit_code: str) -> dict[str, object]:
        """The figure as `thenchot figures --json` and the API give it; the target in percent."""
        return {
            "indicator": self.indicator,
            "slice": self.slice,
            "unit": unit_code,
            "on": self.on.isoformat(),
            "numerator": self._exact(self.numerator),
            "denominator": self._exact(self.denominator),
            "comparator": self.target.comparator if self.target else None,
            "target": _number(self.target.percent) if self.target else None,
            "met": self.met,
            "missing": self._exact(self.missing),
            "head": self.head,
        }

    def _exact(self, integer: int) -> int | float | Decimal:
        return _number(self.amount(integer))


def amount(integer: int, scale: int) -> Decimal:
    """An integer at rest in the things it counts: 12500 at scale 1000 is 12.5."""
    return plain(Decimal(integer) / scale)


def _number(number: Decimal) -> int | float | Decimal:
    """A number that JSON prints digit for digit: whole ones as int, others as float where that shows the same digits."""
    if number == number.to_integral_value():
        return int(number)
    return float(number) if repr(float(number)) == format(number.normalize(), "f") else number


def figures_of(
    units: Collection[UUID], on: date, definitions: Collection[Definition] | None = None
) -> dict[UUID, list[Figure]]:
    """The figures of each unit, by indicator and slice; a constant number of queries however many units.

    Every slice that the files name is there, measured or not; one found only in the records comes after them, without a target.
    Nobody is asked whether they may read: see visible.figures_for.
    """
    chosen = indicators_on(on) if definitions is None else tuple(definitions)
    reading = kept.read(chosen, units, on)
    return {unit: list(_figures_at(unit, chosen, reading)) for unit in units}


def figures_from(unit: UUID, definitions: Collection[Definition], reading: Reading) -> list[Figure]:
    """The unit's figures out of values that were computed elsewhere."""
    return list(_figures_at(unit, definitions, reading))


def _figures_at(unit: UUID, definitions: Collection[Definition], reading: Reading) -> Iterator[Figure]:
    for definition in definitions:
        values = reading.values[definition.name]
        for part in _slices(unit, definition, values):
            yield _figure(unit, definition, part, values.get((unit, part.code), NO_RECORDS), reading)


def _slices(unit: UUID, definition: Definition, values: Values) -> Iterator[Slice]:
    yield from definition.slices
    for code in sorted(code for at, code in values if at == unit and code not in definition.codes):
        yield definition.slice_of(code)


def _figure(unit: UUID, definition: Definition, part: Slice, sums: Sums, reading: Reading) -> Figure:
    found = part.target_on(reading.on)
    return Figure(
        indicator=definition.name,
        slice=part.code,
        unit=unit,
        on=reading.on,
        sums=sums,
        target=found.found[0].target if found.selection is Selection.SELECTED else None,
        head=reading.head,
        definition=definition,
    )


def history_of(
    unit: UUID, days: Sequence[date], definitions: Collection[Definition], *, seconds: float
) -> dict[date, list[Figure]]:
    """The unit's figures on several days; days that could not be computed within `seconds` are left out (see kept.history)."""
    readings = kept.history(tuple(definitions), [unit], days, seconds=seconds)
    return {day: list(_figures_at(unit, definitions, reading)) for day, reading in readings.items()}


def unplaced(on: date, definitions: Collection[Definition] | None = None) -> dict[str, int]:
    """By indicator, how many records belong to units that have no place in the tree that day, and so to no figure."""
    chosen = indicators_on(on) if definitions is None else tuple(definitions)
    reading = kept.read(chosen, (), on)
    counts = {
        name: sum(sums.records for (unit, _part), sums in values.items() if unit == UNPLACED)
        for name, values in reading.values.items()
    }
    return {name: count for name, count in counts.items() if count}
