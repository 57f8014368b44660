"""Opens a figure: the records that make it, those that fall short first, each with its cause and what stands in its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from thenchot.foundation.indicators import engines, operational, statements
from thenchot.foundation.indicators.definition import Definition, Standing, Way
from thenchot.foundation.indicators.statements import PAGE


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and what it adds to the figure, in scaled integers. `numerator` is None when nothing was reported."""

    record: UUID
    unit: UUID
    numerator: int | None
    denominator: int
    cause: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Share:
    """How many records stand so for this cause, and what they add up to. `denominator` of the missing is what they would add."""

    standing: Standing
    cause: str
    records: int
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way of a record; the same `key` in the way of several records is one thing. `cost` is in hundredths."""

    record: UUID
    key: str
    label: str
    unit: UUID
    cost: int | None
    days: int | None
    resource: str
    cause: str


@dataclass(frozen=True, slots=True)
class Within:
    """Only the records that belong to this one, by a way that the indicator offers."""

    way: Way
    key: UUID


def summary(definition: Definition, unit: UUID, on: date, part: str, within: Within | None = None) -> list[Share]:
    """The records of a figure by how they stand and why, largest first within each standing."""
    bound = {**definition.bound(on), "unit": unit, "slice": part, **_key(within)}
    rows = engines.rows(statements.summary, definition, bound, way=_way(within))
    shares = [
        Share(Standing(standing), cause, int(records), int(top), int(bottom))
        for standing, cause, records, top, bottom in rows
    ]
    return sorted(shares, key=lambda share: (share.standing, -share.records, share.cause))


def entries(  # what a figure's list can be narrowed by
    definition: Definition,
    unit: UUID,
    on: date,
    part: str,
    *,
    standing: Standing | None = None,
    start: int = 0,
    within: Within | None = None,
) -> list[Entry]:
    """A page of at most PAGE records of the figure, from the `start`-th on."""
    bound = {**definition.bound(on), "unit": unit, "slice": part, "start": start, **_key(within)}
    rows = engines.rows(statements.entries, definition, bound, standing=standing, way=_way(within))
    return [_entry(row) for row in rows]


def every_entry(
    definition: Definition,
    unit: UUID,
    on: date,
    part: str,
    *,
    standing: Standing | None = None,
    within: Within | None = None,
) -> Iterator[Entry]:
    """All records of the figure, or those that stand so, in the same order; for exports and for the key link."""
    bound = {**definition.bound(on), "unit": unit, "slice": part, **_key(within)}
    for row in engines.rows(statements.entries, definition, bound, standing=standing, page=False, way=_way(within)):
        yield _entry(row)


def _way(within: Within | None) -> Way | None:
    return within.way if within else None


def _key(within: Within | None) -> dict[str, object]:
    return {"key": within.key} if within else {}


def _entry(row: Sequence[object]) -> Entry:
    record, unit, numerator, denominator, cause, standing = row
    return Entry(
        record=operational.key(record),
        unit=operational.key(unit),
        numerator=None if numerator is None else int(str(numerator)),
        denominator=int(str(denominator)),
        cause=str(cause),
        standing=Standing(int(str(standing))),
    )


def obstacles_of(definition: Definition, records: Sequence[UUID], on: date) -> Mapping[UUID, list[Obstacle]]:
    """What stands in the way of these records (at most PAGE of them); nothing where the indicator names no obstacles."""
    if definition.obstacles is None or not records:
        return {}
    if len(records) > PAGE:
        raise ValueError(f"obstacles of {len(records)} records asked for, at most {PAGE} at once")
    filled = [*records, *[records[-1]] * (PAGE - len(records))]
    bound = {**definition.bound(on), **{f"record_{i}": record for i, record in enumerate(filled)}}
    rows = engines.rows(statements.obstacles, definition, bound, records=True)
    return _by_record(map(_obstacle, rows))


def every_obstacle(definition: Definition, unit: UUID, on: date) -> Mapping[UUID, list[Obstacle]]:
    """What stands in the way of every record whose obstacles lie below the unit; for the key link."""
    if definition.obstacles is None:
        return {}
    bound = {**definition.bound(on), "unit": unit}
    rows = engines.rows(statements.obstacles, definition, bound, records=False)
    return _by_record(map(_obstacle, rows))


def _obstacle(row: Sequence[object]) -> Obstacle:
    record, key, label, unit, cost, days, resource, cause = row
    return Obstacle(
        record=operational.key(record),
        key=str(key),
        label=str(label),
        unit=operational.key(unit),
        cost=None if cost is None else int(str(cost)),
        days=None if days is None else int(str(days)),
        resource=str(resource or ""),
        cause=str(cause),
    )


def _by_record(found: Iterator[Obstacle]) -> dict[UUID, list[Obstacle]]:
    gathered: dict[UUID, list[Obstacle]] = defaultdict(list)
    for obstacle in sorted(found, key=lambda each: (each.record, each.label, each.key)):
        gathered[obstacle.record].append(obstacle)
    return dict(gathered)
