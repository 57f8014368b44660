"""Meetings of a unit or body: who was there, what was on the agenda, what was decided and by which votes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.cascade.models import Task
from thenchot.domain.people.models import Person
from thenchot.foundation.access.models import User
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class Meeting(Record):
    """A meeting. `members` have a vote; it may decide when more than half of them are present, or the share it states."""

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="meetings", verbose_name=_("unit (organisation)"))
    name = models.CharField(_("meeting"), max_length=300)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    chair = models.CharField(_("chaired by"), max_length=150, blank=True)
    secretary = models.CharField(_("minutes taken by"), max_length=150, blank=True)
    members = models.PositiveIntegerField(_("members with a vote"))
    quorum_percent = models.PositiveSmallIntegerField(_("quorum: more than (%)"), default=50)
    minutes = models.TextField(_("what was said"), blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(quorum_percent__lt=100), name="quorum_can_be_reached"),
            models.CheckConstraint(condition=models.Q(members__gt=0), name="meeting_has_members"),
        )
        ordering = ("-held_on", "id")
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return f"{self.name} {self.held_on:%d/%m/%Y}"


class AgendaItem(Record):
    """A point of the agenda."""

    named_through: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("point"), max_length=500)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "position"), name="agenda_in_order"),)
        ordering = ("meeting_id", "position")
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("points of the agenda")

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class Attendance(Record):
    """One member at a meeting, or away with the reason. `name` is as written down that day; `person` where they are known."""

    named_through: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance", verbose_name=_("meeting"))
    name = models.CharField(_("member"), max_length=150)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="attended_meetings", verbose_name=_("person")
    )
    is_present = models.BooleanField(_("present"), default=True)
    reason = models.CharField(_("why away"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "name"), name="attendance_once"),
            models.UniqueConstraint(fields=("meeting", "person"), name="attendance_of_a_person_once"),
        )
        ordering = ("meeting_id", "name")
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance (all)")

    def __str__(self) -> str:
        return self.name


class MeetingDecision(Record):
    """What the body decided together, by which votes; one person answers for it."""

    named_through: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("decided"), max_length=500)
    votes_for = models.PositiveIntegerField(_("for"))
    votes_against = models.PositiveIntegerField(_("against"), default=0)
    abstained = models.PositiveIntegerField(_("abstained"), default=0)
    person = models.ForeignKey(
        User, models.PROTECT, related_name="meeting_decisions", verbose_name=_("person answering")
    )
    due_on = models.DateField(_("due on"))
    is_carried = models.BooleanField(_("carried"))
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("task")
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "position"), name="decisions_in_order"),)
        ordering = ("meeting_id", "position")
        verbose_name = _("decision of a meeting")
        verbose_name_plural = _("decisions of meetings")

    def __str__(self) -> str:
        return self.text
