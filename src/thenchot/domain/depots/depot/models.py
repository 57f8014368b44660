"""Depots: which unit runs each, and on which tier it serves, now and on past days."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class Tier(models.TextChoices):
    """The level of support a depot serves."""

    STRATEGIC = "strategic", _("strategic")
    CAMPAIGN = "campaign", _("campaign-level")
    TACTICAL = "tactical", _("tactical")


class Depot(Record):
    """A depot. `unit` and `tier` are those of its latest service; `closed_on` is the first day it is no longer open."""

    search_columns: ClassVar[tuple[str, ...]] = ("code", "name")
    named_by: ClassVar[str] = "name"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="depots", verbose_name=_("unit (organisation)"))
    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    search_key = models.CharField(max_length=400, editable=False, db_index=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gt=models.F("opened_on")),
                name="depot_closes_after_it_opens",
            ),
        )
        ordering = ("code",)
        verbose_name = _("depot")
        verbose_name_plural = _("depots")

    def __str__(self) -> str:
        return self.name


class DepotService(Record):
    """A unit runs the depot on a tier from a day until a day, that day not included."""

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    depot = models.ForeignKey(Depot, models.PROTECT, related_name="services", verbose_name=_("depot"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="depot_services", verbose_name=_("unit (organisation)"))
    tier = models.CharField(_("tier"), max_length=10, choices=Tier)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("depot", "from_on"), name="one_depot_service_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="depot_service_ends_after_it_starts",
            ),
        )
        ordering = ("depot_id", "from_on")
        verbose_name = _("depot's unit and tier")
        verbose_name_plural = _("depots' units and tiers")

    def __str__(self) -> str:
        return f"{self.unit} {self.get_tier_display()} {self.from_on}"
