"""What can be done with qualifications and training. Each is called inside an act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from thenchot.domain.people.levels import Level
from thenchot.domain.people.persons.models import Person
from thenchot.domain.people.qualifications import rules
from thenchot.domain.people.qualifications.models import Qualification, Training
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy


def qualify(
    person: Person,
    *,
    level: Level,
    field: str,
    awarded_on: date,
    valid_until: date | None = None,
    institution: str = "",
    document: str = "",
) -> Qualification:
    """Write down that the person reached a level in a field."""
    rules.check_awarded(awarded_on, valid_until, born_on=person.born_on, today=today())
    if not tidy(field):
        raise Refusal("Name the field of study", field="field")
    known = person.qualifications.filter(level=level, field=tidy(field), awarded_on=awarded_on)
    if known.exists():
        raise Refusal("This qualification is written down already", field="awarded_on")
    made = Qualification(
        person=person,
        level=level,
        field=tidy(field),
        awarded_on=awarded_on,
        valid_until=valid_until,
        institution=tidy(institution),
        document=tidy(document),
    )
    made.save()
    return made


def plan_training(
    person: Person,
    *,
    year: int,
    level: Level,
    field: str,
    institution: str = "",
    cost: Decimal | None = None,
    days: int | None = None,
) -> Training:
    """Give the person a place in the training plan of a year."""
    if person.left_on is not None:
        raise Refusal("The person left the service on {left}", left=person.left_on)
    if not 2000 <= year <= today().year + 10:
        raise Refusal("{year} is not a year of a training plan", field="year", year=year)
    if person.trainings.filter(year=year, level=level, field=tidy(field)).exists():
        raise Refusal("This training is in the plan of {year} already", field="field", year=year)
    made = Training(
        person=person,
        year=year,
        level=level,
        field=tidy(field),
        institution=tidy(institution),
        cost=cost,
        days=days,
        planned_on=today(),
    )
    made.save()
    return made


def complete(training: Training, *, on: date, document: str = "") -> Qualification:
    """The training was completed, and with it the qualification awarded."""
    _check_open(training)
    made = qualify(
        training.person,
        level=Level(training.level),
        field=training.field,
        awarded_on=on,
        institution=training.institution,
        document=document,
    )
    training.done_on = on
    training.save()
    return made


def cancel(training: Training, *, note: str) -> None:
    """The place is given up, for a reason; the plan still shows it."""
    _check_open(training)
    if not tidy(note):
        raise Refusal("Say why", field="note")
    training.cancelled_on, training.note = today(), tidy(note)
    training.save()


def _check_open(training: Training) -> None:
    if training.done_on is not None:
        raise Refusal("It was completed on {done}", done=training.done_on)
    if training.cancelled_on is not None:
        raise Refusal("It was cancelled on {cancelled}", cancelled=training.cancelled_on)
