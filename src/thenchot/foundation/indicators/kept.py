"""Keeps computed values by (indicator, unit, slice, day) with the ledger head they are of, and knows when they are stale.

A value is fresh while no act after its head touched a table the indicator reads or the links of the tree. What is stale is
computed again whole when it is looked at.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Max, Q
from django.utils import timezone

from thenchot.foundation.indicators import engines, operational, recent, statements
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.models import Run, Value
from thenchot.foundation.indicators.schema import LINK
from thenchot.foundation.ledger import bulk, journal
from thenchot.foundation.ledger.derived import derive
from thenchot.foundation.ledger.models import Chain

log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=40)
_TRIES = 3


class Head(NamedTuple):
    """Where the ledger of this node stood."""

    epoch: int
    seq: int

    def __str__(self) -> str:
        return f"{settings.THENCHOT_NODE}/{self.epoch}/{self.seq}" if self.seq else "-"


class Sums(NamedTuple):
    """What the records below a unit add up to in one slice, as scaled integers, and how many records there are."""

    numerator: int
    denominator: int
    missing: int
    records: int


NO_RECORDS = Sums(0, 0, 0, 0)
# Stands for units that have no place in the tree that day. Every run has a row for it.
UNPLACED = UUID(int=0)
# By unit and slice.
Values = Mapping[tuple[UUID, str], Sums]


@dataclass(frozen=True, slots=True)
class Reading:
    """The values of several indicators on one day, all true at one ledger head; `values` is by indicator."""

    on: date
    head: str
    values: Mapping[str, Values]


_recent: recent.Recent[Reading] = recent.Recent()


def register() -> None:
    """Tell the ledger's repair to drop what is kept; nothing is kept that its check could compare."""
    derive("indicators.kept", tables=(), reads=(), rebuild=forget)


def forget() -> None:
    """Drop every kept value."""
    _recent.clear()
    Run.objects.all().delete()


def read(definitions: Collection[Definition], units: Collection[UUID], on: date) -> Reading:
    """The values at these units: kept ones that are fresh, and for the rest the whole indicator computed and kept."""
    known = recent.key_of(definitions, units, on)
    if known is not None and (before := _recent.get(known[0])) is not None:
        return before
    reading = _read(definitions, units, on)
    if known is not None and reading.head == known[1]:
        _recent.put(known[0], reading)
    return reading


def _read(definitions: Collection[Definition], units: Collection[UUID], on: date) -> Reading:
    for _attempt in range(_TRIES):
        if (reading := _attempt_reading(definitions, units, on)) is not None:
            return reading
    # Acts keep coming: let none in while we look.
    with transaction.atomic():
        list(Chain.objects.select_for_update().values_list("pk"))
        if (reading := _attempt_reading(definitions, units, on)) is None:
            raise RuntimeError("the ledger moved although it was locked")
        return reading


def history(
    definitions: Collection[Definition], units: Collection[UUID], days: Sequence[date], *, seconds: float
) -> dict[date, Reading]:
    """The values on several days, true at one head: kept ones that are fresh, and as many more as fit into `seconds`.

    Whether a day fits is judged by how long these indicators took before. Days that do not fit are left out; what is computed
    is kept, so that the next reading gets further.
    """
    ends = monotonic() + seconds
    ledger = _ledger()
    kept = _kept(definitions, units, days, ledger)
    readings = {
        day: Reading(day, str(ledger.head), values) for day, values in kept.items() if len(values) == len(definitions)
    }
    missing = [day for day in reversed(days) if day not in readings]
    takes = _expected_seconds(definitions) if missing and seconds > 0 else 0.0
    for day in missing:
        if monotonic() + takes < ends:
            readings[day] = read(definitions, units, day)
    return {day: reading for day, reading in readings.items() if reading.head == str(ledger.head)}


def _expected_seconds(definitions: Collection[Definition]) -> float:
    """How long one day of these indicators takes to compute, by the slowest of what was computed lately."""
    names = [each.name for each in definitions]
    slowest = Run.objects.filter(indicator__in=names).values_list("indicator").annotate(Max("took"))
    return sum(int(took) for _name, took in slowest) / 1000


def _attempt_reading(definitions: Collection[Definition], units: Collection[UUID], on: date) -> Reading | None:
    """None when an act came in between and touched what was read."""
    ledger = _ledger()
    settled = [each for each in definitions if not _is_being_changed(each)]
    found: dict[str, Values] = dict(_kept(settled, units, [on], ledger).get(on, {}))
    stale = [each for each in definitions if each.name not in found]
    if stale:
        timed = {each.name: _timed(each, on) for each in stale}
        now = _ledger()
        if any(now.last_touch(each) > ledger.head for each in stale):
            return None
        wanted = {UNPLACED, *units}
        for each in stale:
            values, took = timed[each.name]
            if each in settled:
                keep(each, on, ledger.head, values, took)
            found[each.name] = {place: sums for place, sums in values.items() if place[0] in wanted}
    return Reading(on, str(ledger.head), found)


