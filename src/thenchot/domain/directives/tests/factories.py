"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import date, timedelta

from thenchot.domain.directives.cascade import actions as cascade
from thenchot.domain.directives.cascade import programmes, steps
from thenchot.domain.directives.cascade.models import (
    ActionProgramme,
    Clause,
    Evidence,
    Plan,
    ProgrammeClause,
    Recurrence,
    Task,
    TaskStep,
)
from thenchot.domain.directives.dissemination.models import BriefingDuty, DirectiveBriefing
from thenchot.domain.directives.meetings import actions as meetings
from thenchot.domain.directives.meetings.models import AgendaItem, Attendance, Meeting, MeetingDecision
from thenchot.domain.directives.register import actions as registering
from thenchot.domain.directives.register import rules
from thenchot.domain.directives.register.models import Book, BookEntry, Direction, Document, Issuer, System
from thenchot.domain.directives.relations import actions as relating
from thenchot.domain.directives.relations.models import Kind, Relation
from thenchot.foundation.access.models import Clearance, User
from thenchot.foundation.access.reach import today
from thenchot.foundation.organisation import actions as organisation
from thenchot.foundation.organisation.models import Unit

ISSUED = date(2025, 3, 5)


def issuer(unit: Unit | None = None, number: int = 1) -> Issuer:
    made = Issuer(system=System.PARTY, code=f"ĐU{number}", name=f"Đảng ủy {number}")
    made.save()
    return made


def document(
    unit: Unit, number: int = 1, *, on: date = ISSUED, classification: Clearance = Clearance.NONE, kind: str = "NQ"
) -> Document:
    return registering.register(
        unit=unit,
        symbol=f"{number}-{kind}/ĐU",
        issued_on=on,
        abstract=f"Về công tác kỹ thuật số {number}",
        classification=classification,
    )


def book(unit: Unit, number: int = 1, *, direction: Direction = Direction.INCOMING, secret: bool = False) -> Book:
    period = rules.period_of(System.PARTY, today())
    made = Book(
        unit=unit, direction=direction, system=System.PARTY, period=period, name=f"Sổ {number}", is_secret=secret
    )
    made.save()
    return made


def entry(unit: Unit, number: int = 1) -> BookEntry:
    return registering.enter(document(unit, 1000 + number), book=book(unit, 1000 + number), on=today())


def relation(unit: Unit, number: int = 1) -> Relation:
    return relating.relate(document(unit, 1100 + number), kind=Kind.CITES, target=document(unit, 1200 + number))


def clause(unit: Unit, number: int = 1, *, of: Document | None = None) -> Clause:
    return programmes.add_clause(
        of or document(unit, 1300 + number), code=f"Điều {number}", text="Nâng cao hệ số kỹ thuật"
    )


def programme(unit: Unit, number: int = 1) -> ActionProgramme:
    return programmes.open_programme(
        document(unit, 1400 + number), unit=unit, name=f"Chương trình {number}", from_on=ISSUED
    )


def programme_clause(unit: Unit, number: int = 1) -> ProgrammeClause:
    of = document(unit, 1500 + number)
    clause(unit, 1, of=of)
    made = programmes.open_programme(of, unit=unit, name=f"Chương trình {number}", from_on=ISSUED)
    found: ProgrammeClause = made.answers.get()
    return found


def plan(unit: Unit, number: int = 1) -> Plan:
    made = Plan(programme=programme(unit, 100 + number), name=f"Kế hoạch {number}", from_on=ISSUED)
    made.save()
    return made


def task(unit: Unit, number: int = 1, *, days: int = 60, person: User | None = None) -> Task:
    return cascade.assign(
        unit=unit, name=f"Kiểm tra kho số {number}", due_on=today() + timedelta(days=days), person=person
    )


def old_task(unit: Unit, *, given_on: date, due_on: date, person: User | None = None, weight: int = 1) -> Task:
    """A task given on a past day."""
    made, step = cascade.new_task(unit, "Việc cũ", given_on=given_on, due_on=due_on, person=person, weight=weight)
    made.save()
    step.save()
    return made


def task_step(unit: Unit, number: int = 1) -> TaskStep:
    found: TaskStep = task(unit, 100 + number).steps.get()
    return found


def giver(number: int = 1) -> User:
    made: User | None = User.objects.filter(username=f"giver{number}").first()
    if made is None:
        made = User(username=f"giver{number}", display_name=f"Giver {number}")
        made.set_unusable_password()
        made.save()
    return made


def evidence(unit: Unit, number: int = 1) -> Evidence:
    return steps.submit(task(unit, 200 + number), by=giver(), text=f"Biên bản {number}")


def recurrence(unit: Unit, number: int = 1) -> Recurrence:
    made = Recurrence(unit=unit, name=f"Ngày kỹ thuật {number}", anchor_on=date(2026, 1, 31))
    made.save()
    return made


def briefing(unit: Unit, number: int = 1) -> DirectiveBriefing:
    made = DirectiveBriefing(document=document(unit, 1600 + number), unit=unit, held_on=today())
    made.save()
    return made


