"""What an item's page adds to its columns: the log book, and who held it on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.catalogue import queries as catalogue
from thenchot.domain.materiel.equipment import queries
from thenchot.domain.materiel.equipment.models import Custody, Equipment, Grading
from thenchot.domain.materiel.states.models import StateInterval
from thenchot.foundation.desk import days
from thenchot.foundation.desk.resource import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log book."""

    on: date
    icon: str
    what: Text
    value: str
    until: date | None
    document: str
    grounds: str


def log_book(_request: HttpRequest, equipment: Equipment) -> Mapping[str, object]:
    """Custody, states and gradings in order of time, each grade with its meaning under the scheme of its day."""
    entries = sorted((*_custody(equipment), *_states(equipment), *_gradings(equipment)), key=lambda entry: entry.on)
    return {"entries": entries, "removed": equipment.removed_on}


def _custody(equipment: Equipment) -> Iterator[Entry]:
    for row in Custody.objects.filter(equipment=equipment).select_related("unit"):
        yield Entry(row.from_on, "hand", _("Held by"), str(row.unit), row.until_on, row.document, "")


def _states(equipment: Equipment) -> Iterator[Entry]:
    for row in StateInterval.objects.filter(equipment=equipment):
        yield Entry(row.from_on, "activity", _("State"), row.get_state_display(), row.until_on, row.document, row.note)


def _gradings(equipment: Equipment) -> Iterator[Entry]:
    for row in Grading.objects.filter(equipment=equipment):
        words = grade_in_words(equipment.type.grade_scheme, row)
        yield Entry(row.graded_on, "gauge", _("Graded"), words, None, row.document, row.grounds)


def grade_in_words(scheme: str, grading: Grading) -> str:
    """The grade and what it means; the bare number where no scheme of that day knows it."""
    found = catalogue.grade_scheme(scheme, grading.graded_on).found
    known = found[0].grades.filter(code=grading.grade).first() if len(found) == 1 else None
    return str(known or grading.grade)


def holder(request: HttpRequest, equipment: Equipment) -> Mapping[str, object]:
    """Who held the item on the day asked in the address (`held_on`), today unless asked."""
    day, wrong = days.asked(request, "held_on")
    return {
        "day": day,
        "wrong": wrong,
        "custody": queries.holder(equipment, day),
        "grading": queries.grade_on(equipment, day),
    }
