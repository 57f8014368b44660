"""Keeps computed values by (indicator, unit, slice, day) with the ledger head they are of, and knows when they are stale.

A value is fresh while no act after its head touched a table the indicator reads or the links of the tree. What is stale is
computed again whole when it is looked at.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from time import monotonic
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Max, Q
from django.utils import timezone

from thenchot.foundation.indicators import operational, statements
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.models import Run, Value
from thenchot.foundation.indicators.schema import LINK
from thenchot.foundation.ledger import bulk
from thenchot.foundation.ledger.derived import derive
from thenchot.foundation.ledger.models import Chain, TableHead

log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=40)
_TRIES = 3
Name = TypeVar("Name", str, int)


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
# By unit (None: units without a place in the tree that day) and slice.
Values = Mapping[tuple[UUID | None, str], Sums]


@dataclass(frozen=True, slots=True)
class Reading:
    """The values of several indicators on one day, all true at one ledger head; `values` is by indicator."""

    on: date
    head: Head
    values: Mapping[str, Values]


def register() -> None:
    """Tell the ledger's repair to drop what is kept; nothing is kept that its check could compare."""
    derive("indicators.kept", tables=(), reads=(), rebuild=forget)


def forget() -> None:
    """Drop every kept value."""
    Run.objects.all().delete()


def read(definitions: Collection[Definition], units: Collection[UUID], on: date) -> Reading:
    """The values at these units: kept ones that are fresh, and for the rest the whole indicator computed and kept."""
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
    head, touched = head_now(), _table_heads()
    readings = _kept_days(definitions, units, days, head, touched)
    missing = [day for day in reversed(days) if day not in readings]
    takes = _expected_seconds(definitions) if missing and seconds > 0 else 0.0
    for day in missing:
        if monotonic() + takes < ends:
            readings[day] = read(definitions, units, day)
    return {day: reading for day, reading in readings.items() if reading.head == head}


def _expected_seconds(definitions: Collection[Definition]) -> float:
    """How long one day of these indicators takes to compute, by the slowest of what was computed lately."""
    names = [each.name for each in definitions]
    slowest = Run.objects.filter(indicator__in=names).values_list("indicator").annotate(Max("took"))
    return sum(int(took) for _name, took in slowest) / 1000


def _kept_days(
    definitions: Collection[Definition],
    units: Collection[UUID],
    days: Collection[date],
    head: Head,
    touched: Mapping[str, Head],
) -> dict[date, Reading]:
    """The readings of those days that are kept whole, in two queries for all of them."""
    by_name = {each.name: each for each in definitions}
    runs = [run for run in Run.objects.filter(on__in=days, indicator__in=by_name) if _is_fresh(run, by_name, touched)]
    found = _kept_values({run.pk: run.pk for run in runs}, units)
    if found is None:
        return {}
    by_day: dict[date, dict[str, Values]] = defaultdict(dict)
    for run in runs:
        by_day[run.on][run.indicator] = found[run.pk]
    return {day: Reading(day, head, values) for day, values in by_day.items() if len(values) == len(by_name)}


def _attempt_reading(definitions: Collection[Definition], units: Collection[UUID], on: date) -> Reading | None:
    """None when an act came in between and touched what was read."""
    head, touched = head_now(), _table_heads()
    fresh = {run.indicator: run.pk for run in _fresh(definitions, on, touched)}
    found = _kept_values(fresh, units)
    if found is None:
        return None
    stale = [each for each in definitions if each.name not in fresh]
    timed = {each.name: _timed(each, on) for each in stale}
    computed = {name: values for name, (values, _took) in timed.items()}
    if stale:
        now = _table_heads()
        if any(_last_touch(each, now) > head for each in stale):
            return None
        for each in stale:
            keep(each, on, head, *timed[each.name])
    wanted = {None, *units}
    narrowed = {
        name: {place: sums for place, sums in values.items() if place[0] in wanted} for name, values in computed.items()
    }
    return Reading(on, head, found | narrowed)


def head_now() -> Head:
    """Where the ledger stands."""
    row = Chain.objects.filter(node=settings.THENCHOT_NODE).values_list("epoch", "seq").first()
    return Head(*row) if row else Head(1, 0)


def _table_heads() -> dict[str, Head]:
    return {model: Head(epoch, seq) for model, epoch, seq in TableHead.objects.values_list("model", "epoch", "seq")}


def _last_touch(definition: Definition, heads: Mapping[str, Head]) -> Head:
    return max(heads.get(label, Head(0, 0)) for label in (LINK, *definition.reads))


def _fresh(definitions: Iterable[Definition], on: date, touched: Mapping[str, Head]) -> list[Run]:
    by_name = {each.name: each for each in definitions}
    return [run for run in Run.objects.filter(on=on, indicator__in=by_name) if _is_fresh(run, by_name, touched)]


def _is_fresh(run: Run, by_name: Mapping[str, Definition], touched: Mapping[str, Head]) -> bool:
    definition = by_name[run.indicator]
    return run.definition == definition.digest and Head(run.epoch, run.seq) >= _last_touch(definition, touched)


def _kept_values(
    fresh: Mapping[Name, int], units: Collection[UUID]
) -> dict[Name, dict[tuple[UUID | None, str], Sums]] | None:
    """The kept values of the named runs; None when a run went while we looked (its row without a unit is not there)."""
    names = {pk: name for name, pk in fresh.items()}
    found: dict[Name, dict[tuple[UUID | None, str], Sums]] = {name: {} for name in fresh}
    complete: set[Name] = set()
    if not fresh:
        return found
    rows = Value.objects.filter(Q(unit__in=units) | Q(unit__isnull=True), run__in=names)
    for run, unit, part, *sums in rows.values_list(
        "run", "unit", "slice", "numerator", "denominator", "missing", "records"
    ):
        found[names[run]][unit, part] = Sums(*sums)
        if unit is None:
            complete.add(names[run])
    return found if complete == set(fresh) else None


def compute(definition: Definition, on: date) -> dict[tuple[UUID | None, str], Sums]:
    """The values at every unit of the tree of that day, from the records."""
    rows = operational.rows(statements.totals(definition, operational.engine()), definition.bound(on))
    return {
        (None if unit is None else operational.key(unit), str(part)): Sums(*map(int, sums))
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
    if not any(unit is None for unit, _part in rows):
        rows[None, ""] = NO_RECORDS
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
