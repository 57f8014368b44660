"""What may be written of a person's service. Pure functions on plain days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from thenchot.foundation.kernel.dates import Interval, first_overlap
from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.kernel.refusal import Refusal

# A guard against mistyped years, not a rule on who may serve.
YOUNGEST_YEARS, OLDEST_YEARS = 15, 90


def check_come(on: date, today: date, *, field: str = "on") -> None:
    """Refuse a day that has not come: what is written of people has happened or been decided."""
    if on > today:
        raise Refusal("{on} has not come yet; today is {today}", field=field, on=on, today=today)


def check_document(document: str) -> None:
    """Whatever changes a person's service names the decision behind it."""
    if not document.strip():
        raise Refusal("Name the document that decides it", field="document")


def age(born_on: date, on: date) -> int:
    """Whole years lived on a day. Who was born on 29 February completes a year on 28 February of a common year.

    >>> age(date(2000, 2, 29), date(2001, 2, 27)), age(date(2000, 2, 29), date(2001, 2, 28))
    (0, 1)
    """
    years = on.year - born_on.year
    return years if add_months(born_on, 12 * years) <= on else years - 1


def check_born(born_on: date, first_on: date, *, field: str = "born_on") -> None:
    """Refuse a birth that does not fit the first day of service."""
    years = age(born_on, first_on)
    if not YOUNGEST_YEARS <= years <= OLDEST_YEARS:
        raise Refusal(
            "Born on {born}, the person would be {years} years old on {first}; expected {youngest} to {oldest}",
            field=field,
            born=born_on,
            years=years,
            first=first_on,
            youngest=YOUNGEST_YEARS,
            oldest=OLDEST_YEARS,
        )


def check_next(on: date, last_from: date | None, today: date) -> None:
    """A posting or rank begins after the last one began: days before keep what they had."""
    check_come(on, today)
    if last_from is not None and on <= last_from:
        raise Refusal(
            "The last one began on {last}; one on {on} would not come after it",
            field="on",
            last=last_from,
            on=on,
        )


def check_in_service(on: date, left_on: date | None) -> None:
    """Refuse what would happen to someone who has left."""
    if left_on is not None and on >= left_on:
        raise Refusal("The person left the service on {left}", field="on", left=left_on)


def check_one_at_a_time(intervals: Iterable[Interval]) -> None:
    """Refuse two postings on one day; delegation is a fact of its own, not a second posting."""
    if clash := first_overlap(list(intervals)):
        one, other = clash
        raise Refusal(
            "Two postings would hold at once: one from {one}, one from {other}",
            field="from_on",
            one=one.start,
            other=other.start,
        )
