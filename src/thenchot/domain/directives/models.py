"""Every table of directives, gathered from the nouns that own them."""

from __future__ import annotations

from thenchot.domain.directives.cascade.models import (
    ActionProgramme,
    Clause,
    Evidence,
    Plan,
    ProgrammeClause,
    Recurrence,
    Task,
    TaskState,
    TaskStep,
)
from thenchot.domain.directives.cell_meetings.models import CellMeeting, MeetingRule, Shortcoming
from thenchot.domain.directives.dissemination.models import BriefingDuty, DirectiveBriefing
from thenchot.domain.directives.meetings.models import AgendaItem, Attendance, Meeting, MeetingDecision
from thenchot.domain.directives.register.models import Book, BookEntry, Direction, Document, Issuer, System, Urgency
from thenchot.domain.directives.relations.models import Kind, Relation

__all__ = [
    "ActionProgramme",
    "AgendaItem",
    "Attendance",
    "Book",
    "BookEntry",
    "BriefingDuty",
    "CellMeeting",
    "Clause",
    "Direction",
    "DirectiveBriefing",
    "Document",
    "Evidence",
    "Issuer",
    "Kind",
    "Meeting",
    "MeetingDecision",
    "MeetingRule",
    "Plan",
    "ProgrammeClause",
    "Recurrence",
    "Relation",
    "Shortcoming",
    "System",
    "Task",
    "TaskState",
    "TaskStep",
    "Urgency",
]