def _is_being_changed(definition: Definition) -> bool:
    """Has the act under way changed what the indicator reads? Then its own changes are seen, and nothing is kept of them."""
    act = journal.open_now()
    return act is not None and not act.models.isdisjoint({LINK, *definition.reads})


@dataclass(frozen=True, slots=True)
class _Ledger:
    """Where the ledger stands, and which act last touched each table, seen in one glance."""

    head: Head
    touched: Mapping[str, Head]

    def last_touch(self, definition: Definition) -> Head:
        """The last act that touched anything the indicator reads, the tree among it."""
        return max(self.touched.get(label, Head(0, 0)) for label in (LINK, *definition.reads))


def last_touch(labels: Collection[str]) -> tuple[Head, Head]:
    """Where the ledger stands, and the last act that touched any of these tables or the links of the tree."""
    ledger = _ledger()
    return ledger.head, max(ledger.touched.get(label, Head(0, 0)) for label in (LINK, *labels))


# The board's first question, asked of it on every page: three indexed reads in two statements, past the ORM.
_HEADS = """
SELECT '' AS model, epoch, seq FROM ledger_chain WHERE node = %(node)s
UNION ALL SELECT model, epoch, seq FROM ledger_tablehead
"""
_KEPT = """
SELECT run.indicator, run."on", run.definition, run.epoch, run.seq, value.unit, value.slice,
    value.numerator, value.denominator, value.missing, value.records
FROM indicators_run AS run JOIN indicators_value AS value ON value.run_id = run.id
WHERE run.indicator IN ({names}) AND run."on" IN ({days}) AND value.unit IN ({units})
"""


def _ledger() -> _Ledger:
    heads = {
        model: Head(epoch, seq) for model, epoch, seq in operational.rows(_HEADS, {"node": settings.THENCHOT_NODE})
    }
    return _Ledger(heads.pop("", Head(1, 0)), heads)


def _kept(
    definitions: Collection[Definition], units: Collection[UUID], days: Collection[date], ledger: _Ledger
) -> dict[date, dict[str, dict[tuple[UUID, str], Sums]]]:
    """The kept values that are fresh, by day and indicator. Each run has a row for UNPLACED, so none is without a row."""
    needed = {each.name: (each.digest, ledger.last_touch(each)) for each in definitions}
    found: dict[date, dict[str, dict[tuple[UUID, str], Sums]]] = defaultdict(lambda: defaultdict(dict))
    if not needed or not days:
        return found
    asked: dict[str, Sequence[object]] = {"names": list(needed), "days": list(days), "units": [UNPLACED, *units]}
    bound = {f"{part}_{n}": value for part, values in asked.items() for n, value in enumerate(values)}
    text = _kept_statement(*(len(values) for values in asked.values()))
    for name, on, digest, epoch, seq, unit, part, *sums in operational.rows(text, bound):
        definition, touched = needed[name]
        if digest == definition and (epoch, seq) >= touched:
            found[operational.day(on)][name][operational.key(unit), part] = Sums(*sums)
    return found


@cache
def _kept_statement(names: int, days: int, units: int) -> str:
    counts = {"names": names, "days": days, "units": units}
    marks = {part: ", ".join(f"%({part}_{n})s" for n in range(count)) for part, count in counts.items()}
    return _KEPT.format(**marks)


def compute(definition: Definition, on: date) -> dict[tuple[UUID, str], Sums]:
    """The values at every unit of the tree of that day, from the records."""
    rows = engines.rows(statements.totals, definition, definition.bound(on))
    return {
        (UNPLACED if unit is None else operational.key(unit), str(part)): Sums(*map(int, sums))
        for unit, part, *sums in rows
    }


def _timed(definition: Definition, on: date) -> tuple[Values, int]:
    """The values, and the milliseconds they took."""
    started = monotonic()
    values = compute(definition, on)
    return values, round((monotonic() - started) * 1000)


def keep(definition: Definition, on: date, head: Head, values: Values, took: int) -> None:
    """Store a run's values in the place of an older run; a database too busy to store them costs only the next reader."""
    rows = dict(values)
    if not any(unit == UNPLACED for unit, _part in rows):
        rows[UNPLACED, ""] = NO_RECORDS
    try:
        with transaction.atomic():
            now = timezone.now()
            Run.objects.filter(Q(indicator=definition.name, on=on) | Q(computed_at__lt=now - KEPT_FOR)).delete()
            run = Run.objects.create(
                indicator=definition.name,
                on=on,
                definition=definition.digest,
                epoch=head.epoch,
                seq=head.seq,
                computed_at=now,
                took=took,
            )
            bulk.insert(
                Value, (Value(run=run, unit=unit, slice=part, **s._asdict()) for (unit, part), s in rows.items())
            )
    except DatabaseError as error:
        log.warning("the values of %s for %s were not kept: %s", definition.name, on, error)
