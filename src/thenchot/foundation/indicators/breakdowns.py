"""A figure by what its records belong to: equipment by technical branch, by catalogue field, by group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from thenchot.foundation.indicators import engines, operational, statements
from thenchot.foundation.indicators.definition import Definition, Way
from thenchot.foundation.indicators.kept import Sums


@dataclass(frozen=True, slots=True)
class Share:
    """What the records of one branch, field or group add to the figure. `key` is None for those that belong to none."""

    key: UUID | None
    sums: Sums


def shares(definition: Definition, way: Way, unit: UUID, on: date, part: str) -> list[Share]:
    """The figure's sums by what its records belong to; together they are the figure."""
    bound = {**definition.bound(on), "unit": unit, "slice": part}
    rows = engines.rows(statements.breakdown, definition, bound, way=way)
    return [
        Share(None if key is None else operational.key(key), Sums(*(int(number) for number in sums)))
        for key, *sums in rows
    ]
