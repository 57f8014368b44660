"""Decisions of discipline, and the dated terms after which a form no longer counts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.bodies.models import Body
from thenchot.domain.people.persons.models import Person
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class DisciplineForm(models.TextChoices):
    """The forms, lightest first; dissolution is for bodies alone."""

    REPRIMAND = "reprimand", _("reprimand")
    WARNING = "warning", _("warning (discipline)")
    REMOVAL = "removal", _("removal from post")
    EXPULSION = "expulsion", _("expulsion")
    DISSOLUTION = "dissolution", _("dissolution")


class DisciplineTerm(Record):
    """For how many months a form counts after its decision, by a rule in force from a day until a day; empty is for good."""

    form = models.CharField(_("form of discipline"), max_length=16, choices=DisciplineForm)
    months = models.PositiveSmallIntegerField(_("limitation (months)"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("form", "valid_from"), name="discipline_term_once"),)
        ordering = ("form", "valid_from")
        verbose_name = _("limitation of discipline")
        verbose_name_plural = _("limitations of discipline")

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.valid_from}"


class Discipline(Record):
    """A member or body was disciplined by a decision. `limitation_until` is the first day it no longer counts, empty for never.

    `unit` is where the subject stood on the day of the decision. A decision found wrong is annulled, not erased.
    """

    named_through: ClassVar[tuple[str, ...]] = ("person", "body")

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="discipline", verbose_name=_("person")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="discipline", verbose_name=_("body")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="discipline", verbose_name=_("unit (organisation)"))
    form = models.CharField(_("form of discipline"), max_length=16, choices=DisciplineForm)
    decided_on = models.DateField(_("decided on"))
    from_on = models.DateField(_("in effect from"))
    until_on = models.DateField(_("in effect until"), null=True, blank=True)
    limitation_until = models.DateField(_("counts until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    annulled_on = models.DateField(_("annulled on"), null=True, blank=True)
    annulled_by = models.CharField(_("annulled by document"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, body__isnull=False)
                | models.Q(person__isnull=False, body__isnull=True),
                name="discipline_of_one_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="discipline_ends_after_it_starts",
            ),
        )
        ordering = ("-decided_on", "id")
        verbose_name = _("discipline")
        verbose_name_plural = _("discipline")

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.person or self.body}"
