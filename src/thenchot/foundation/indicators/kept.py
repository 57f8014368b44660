"""Keeps computed values by (indicator, unit, slice, day) with the ledger head they are of, and knows when they are stale.

A value is fresh while no act after its head touched a table the indicator reads or the links of the tree. What is stale is
computed again whole when it is looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q
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
_ROWS_AT_ONCE = 400


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


def _attempt_reading(definitions: Collection[Definition], units: Collection[UUID], on: date) -> Reading | None:
    """None when an act came in between and touched what was read."""
    head, touched = head_now(), _table_heads()
    fresh = {run.indicator: run.pk for run in _fresh(definitions, on, touched)}
    found = _kept_values(fresh, units)
    if found is None:
        return None
    stale = [each for each in definitions if each.name not in fresh]
    computed = {each.name: compute(each, on) for each in stale}
    if stale:
        now = _table_heads()
        if any(_last_touch(each, now) > head for each in stale):
            return None
        for each in stale:
            keep(each, on, head, computed[each.name])
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
    runs = Run.objects.filter(on=on, indicator__in=by_name)
    return [
        run
        for run in runs
        if run.definition == by_name[run.indicator].digest
        and Head(run.epoch, run.seq) >= _last_touch(by_name[run.indicator], touched)
    ]


def _kept_values(
    fresh: Mapping[str, int], units: Collection[UUID]
) -> dict[str, dict[tuple[UUID | None, str], Sums]] | None:
    """The kept values by indicator; None when a run went while we looked (its row without a unit is not there)."""
    names = {pk: name for name, pk in fresh.items()}
    found: dict[str, dict[tuple[UUID | None, str], Sums]] = {name: {} for name in fresh}
    complete: set[str] = set()
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


def keep(definition: Definition, on: date, head: Head, values: Values) -> None:
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
            )
            bulk.insert(
                Value, (Value(run=run, unit=unit, slice=part, **s._asdict()) for (unit, part), s in rows.items())
            )
    except DatabaseError as error:
        log.warning("the values of %s for %s were not kept: %s", definition.name, on, error)
