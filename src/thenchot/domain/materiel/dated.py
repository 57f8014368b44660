"""Makes the rows of a dated fact equal to the spans wanted, with as few writes as can be. Called inside an act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol, TypeVar

from thenchot.domain.materiel.timeline import Span
from thenchot.foundation.kernel.dates import Interval


class Dated(Protocol):
    """A row with a first day and the first day it no longer holds."""

    from_on: date
    until_on: date | None

    def save(self) -> None: ...


Row = TypeVar("Row", bound=Dated)
Value = TypeVar("Value")


def spans_of(rows: Iterable[Row], value: Callable[[Row], Value]) -> list[Span[Value]]:
    """The rows as the timeline takes them."""
    return [Span(Interval.between(row.from_on, row.until_on), value(row)) for row in rows]


def store(
    rows: Iterable[Row],
    wanted: Iterable[Span[Value]],
    *,
    value: Callable[[Row], Value],
    begin: Callable[[date], Row],
    put: Callable[[Row, Value], None],
) -> None:
    """A row that starts on the day of a span is kept, and changed where it differs; other spans get a row of their own.

    `begin` makes an unsaved row of that first day, `put` gives a row the span's value and whatever goes with it.
    """
    by_start = {row.from_on: row for row in rows}
    for span in wanted:
        row = by_start.get(span.during.start)
        if row is not None and (value(row), row.until_on) == (span.value, span.during.until):
            continue
        if row is None or value(row) != span.value:
            row = row or begin(span.during.start)
            put(row, span.value)
        row.until_on = span.during.until
        row.save()
