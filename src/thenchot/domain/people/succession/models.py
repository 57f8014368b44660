"""Dated limits of succession planning, and who is planned for which post of a unit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.persons.models import Person, Post
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class SuccessionRule(Record):
    """The limits in force from a day until a day. Age bands are `band_years` wide and end at `oldest_age`."""

    most_per_post = models.PositiveSmallIntegerField(_("most persons for a post"), default=3)
    most_per_person = models.PositiveSmallIntegerField(_("most posts for a person"), default=3)
    band_years = models.PositiveSmallIntegerField(_("years of an age band"), default=5)
    bands = models.PositiveSmallIntegerField(_("age bands"), default=3)
    young_below = models.PositiveSmallIntegerField(_("young is below (years)"), default=42)
    young_percent = models.PositiveSmallIntegerField(_("least share of young (%)"), default=15)
    women_percent = models.PositiveSmallIntegerField(_("least share of women (%)"), default=25)
    valid_from = models.DateField(_("valid from"), unique=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        ordering = ("valid_from",)
        verbose_name = _("rule of succession planning")
        verbose_name_plural = _("rules of succession planning")

    def __str__(self) -> str:
        return f"{self.valid_from}"


class SuccessionPlan(Record):
    """A person is planned for a post of a unit from a day until a day."""

    named_through: ClassVar[tuple[str, ...]] = ("person", "post")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="succession", verbose_name=_("unit (organisation)"))
    post = models.ForeignKey(Post, models.PROTECT, related_name="succession", verbose_name=_("post"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="succession", verbose_name=_("person"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "post", "person", "from_on"), name="planned_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="succession_ends_after_it_starts",
            ),
        )
        ordering = ("unit_id", "post_id", "from_on", "id")
        verbose_name = _("succession planning")
        verbose_name_plural = _("succession planning")

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"
