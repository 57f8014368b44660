"""Meetings of the root and of the units under it: agenda, who was there, minutes, votes, and the tasks that came of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from thenchot.domain.directives.cascade.actions import new_task
from thenchot.domain.directives.meetings.rules import has_quorum, is_carried
from thenchot.domain.directives.models import AgendaItem, Attendance, Meeting, MeetingDecision
from thenchot.edges.cli.demo import names
from thenchot.edges.cli.demo.chance import stream
from thenchot.edges.cli.demo.directives import stories, texts
from thenchot.edges.cli.demo.directives.written import rekey, written
from thenchot.foundation.kernel.months import add_months

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from thenchot.domain.people.models import Person
    from thenchot.edges.cli.demo import people
    from thenchot.edges.cli.demo.accounts import Accounts
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.plan import Plan
    from thenchot.edges.cli.demo.units import Units
    from thenchot.foundation.ledger.records import Record

_MOST_MEMBERS, _ENOUGH, _FEWEST_MEMBERS = 13, 5, 3
_QUORUM = 50
_ROOT_MONTHS, _HEADS_MONTHS = 10, 3


class Meetings:
    """Makes the records. Those present are persons posted in the unit on that day."""

    def __init__(  # what it rests on
        self,
        plan: Plan,
        units: Units,
        accounts: Accounts,
        persons: Sequence[people.Person],
        known: Mapping[str, Person],
        *,
        keys: Keys,
        seed: int,
        on: date,
    ) -> None:
        self.units, self.accounts, self.known = units, accounts, known
        self.keys, self.on = keys, on
        self._chance = stream(seed, "meetings")
        self._below = plan.below()
        self._ever_at: dict[str, list[people.Person]] = defaultdict(list)
        for person in persons:
            for code in sorted({posting.unit for posting in person.postings}):
                self._ever_at[code].append(person)

    def groups(self) -> Iterator[tuple[str, list[Record]]]:
        """Acts in their order, a meeting each: monthly at the root, the last three months at the units under it."""
        for back in range(_ROOT_MONTHS, 0, -1):
            yield "directives.decide", list(self._meeting(names.ROOT_CODE, "Họp Ban chỉ huy", back))
        for unit in self._below[names.ROOT_CODE]:
            for back in range(_HEADS_MONTHS, 0, -1):
                yield "directives.decide", list(self._meeting(unit.code, "Họp chi bộ", back))

    def _meeting(self, code: str, name: str, back: int) -> Iterator[Record]:
        held = add_months(self.on.replace(day=1), 1 - back) - timedelta(days=self._chance.randint(3, 9))
        there = self._members(code, held)
        if len(there) < _FEWEST_MEMBERS:
            return
        away = {person.number for person in there if self._chance.random() < 0.12}
        meeting = Meeting(
            id=self.keys(),
            unit=self.units.by_code[code],
            name=name,
            held_on=held,
            place="Phòng họp số 1",
            chair=there[0].name,
            secretary=there[-1].name,
            members=len(there),
            minutes="Các ý kiến tập trung vào kết quả ngày kỹ thuật, tình trạng nhà kho và việc đối chiếu sổ sách.",
        )
        yield meeting
        for position, text in enumerate(texts.AGENDA, start=1):
            yield AgendaItem(id=self.keys(), meeting=meeting, position=position, text=text)
        for person in there:
            reason = self._chance.choice(texts.AWAY) if person.number in away else ""
            yield Attendance(
                id=self.keys(),
                meeting=meeting,
                name=person.name,
                person=self.known[person.number],
                is_present=not reason,
                reason=reason,
            )
        present = len(there) - len(away)
        if has_quorum(present, len(there), _QUORUM):
            yield from self._decisions(meeting, present)

    def _members(self, code: str, day: date) -> list[people.Person]:
        """Who is posted in the unit on the day, where that is few also directly under it; one of a name."""
        found: dict[str, people.Person] = {}
        for place in (code, *(unit.code for unit in self._below[code])):
            for person in self._posted(place, day):
                found.setdefault(person.name, person)
            if len(found) >= _ENOUGH:
                break
        return list(found.values())[:_MOST_MEMBERS]

    def _posted(self, code: str, day: date) -> Iterator[people.Person]:
        for person in self._ever_at[code]:
            if any(
                each.unit == code and each.from_on <= day and (each.until_on is None or each.until_on > day)
                for each in person.postings
            ):
                yield person

    def _decisions(self, meeting: Meeting, present: int) -> Iterator[Record]:
        """Tasks come before the decisions that point to them, their steps after."""
        later: list[Record] = []
        person = self.accounts.near(meeting.unit.code)
        for position, text in enumerate(self._chance.sample(texts.DECISIONS, 2), start=1):
            against = self._chance.choice((0, 0, 0, 1))
            due = meeting.held_on + timedelta(days=self._chance.choice((30, 45, 60)))
            decision = MeetingDecision(
                id=self.keys(),
                meeting=meeting,
                position=position,
                text=text,
                votes_for=present - against,
                votes_against=against,
                person=person,
                due_on=due,
                is_carried=is_carried(present - against, meeting.members),
            )
            if decision.is_carried:
                yield from self._task(decision, later)
            later.insert(0, decision)
        yield from later

    def _task(self, decision: MeetingDecision, later: list[Record]) -> Iterator[Record]:
        meeting = decision.meeting
        task, first = new_task(
            meeting.unit,
            decision.text,
            given_on=meeting.held_on,
            due_on=decision.due_on,
            person=decision.person,
            source=str(meeting),
        )
        rekey(task, first, self.keys)
        story = stories.tell(self._chance, meeting.held_on, decision.due_on, self.on)
        task.state, task.due_on, task.closed_on = story.state, story.due_on, story.closed_on
        decision.task = task
        yield task
        later += written(task, first, story, texts.EVIDENCE[0], keys=self.keys, accounts=self.accounts)
