"""Who may see and change what: within the unit that keeps it, and of a classified document only who is cleared for it."""

from __future__ import annotations

from thenchot.domain.directives import models
from thenchot.foundation.access.policy import Mine, Shared, Within, allow


def register() -> None:
    """Called once, when the app is ready."""
    allow(models.Issuer, Shared())
    allow(models.Document, Within("unit", secrecy="classification"))
    allow(models.Book, Within("unit"))
    allow(models.BookEntry, Within("book__unit", secrecy="document__classification"))
    allow(models.Relation, Within("source__unit", secrecy="source__classification"))
    allow(models.Clause, Within("document__unit", secrecy="document__classification"))
    allow(models.ActionProgramme, Within("unit", secrecy="classification"))
    allow(models.ProgrammeClause, Within("programme__unit", secrecy="programme__classification"))
    allow(models.Plan, Within("programme__unit", secrecy="programme__classification"))
    allow(models.Recurrence, Within("unit"))
    allow(models.Task, Within("unit", secrecy="classification"))
    allow(models.TaskStep, Within("task__unit", secrecy="task__classification"))
    allow(models.Evidence, Within("task__unit", secrecy="task__classification"))
    allow(models.DirectiveBriefing, Within("unit", secrecy="document__classification"))
    allow(
        models.BriefingDuty,
        Within("unit", secrecy="document__classification"),
        Mine("person", ("view", "acknowledge")),
    )
    allow(models.Meeting, Within("unit"))
    allow(models.AgendaItem, Within("meeting__unit"))
    allow(models.Attendance, Within("meeting__unit"))
    allow(models.MeetingDecision, Within("meeting__unit"))
    allow(models.MeetingRule, Shared())
    allow(models.CellMeeting, Within("meeting__unit"))
    allow(models.Shortcoming, Within("meeting__unit"))