def duty(unit: Unit, number: int = 1) -> BriefingDuty:
    made = BriefingDuty(
        document=document(unit, 1700 + number),
        unit=unit,
        person=giver(),
        given_on=ISSUED,
        due_on=today(),
    )
    made.save()
    return made


def meeting(unit: Unit, number: int = 1) -> Meeting:
    made = Meeting(unit=unit, name=f"Họp chi bộ {number}", held_on=today(), members=3)
    made.save()
    return made


def agenda(unit: Unit, number: int = 1) -> AgendaItem:
    return meetings.add_point(meeting(unit, 100 + number), text=f"Nội dung {number}")


def attendance(unit: Unit, number: int = 1) -> Attendance:
    return meetings.attend(meeting(unit, 200 + number), name=f"Đại biểu {number}")


def quorate(unit: Unit, number: int = 1) -> Meeting:
    made = meeting(unit, number)
    for one in range(3):
        meetings.attend(made, name=f"Đại biểu {one}")
    return made


def decision(unit: Unit, number: int = 1) -> MeetingDecision:
    return meetings.decide(
        quorate(unit, 300 + number),
        text=f"Giao việc {number}",
        votes_for=3,
        person=giver(),
        due_on=today() + timedelta(days=30),
    )


def _submitted(record: Task) -> dict[str, object]:
    steps.submit(record, by=giver(), text="Biên bản")
    return {"why": "Thiếu chữ ký"}


def _closed(record: Task) -> dict[str, object]:
    steps.submit(record, by=giver(), text="Biên bản")
    steps.accept(record, by=giver(2))
    return {"why": "Chưa xong"}


def _asked_of_administrator(record: BriefingDuty) -> dict[str, object]:
    record.person = User.objects.get(username="administrator")
    record.save()
    return {}


def _in_session(record: BriefingDuty) -> dict[str, object]:
    held = DirectiveBriefing(document=record.document, unit=record.unit, held_on=today())
    held.save()
    record.briefing, record.known_on = held, today()
    record.save()
    return {}


def _ready_to_decide(record: Meeting) -> dict[str, object]:
    for one in range(3):
        meetings.attend(record, name=f"Đại biểu {one}")
    return {"votes_for": 3, "person": giver(), "due_on": today() + timedelta(days=5)}


def _with_account(unit: Unit) -> dict[str, object]:
    made = giver(3)
    made.unit = unit
    made.save()
    return {"unit": unit, "by_day": today()}


def _with_unit_below(unit: Unit) -> dict[str, object]:
    organisation.found("BELOW", "Đơn vị trực thuộc", parent=unit, on=date(2020, 1, 1))
    return {"under": unit}


LATER = date(2099, 1, 31)
PREPARE = {
    "documents/enter": lambda _record, unit: {"book": book(unit, 900), "on": today()},
    "documents/relate": lambda _record, unit: {"target": document(unit, 901), "kind": Kind.AMENDS},
    "documents/spread": lambda _record, unit: _with_account(unit),
    "documents/hold": lambda _record, unit: {"unit": unit, "on": today()},
    "document-relations/settle": lambda _record, unit: {"target": document(unit, 902), "kind": Kind.IMPLEMENTS},
    "clauses/follow": lambda _record, unit: {"by_clause": clause(unit, 903), "on": today()},
    "programmes/answer": lambda _record, unit: {"clause": clause(unit, 904), "on": ISSUED},
    "tasks/cascade": lambda _record, unit: _with_unit_below(unit),
    "tasks/accept": lambda record, _unit: _submitted(record),
    "tasks/send_back": lambda record, _unit: _submitted(record),
    "tasks/reopen": lambda record, _unit: _closed(record),
    "tasks/hand_over": lambda _record, _unit: {"person": giver(5)},
    "briefing-duties/acknowledge": lambda record, _unit: _asked_of_administrator(record),
    "briefing-duties/absent": lambda record, _unit: _in_session(record),
    "meetings/decide": lambda record, _unit: _ready_to_decide(record),
}
INPUTS = {
    "documents/register": {"symbol": "77-NQ/ĐU", "issued_on": ISSUED},
    "documents/open_programme": {"from_on": ISSUED},
    "book-entries/pass_on": {"on": LATER},
    "tasks/assign": {"due_on": LATER},
    "tasks/add_part": {"due_on": LATER},
    "tasks/extend": {"until": LATER, "why": "Chờ vật tư"},
    "register-books/new": {"period": "2026"},
    "issuers": {"name": "Đảng ủy khác"},
    "meetings/attend": {"name": "Khách mời"},
    "meetings/new": {"members": 5, "quorum_percent": 50},
    "recurring-tasks/new": {"step": 1},
}
FACTORIES = {
    "documents": document,
    "issuers": issuer,
    "register-books": book,
    "book-entries": entry,
    "document-relations": relation,
    "clauses": clause,
    "programmes": programme,
    "programme-clauses": programme_clause,
    "plans": plan,
    "tasks": task,
    "task-steps": task_step,
    "evidence": evidence,
    "recurring-tasks": recurrence,
    "briefing-sessions": briefing,
    "briefing-duties": duty,
    "meetings": meeting,
    "agenda": agenda,
    "attendance": attendance,
    "meeting-decisions": decision,
}
