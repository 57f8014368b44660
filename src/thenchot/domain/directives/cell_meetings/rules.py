"""What a regular meeting has to keep to, by the values of a dated rule. Pure functions.

A cell meets every month, at least 90 minutes, 120 with a topic; papers are out at least one day before (42-HD/BTCTW of 2025); it
takes up a topic at least once a quarter. All of them are values of the rule, and examples until an official text is entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from thenchot.foundation.kernel.refusal import Refusal

LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Required:
    """The rule's values."""

    a_month: int = 1
    least_minutes: int = 90
    least_minutes_with_topic: int = 120
    papers_days: int = 1
    topics_a_quarter: int = 1


def papers_due(held_on: date, papers_days: int) -> date:
    """The last day on which papers are in time.

    >>> papers_due(date(2024, 3, 1), 1)
    datetime.date(2024, 2, 29)
    """
    return held_on - timedelta(days=papers_days)


def is_long_enough(required: Required, minutes: int | None, *, has_topic: bool) -> bool | None:
    """Whether it lasted as long as required; None where nobody wrote down how long."""
    if minutes is None:
        return None
    return minutes >= (required.least_minutes_with_topic if has_topic else required.least_minutes)


def check_minutes(minutes: int | None) -> None:
    """Refuse a meeting of no time, or of more than a day."""
    if minutes is not None and not 0 < minutes <= LONGEST_MINUTES:
        raise Refusal(
            "A meeting lasts from 1 to {most} minutes, not {minutes}",
            field="minutes",
            most=LONGEST_MINUTES,
            minutes=minutes,
        )


def check_papers(sent_on: date | None, held_on: date) -> None:
    """Refuse papers that came after the meeting: those were not papers of it."""
    if sent_on is not None and sent_on > held_on:
        raise Refusal(
            "Papers sent on {sent} came after the meeting of {held}", field="papers_sent_on", sent=sent_on, held=held_on
        )
