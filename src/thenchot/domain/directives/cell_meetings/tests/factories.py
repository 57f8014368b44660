"""Saved records of regular meetings for tests; each function is called inside an act."""

from __future__ import annotations

from datetime import date
from typing import Any

from thenchot.domain.directives.cell_meetings import actions
from thenchot.domain.directives.models import CellMeeting, Meeting, MeetingRule, Shortcoming
from thenchot.domain.directives.profile import load
from thenchot.domain.directives.tests import factories as directives
from thenchot.domain.people.models import Body
from thenchot.domain.people.tests import factories as people
from thenchot.foundation.organisation.models import Unit


def rule(_unit: Unit | None = None, number: int = 1) -> MeetingRule:
    made = MeetingRule(kind="youth", valid_from=date(2000 + number, 1, 1), valid_until=date(2000 + number, 6, 1))
    made.save()
    return made


def held(body: Body, on: date, *, members: int = 10, **given: Any) -> CellMeeting:
    meeting = Meeting(unit=body.unit, name="Sinh hoạt chi bộ", held_on=on, members=members)
    meeting.save()
    return actions.write_down(meeting=meeting, body=body, **given)


def regular(unit: Unit, number: int = 1) -> CellMeeting:
    load()
    return actions.write_down(meeting=directives.meeting(unit, 700 + number), body=people.body(unit, 70 + number))


def shortcoming(unit: Unit, number: int = 1) -> Shortcoming:
    return actions.name_shortcoming(
        meeting=directives.meeting(unit, 800 + number),
        text=f"Khuyết điểm {number}",
        remedy=f"Khắc phục {number}",
        person=directives.giver(),
        due_on=directives.LATER,
    )


def _answers(_record: None, unit: Unit) -> dict[str, Any]:
    load()
    return {"meeting": directives.meeting(unit, 750), "body": people.body(unit, 79)}


def _naming(_record: None, unit: Unit) -> dict[str, Any]:
    return {"meeting": directives.meeting(unit, 850), "remedy": "Khắc phục", "due_on": directives.LATER}


PREPARE = {"cell-meetings/write_down": _answers, "shortcomings/name_shortcoming": _naming}
INPUTS = {
    "cell-meetings/write_down": {"minutes": 90},
    "cell-meetings/complete": {"minutes": 120},
    "meeting-rules": {"a_month": 2},
    "meeting-rules/new": {"valid_from": date(1990, 1, 1), "valid_until": date(1991, 1, 1)},
}
FACTORIES = {"meeting-rules": rule, "cell-meetings": regular, "shortcomings": shortcoming}
