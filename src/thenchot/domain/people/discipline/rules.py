"""Which form may be decided for whom, and until when it counts. Pure functions.

Forms: domain facts on the Party's rules of discipline (296-QĐ/TW of 2025 and before). Limitation is a dated rule.
"""

from __future__ import annotations

from datetime import date

from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.kernel.refusal import Refusal

FORMS = {
    "body": ("reprimand", "warning", "dissolution"),
    "official": ("reprimand", "warning", "removal", "expulsion"),
    "probationary": ("reprimand", "warning"),
}


def check_form(subject: str, form: str) -> None:
    """Refuse a form that this kind of subject cannot be given: a probationary member is not removed, a body not expelled."""
    if form not in FORMS[subject]:
        raise Refusal("This form of discipline is not for such a subject", field="form")


def counts_until(decided_on: date, months: int | None) -> date | None:
    """The first day the decision no longer counts; None for never.

    >>> counts_until(date(2024, 2, 29), 60), counts_until(date(2024, 2, 29), None)
    (datetime.date(2029, 2, 28), None)
    """
    return None if months is None else add_months(decided_on, months)


def check_days(*, decided_on: date, from_on: date, until_on: date | None, today: date) -> None:
    """Refuse a decision of a day to come, an effect before the decision, an end before its beginning."""
    if decided_on > today:
        raise Refusal(
            "{on} has not come yet; today is {today}",
            field="decided_on",
            on=decided_on,
            today=today,
        )
    if from_on < decided_on:
        raise Refusal("It takes effect before it is decided", field="from_on")
    if until_on is not None and until_on <= from_on:
        raise Refusal(
            "It would end on {until}, before it begins on {start}",
            field="until_on",
            until=until_on,
            start=from_on,
        )
