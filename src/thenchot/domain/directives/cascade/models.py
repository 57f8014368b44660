"""Clauses, the programmes that answer them, plans, tasks and sub-tasks, every step of a task, and the evidence given."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.register.models import Document
from thenchot.foundation.access.models import Clearance, User
from thenchot.foundation.ledger.fields import MoneyField
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class TaskState(models.TextChoices):
    """Where a task stands; `rules.NEXT` says what may follow."""

    ASSIGNED = "assigned", _("assigned")
    UNDERWAY = "underway", _("under way")
    SUBMITTED = "submitted", _("waiting for acceptance")
    RETURNED = "returned", _("sent back")
    REFUSED = "refused", _("refused")
    RECALLED = "recalled", _("recalled")
    CLOSED = "closed", _("done and accepted")


class StepVerb(models.TextChoices):
    """What was done in a step: the words for `rules.Verb`."""

    ASSIGN = "assign", _("given")
    START = "start", _("begun")
    SUBMIT = "submit", _("evidence given")
    ACCEPT = "accept", _("accepted")
    SEND_BACK = "send_back", _("sent back")
    REFUSE = "refuse", _("refused")
    RECALL = "recall", _("recalled")
    EXTEND = "extend", _("extended")
    HAND_OVER = "hand_over", _("handed to another person")
    REOPEN = "reopen", _("opened again")


class Every(models.TextChoices):
    """What a recurring task is counted in."""

    WEEK = "week", _("week")
    MONTH = "month", _("month")


class Clause(Record):
    """A clause of a document that asks for something. Once amended it points to the clause that follows it."""

    named_through: ClassVar[tuple[str, ...]] = ("document",)

    document = models.ForeignKey(Document, models.PROTECT, related_name="clauses", verbose_name=_("document"))
    code = models.CharField(_("clause"), max_length=40)
    text = models.CharField(_("what it asks for"), max_length=1000)
    position = models.PositiveIntegerField(_("order"), default=0)
    followed_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="follows", verbose_name=_("followed by")
    )
    followed_on = models.DateField(_("followed from"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document", "code"), name="clause_once"),
            models.CheckConstraint(
                condition=models.Q(followed_by__isnull=True) | models.Q(followed_on__isnull=False),
                name="clause_followed_on_a_day",
            ),
        )
        ordering = ("document_id", "position", "code")
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")

    def __str__(self) -> str:
        return f"{self.document.symbol}, {self.code}"


class ActionProgramme(Record):
    """A unit's action programme for a document."""

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="programmes", verbose_name=_("unit (organisation)"))
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="programmes", verbose_name=_("document")
    )
    name = models.CharField(_("name"), max_length=300)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    classification = models.PositiveSmallIntegerField(_("classification"), choices=Clearance, default=Clearance.NONE)

    class Meta:
        ordering = ("-from_on", "name", "id")
        verbose_name = _("action programme")
        verbose_name_plural = _("action programmes")

    def __str__(self) -> str:
        return f"{self.name} ({self.unit.code})"


class ProgrammeClause(Record):
    """A programme answers a clause."""

    named_through: ClassVar[tuple[str, ...]] = ("programme__unit", "clause__document")

    programme = models.ForeignKey(
        ActionProgramme, models.PROTECT, related_name="answers", verbose_name=_("action programme")
    )
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="answered_by", verbose_name=_("clause"))
    from_on = models.DateField(_("from"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("programme", "clause"), name="clause_once_a_programme"),)
        ordering = ("programme_id", "clause_id")
        verbose_name = _("clause of a programme")
        verbose_name_plural = _("clauses of programmes")

    def __str__(self) -> str:
        return f"{self.programme}: {self.clause}"


class Plan(Record):
    """A plan within a programme."""

    named_through: ClassVar[tuple[str, ...]] = ("programme__unit",)

    programme = models.ForeignKey(
        ActionProgramme, models.PROTECT, related_name="plans", verbose_name=_("action programme")
    )
    name = models.CharField(_("name"), max_length=300)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ("programme_id", "from_on", "name")
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return self.name


