"""What a meeting's secretary writes down. Each is called inside an act."""

from __future__ import annotations

from datetime import date

from thenchot.domain.directives.cascade import actions as cascade
from thenchot.domain.directives.meetings import rules
from thenchot.domain.directives.meetings.models import AgendaItem, Attendance, Meeting, MeetingDecision
from thenchot.domain.people.models import Person
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy


def add_point(meeting: Meeting, *, text: str) -> AgendaItem:
    """The next point of the agenda."""
    made = AgendaItem(meeting=meeting, position=meeting.agenda.count() + 1, text=tidy(text))
    made.save()
    return made


def attend(
    meeting: Meeting, *, person: Person | None = None, name: str = "", is_present: bool = True, reason: str = ""
) -> Attendance:
    """One member was there, or was away for a reason; a person of the register, or one known by name only."""
    name = tidy(person.name if person is not None else name)
    if not name:
        raise Refusal("Choose a person, or write the name", field="name")
    if not is_present and not tidy(reason):
        raise Refusal("Say why the member was away", field="reason")
    if meeting.attendance.filter(name=name).exists():
        raise Refusal("{name} is written down already", field="name", name=name)
    if meeting.attendance.count() >= meeting.members:
        raise Refusal("The meeting has {n} members with a vote; all are written down", field="name", n=meeting.members)
    made = Attendance(meeting=meeting, name=name, person=person, is_present=is_present, reason=tidy(reason))
    made.save()
    return made


def decide(
    meeting: Meeting,
    *,
    text: str,
    votes_for: int,
    person: User,
    due_on: date,
    votes_against: int = 0,
    abstained: int = 0,
) -> MeetingDecision:
    """Put a proposal to the vote. Carried, it becomes a task of the unit for the one person who answers for it."""
    if meeting.held_on > today():
        raise Refusal("{day} has not come yet", day=meeting.held_on)
    present = meeting.attendance.filter(is_present=True).count()
    if not rules.has_quorum(present, meeting.members, meeting.quorum_percent):
        raise Refusal(
            "{present} of {members} members are present; the meeting cannot decide",
            present=present,
            members=meeting.members,
        )
    rules.check_votes(votes_for, votes_against, abstained, present)
    made = MeetingDecision(
        meeting=meeting,
        position=meeting.decisions.count() + 1,
        text=tidy(text),
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=abstained,
        person=person,
        due_on=due_on,
        is_carried=rules.is_carried(votes_for, meeting.members),
    )
    if made.is_carried:
        made.task = cascade.assign(
            unit=meeting.unit, name=made.text, due_on=due_on, person=person, source=str(meeting)[:200]
        )
    made.save()
    return made
