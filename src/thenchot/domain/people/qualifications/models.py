"""What a person has qualified for, and the training planned for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.levels import Level
from thenchot.domain.people.persons.models import Person
from thenchot.foundation.ledger.fields import MoneyField
from thenchot.foundation.ledger.records import Record


class Qualification(Record):
    """A person reached a level in a field. `valid_until` is the first day it no longer holds; degrees do not end."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="qualifications", verbose_name=_("person"))
    level = models.CharField(_("qualification level"), max_length=16, choices=Level)
    field = models.CharField(_("field of study"), max_length=160)
    awarded_on = models.DateField(_("awarded on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    institution = models.CharField(_("awarded by"), max_length=200, blank=True)
    document = models.CharField(_("diploma or certificate number"), max_length=100, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "level", "field", "awarded_on"), name="qualification_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("awarded_on")),
                name="qualification_holds_for_a_day",
            ),
        )
        ordering = ("person_id", "awarded_on", "id")
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")

    def __str__(self) -> str:
        return f"{self.get_level_display()}, {self.field}"


class Training(Record):
    """A place in training planned for a person in a year, with what it costs and takes; `done_on` is the day it was completed."""

    named_through: ClassVar[tuple[str, ...]] = ("person",)

    person = models.ForeignKey(Person, models.PROTECT, related_name="trainings", verbose_name=_("person"))
    year = models.PositiveSmallIntegerField(_("plan year"))
    level = models.CharField(_("qualification level"), max_length=16, choices=Level)
    field = models.CharField(_("field of study"), max_length=160)
    institution = models.CharField(_("training establishment"), max_length=200, blank=True)
    cost = MoneyField(_("estimated cost"), null=True, blank=True)
    days = models.PositiveIntegerField(_("estimated days"), null=True, blank=True)
    planned_on = models.DateField(_("planned on"))
    done_on = models.DateField(_("completed on"), null=True, blank=True)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "year", "level", "field"), name="training_planned_once"),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) | models.Q(cancelled_on__isnull=True),
                name="training_done_or_cancelled",
            ),
        )
        ordering = ("year", "person_id", "id")
        verbose_name = _("training place")
        verbose_name_plural = _("training plan")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_level_display()}, {self.field} ({self.year})"
