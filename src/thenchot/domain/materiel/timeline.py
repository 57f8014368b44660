"""Dated facts of which one holds at a time: who holds an item, in which state it is, on which tier a depot serves.

Pure functions. A change begins on a day and ends what held until then; days before keep what they had.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from thenchot.foundation.kernel.dates import Interval, first_overlap
from thenchot.foundation.kernel.refusal import Refusal

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Span(Generic[Value]):
    """A value holds during an interval."""

    during: Interval
    value: Value


def check_day(on: date, today: date, *, field: str = "on") -> None:
    """Refuse a day that has not come: the present is the latest fact, so a fact of tomorrow would be shown as today's."""
    if on > today:
        raise Refusal(
            "{on} has not come yet; today is {today}", field=field, on=on.isoformat(), today=today.isoformat()
        )


def check_one_at_a_time(spans: Iterable[Span[Value]]) -> None:
    """Refuse two values on one day."""
    if clash := first_overlap([span.during for span in spans]):
        raise Refusal("Something else holds already from {start}", start=clash[1].start.isoformat())


def after(spans: Iterable[Span[Value]], value: Value, on: date, today: date) -> list[Span[Value]]:
    """The spans once `value` holds from `on`. What began on that very day is replaced.

    Refused: a day to come, a day before the last change, a change of nothing.
    """
    check_day(on, today)
    ordered = in_order(spans)
    if ordered and on < ordered[-1].during.start:
        raise Refusal(
            "The last change was on {last}; one on {on} would come before it",
            field="on",
            last=ordered[-1].during.start.isoformat(),
            on=on.isoformat(),
        )
    if ordered and ordered[-1].value == value and on in ordered[-1].during:
        raise Refusal("It is so already; nothing would change")
    return [*ended(ordered, on), Span(Interval(on), value)]


def ended(spans: Iterable[Span[Value]], on: date) -> list[Span[Value]]:
    """The spans with nothing holding from `on`; those that would have no day left go."""
    cut = [Span(Interval(s.during.start, min(s.during.end, on)), s.value) for s in spans]
    return [span for span in cut if span.during]


def at(spans: Iterable[Span[Value]], on: date) -> Value | None:
    """What holds on a day; None for nothing."""
    return next((span.value for span in spans if on in span.during), None)


def in_order(spans: Iterable[Span[Value]]) -> list[Span[Value]]:
    """Oldest first."""
    return sorted(spans, key=lambda span: span.during)
