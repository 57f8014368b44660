"""What a set's page adds to its columns: line by line what is there, by name, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.sets import queries
from thenchot.domain.materiel.sets.models import CompleteSet, Criticality
from thenchot.domain.materiel.sets.rules import SetState
from thenchot.foundation.desk import days
from thenchot.foundation.desk.resource import Text, Tone

STATES: dict[SetState, tuple[Tone, Text]] = {
    SetState.COMPLETE: ("good", _("complete")),
    SetState.USABLE: ("warn", _("usable with shortfalls")),
    SetState.NOT_USABLE: ("bad", _("not usable")),
    SetState.NO_LIST: ("muted", _("no list is in force")),
}


def standing(request: HttpRequest, complete_set: CompleteSet) -> Mapping[str, object]:
    """How the set stood on the day asked in the address (`stood_on`), today unless asked."""
    day, wrong = days.asked(request, "stood_on")
    found = queries.standing(complete_set, day)
    tone, text = STATES[found.state]
    return {
        "day": found.day,
        "wrong": wrong,
        "standing": found,
        "tone": tone,
        "text": text,
        "critical": Criticality.CRITICAL,
    }
