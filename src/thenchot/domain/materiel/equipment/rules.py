"""When an item may be graded or leave the register. Pure functions on plain values."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from thenchot.domain.materiel.timeline import check_day
from thenchot.foundation.kernel.refusal import Refusal


def check_grading(
    grade: int,
    on: date,
    *,
    grades: Collection[int],
    graded_on: Collection[date],
    document: str,
    grounds: str,
    today: date,
) -> None:
    """A grade is given by decision alone: a document and its grounds, a grade of the scheme in force on that day, once a day.

    `grades` are the scheme's codes; `graded_on` are the days on which the item was graded before.
    """
    check_day(on, today)
    if grade not in grades:
        listed = ", ".join(map(str, sorted(grades)))
        raise Refusal("Grade {grade} is not one of {grades}", field="grade", grade=grade, grades=listed)
    if not document.strip():
        raise Refusal("Name the document that decides the grade", field="document")
    if not grounds.strip():
        raise Refusal("State the grounds for the grade", field="grounds")
    if on in graded_on:
        raise Refusal("The item was graded on {on} already", field="on", on=on)


def check_in_register(removed_on: date | None) -> None:
    """Refuse a change to an item that has left the register."""
    if removed_on is not None:
        raise Refusal("The item left the register on {removed_on}", removed_on=removed_on)


def check_removal(on: date, *, held_from: date | None, graded_on: date | None, document: str, today: date) -> None:
    """An item leaves the register by decision, on a day that has come, after the last day on which anything is known of it.

    `held_from` is when its last holder took it over (a holder has it for a day at least), `graded_on` its last grading.
    """
    check_day(on, today)
    if not document.strip():
        raise Refusal("Name the document that decides the removal", field="document")
    if held_from is not None and on <= held_from:
        raise Refusal(
            "The item changed hands on {last}; it can leave the register on a later day only",
            field="on",
            last=held_from.isoformat(),
        )
    if graded_on is not None and on < graded_on:
        raise Refusal(
            "The item was graded on {last}; it cannot leave the register before that",
            field="on",
            last=graded_on.isoformat(),
        )
