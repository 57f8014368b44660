"""What a body's secretary writes down of its regular meetings. Each is called inside an act."""

from __future__ import annotations

from datetime import date

from thenchot.domain.directives.cascade import actions as cascade
from thenchot.domain.directives.cell_meetings import queries, rules
from thenchot.domain.directives.cell_meetings.models import CellMeeting, Shortcoming
from thenchot.domain.directives.meetings.models import Meeting
from thenchot.domain.people.models import Body
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy


def write_down(
    *,
    meeting: Meeting,
    body: Body,
    topic: str = "",
    minutes: int | None = None,
    papers_sent_on: date | None = None,
) -> CellMeeting:
    """The meeting was a regular one of the body: it answers for one of those the rule asks for."""
    if body.unit_id != meeting.unit_id:
        raise Refusal("{body} belongs to another unit than the meeting", field="body", body=str(body))
    if CellMeeting.objects.filter(meeting=meeting).exists():
        raise Refusal("It is so already; nothing would change", field="meeting")
    made = CellMeeting(meeting=meeting, body=body, topic=tidy(topic))
    _fill(made, minutes, papers_sent_on)
    made.save()
    return made


def complete(regular: CellMeeting, *, minutes: int | None = None, papers_sent_on: date | None = None) -> None:
    """Add how long it lasted and when its papers were sent."""
    _fill(regular, minutes, papers_sent_on)
    regular.save()


def name_shortcoming(
    *, meeting: Meeting, text: str, remedy: str, person: User, due_on: date, post: str = ""
) -> Shortcoming:
    """A shortcoming is written down together with the task that puts it right: no shortcoming without a remedy and a day."""
    if not tidy(text) or not tidy(remedy):
        raise Refusal("Write the shortcoming and its remedy", field="remedy" if tidy(text) else "text")
    if meeting.held_on > today():
        raise Refusal("{day} has not come yet", day=meeting.held_on)
    task = cascade.assign(
        unit=meeting.unit, name=tidy(remedy), due_on=due_on, person=person, post=post, source=str(meeting)[:200]
    )
    made = Shortcoming(
        meeting=meeting, position=Shortcoming.objects.filter(meeting=meeting).count() + 1, text=tidy(text), remedy=task
    )
    made.save()
    return made


def _fill(regular: CellMeeting, minutes: int | None, papers_sent_on: date | None) -> None:
    held_on = regular.meeting.held_on
    rules.check_minutes(minutes)
    rules.check_papers(papers_sent_on, held_on)
    required = queries.required(regular.body.kind, held_on)
    regular.minutes, regular.papers_sent_on = minutes, papers_sent_on
    regular.papers_due_on = rules.papers_due(held_on, required.papers_days)
