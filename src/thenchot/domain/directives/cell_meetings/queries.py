"""What is required of the meetings of bodies, and how their meetings of a year stand against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from thenchot.domain.directives.cell_meetings import rules
from thenchot.domain.directives.cell_meetings.models import CellMeeting, MeetingRule
from thenchot.domain.people.models import Body
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.kernel.rule_sets import LookUp, look_up

MONTHS = 12
Dated = dict[str, list[tuple[Interval, rules.Required]]]


def required(kind: str, day: date) -> rules.Required:
    """What the rule in force on the day asks of bodies of this kind; refuses where no rule, or more than one, is."""
    return _rule(_dated(), kind, day).rule("regular meetings")


@dataclass(frozen=True, slots=True)
class Month:
    """How many meetings a body was to hold in a month and did; nothing is required before it was there."""

    start: date
    required: int
    held: int

    @property
    def tone(self) -> str:
        """How the month is shown."""
        if not self.required:
            return "muted"
        return "good" if self.held >= self.required else "bad"


@dataclass(frozen=True, slots=True)
class Year:
    """A body's regular meetings of the last twelve whole months."""

    body: Body
    months: list[Month]
    present: int
    members: int
    too_short: int
    late_papers: int
    no_papers: int
    topics: int

    @property
    def required(self) -> int:
        """How many were required."""
        return sum(month.required for month in self.months)

    @property
    def held(self) -> int:
        """How many of those were held: one meeting too many in a month makes up for no other month."""
        return sum(min(month.held, month.required) for month in self.months)


def years(bodies: Iterable[Body], day: date) -> list[Year]:
    """Each body's year before the day's month, in the order given, in a constant number of queries."""
    of = list(bodies)
    until = day.replace(day=1)
    first = add_months(until, -MONTHS)
    rows = CellMeeting.objects.filter(
        body__in=[body.pk for body in of], meeting__held_on__gte=first, meeting__held_on__lt=until
    ).select_related("meeting")
    present = Count("meeting__attendance", filter=Q(meeting__attendance__is_present=True))
    by_body: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows.annotate(present=present).order_by("meeting__held_on"):
        by_body[row.body_id].append(row)
    dated = _dated()
    starts = [add_months(first, number) for number in range(MONTHS)]
    return [_year(body, by_body[body.pk], starts, dated) for body in of]


def _year(body: Body, rows: list[Any], starts: list[date], dated: Dated) -> Year:
    def asked(day: date) -> rules.Required | None:
        found = _rule(dated, body.kind, day).found
        return found[0] if len(found) == 1 else None

    lengths = [
        rules.is_long_enough(rule, row.minutes, has_topic=bool(row.topic))
        for row in rows
        if (rule := asked(row.meeting.held_on)) is not None
    ]
    return Year(
        body=body,
        months=[_month(body, start, rows, asked(start)) for start in starts],
        present=sum(row.present for row in rows),
        members=sum(row.meeting.members for row in rows),
        too_short=sum(length is False for length in lengths),
        late_papers=sum(bool(row.papers_sent_on and row.papers_sent_on > row.papers_due_on) for row in rows),
        no_papers=sum(row.papers_sent_on is None for row in rows),
        topics=sum(bool(row.topic) for row in rows),
    )


def _month(body: Body, start: date, rows: list[Any], rule: rules.Required | None) -> Month:
    until = add_months(start, 1)
    there = body.founded_on <= start and (body.closed_on is None or body.closed_on >= until)
    held = sum(start <= row.meeting.held_on < until for row in rows)
    return Month(start, rule.a_month if rule is not None and there else 0, held)


def _dated() -> Dated:
    found: Dated = defaultdict(list)
    for one in MeetingRule.objects.order_by("kind", "valid_from"):
        values = rules.Required(
            one.a_month, one.least_minutes, one.least_minutes_with_topic, one.papers_days, one.topics_a_quarter
        )
        found[one.kind].append((Interval.between(one.valid_from, one.valid_until), values))
    return found


def _rule(dated: Dated, kind: str, day: date) -> LookUp[rules.Required]:
    return look_up(dated.get(kind, []), day)