class Recurrence(Record):
    """A task that comes again every so many weeks or months, counted from an anchor day."""

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="recurrences", verbose_name=_("unit (organisation)"))
    name = models.CharField(_("task"), max_length=500)
    anchor_on = models.DateField(_("first due on"))
    every = models.CharField(_("counted in"), max_length=5, choices=Every, default=Every.MONTH)
    step = models.PositiveSmallIntegerField(_("every so many"), default=1)
    until_on = models.DateField(_("until"), null=True, blank=True)
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="recurrences", verbose_name=_("person answering")
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(step__gt=0), name="recurrence_goes_forward"),)
        ordering = ("unit_id", "name", "id")
        verbose_name = _("recurring task")
        verbose_name_plural = _("recurring tasks")

    def __str__(self) -> str:
        return f"{self.name} ({self.unit.code})"


class Task(Record):
    """Something a unit is to have done by a day. `state`, `due_on` and `person` repeat its last step."""

    named_through: ClassVar[tuple[str, ...]] = ("unit",)
    search_columns: ClassVar[tuple[str, ...]] = ("name", "post")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", verbose_name=_("unit (organisation)"))
    name = models.CharField(_("task"), max_length=500)
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("clause")
    )
    programme = models.ForeignKey(
        ActionProgramme, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("action programme")
    )
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("plan"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("person answering")
    )
    post = models.CharField(_("post answering"), max_length=150, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    given_on = models.DateField(_("given on"))
    first_due_on = models.DateField(_("first due on"))
    due_on = models.DateField(_("due on"), db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=TaskState, default=TaskState.ASSIGNED, db_index=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    indicator = models.CharField(_("indicator to reach"), max_length=80, blank=True)
    indicator_slice = models.CharField(_("part of the indicator"), max_length=40, blank=True)
    recurrence = models.ForeignKey(
        Recurrence, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("recurring task")
    )
    cost = MoneyField(_("estimated cost"), null=True, blank=True)
    source = models.CharField(_("where it comes from"), max_length=200, blank=True)
    classification = models.PositiveSmallIntegerField(_("classification"), choices=Clearance, default=Clearance.NONE)
    search_key = models.CharField(max_length=700, editable=False, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("recurrence", "first_due_on"), name="each_occurrence_once"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="task_weighs_something"),
            models.CheckConstraint(condition=models.Q(due_on__gte=models.F("given_on")), name="task_due_after_given"),
            models.CheckConstraint(
                condition=models.Q(cost__isnull=True) | models.Q(cost__gte=0), name="task_costs_not_below_zero"
            ),
        )
        ordering = ("due_on", "id")
        verbose_name = _("task")
        verbose_name_plural = _("tasks")

    def __str__(self) -> str:
        return f"{self.name} ({self.unit.code})"


class TaskStep(Record):
    """One step of a task: how it stands after it, on which day, and why. The latest one up to a day is the task of that day."""

    named_through: ClassVar[tuple[str, ...]] = ("task__unit",)

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps", verbose_name=_("task"))
    number = models.PositiveIntegerField(_("step"))
    on = models.DateField(_("on"), db_index=True)
    verb = models.CharField(_("what was done"), max_length=20, choices=StepVerb)
    state = models.CharField(_("state"), max_length=10, choices=TaskState)
    due_on = models.DateField(_("due on"))
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="task_steps", verbose_name=_("person answering")
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("task", "number"), name="task_step_once"),)
        ordering = ("task_id", "number")
        verbose_name = _("step of a task")
        verbose_name_plural = _("steps of tasks")

    def __str__(self) -> str:
        return f"{self.task}: {self.number}"


class Evidence(Record):
    """What shows that a task was done; accepted by a second person."""

    named_through: ClassVar[tuple[str, ...]] = ("task__unit",)

    task = models.ForeignKey(Task, models.PROTECT, related_name="evidence", verbose_name=_("task"))
    text = models.CharField(_("what shows it"), max_length=500)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("document")
    )
    given_on = models.DateField(_("given on"))
    given_by = models.ForeignKey(User, models.PROTECT, related_name="evidence_given", verbose_name=_("given by"))
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="evidence_accepted", verbose_name=_("accepted by")
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(accepted_by__isnull=True) | ~models.Q(accepted_by=models.F("given_by")),
                name="evidence_accepted_by_another",
            ),
        )
        ordering = ("task_id", "given_on", "id")
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence (all)")

    def __str__(self) -> str:
        return self.text
