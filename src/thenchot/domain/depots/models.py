"""Depots: which unit runs each, and on which tier it serves."""

from __future__ import annotations

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
    """A depot, run by a unit of the tree."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="depots", verbose_name=_("unit (organisation)"))
    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    search_key = models.CharField(max_length=400, editable=False, db_index=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("depot")
        verbose_name_plural = _("depots")

    def __str__(self) -> str:
        return self.name
