"""Who was qualified on a day, and how the training plan stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from thenchot.domain.people.persons.models import Person
from thenchot.domain.people.qualifications import rules
from thenchot.domain.people.qualifications.models import Qualification, Training


def held(person: Person) -> list[rules.Held]:
    """The person's qualifications as the rules take them."""
    rows = person.qualifications.values_list("level", "field", "awarded_on", "valid_until")
    return [rules.Held(*row) for row in rows]


def in_force(day: date) -> QuerySet[Qualification]:
    """Qualifications in force on a day."""
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    found: QuerySet[Qualification] = Qualification.objects.filter(lasting, awarded_on__lte=day)
    return found


def qualified(day: date, *, field: str, least: str) -> QuerySet[Person]:
    """Who had at least this level in this field on that day; for those who choose people for work."""
    enough = rules.LEVELS[: rules.LEVELS.index(least) + 1]
    rows = in_force(day).filter(field=field, level__in=enough)
    found: QuerySet[Person] = Person.objects.filter(pk__in=rows.values("person")).order_by("number")
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """A year's training plan: places planned, completed, cancelled; what is left is still to do."""

    planned: int
    done: int
    cancelled: int

    @property
    def open(self) -> int:
        """Places neither completed nor cancelled."""
        return self.planned - self.done - self.cancelled


def progress(places: Iterable[Training]) -> Progress:
    """The plan against what was done, of these places."""
    found = list(places)
    done = sum(place.done_on is not None for place in found)
    return Progress(len(found), done, sum(place.cancelled_on is not None for place in found))
