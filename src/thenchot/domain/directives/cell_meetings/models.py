"""The dated rule of regular meetings, which meeting was a regular one of which body, and the shortcomings it named."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.cascade.models import Task
from thenchot.domain.directives.meetings.models import Meeting
from thenchot.domain.people.models import Body, BodyKind
from thenchot.foundation.ledger.records import Record


class MeetingRule(Record):
    """How often bodies of a kind meet, how long, and how early papers are out, from a day until a day."""

    kind = models.CharField(_("kind of body"), max_length=24, choices=BodyKind)
    a_month = models.PositiveSmallIntegerField(_("meetings a month"), default=1)
    least_minutes = models.PositiveSmallIntegerField(_("least minutes"), default=90)
    least_minutes_with_topic = models.PositiveSmallIntegerField(_("least minutes with a topic"), default=120)
    papers_days = models.PositiveSmallIntegerField(_("papers out days before"), default=1)
    topics_a_quarter = models.PositiveSmallIntegerField(_("topics a quarter"), default=1)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "valid_from"), name="one_meeting_rule_a_day"),
            models.CheckConstraint(condition=models.Q(a_month__gt=0), name="meeting_rule_asks_for_one"),
        )
        ordering = ("kind", "valid_from")
        verbose_name = _("rule of regular meetings")
        verbose_name_plural = _("rules of regular meetings")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.valid_from}"


class CellMeeting(Record):
    """A meeting was a regular one of a body. `papers_due_on` is by the rule in force that day."""

    named_through: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="regular", verbose_name=_("meeting"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    topic = models.CharField(_("topic"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(_("lasted (minutes)"), null=True, blank=True)
    papers_sent_on = models.DateField(_("papers sent on"), null=True, blank=True)
    papers_due_on = models.DateField(_("papers due on"), null=True, blank=True)

    class Meta:
        ordering = ("-meeting__held_on", "id")
        verbose_name = _("cell meeting")
        verbose_name_plural = _("cell meetings")

    def __str__(self) -> str:
        return str(self.meeting)


class Shortcoming(Record):
    """A shortcoming of its own work that a body named at a meeting, and the task that puts it right."""

    named_through: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="shortcomings", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("what fell short"), max_length=500)
    remedy = models.OneToOneField(Task, models.PROTECT, related_name="shortcoming", verbose_name=_("remedy"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "position"), name="shortcomings_in_order"),)
        ordering = ("meeting_id", "position")
        verbose_name = _("shortcoming")
        verbose_name_plural = _("shortcomings")

    def __str__(self) -> str:
        return self.text
