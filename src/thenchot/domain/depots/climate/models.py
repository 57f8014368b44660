"""Climate readings, and the dated limits they are held against."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.depots.buildings.models import StoreBuilding
from thenchot.foundation.ledger.fields import QuantityField
from thenchot.foundation.ledger.records import Record


class ClimateLimit(Record):
    """Between what a store of a climate class is kept, from a day until a day. An empty limit is none."""

    code = models.CharField(_("climate class"), max_length=40)
    temperature_min = QuantityField(_("least temperature (°C)"), places=2, null=True, blank=True)
    temperature_max = QuantityField(_("greatest temperature (°C)"), places=2, null=True, blank=True)
    humidity_min = QuantityField(_("least humidity (%)"), places=2, null=True, blank=True)
    humidity_max = QuantityField(_("greatest humidity (%)"), places=2, null=True, blank=True)
    longest_gap_hours = models.PositiveSmallIntegerField(_("longest time between readings (hours)"), default=24)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code", "valid_from"), name="climate_limit_once"),)
        ordering = ("code", "valid_from")
        verbose_name = _("climate limit")
        verbose_name_plural = _("climate limits")

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from}"


class ClimateReading(Record):
    """What was measured in a building at an instant. `source` is the logger's name, or empty for a reading by hand."""

    named_through: ClassVar[tuple[str, ...]] = ("building__depot",)

    building = models.ForeignKey(
        StoreBuilding, models.PROTECT, related_name="readings", verbose_name=_("store building")
    )
    at = models.DateTimeField(_("at"))
    temperature = QuantityField(_("temperature (°C)"), places=2, null=True, blank=True)
    humidity = QuantityField(_("humidity (%)"), places=2, null=True, blank=True)
    source = models.CharField(_("logger"), max_length=100, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("building", "at"), name="one_reading_an_instant"),
            models.CheckConstraint(
                condition=models.Q(temperature__isnull=False) | models.Q(humidity__isnull=False),
                name="reading_says_something",
            ),
        )
        ordering = ("building_id", "at")
        verbose_name = _("climate reading")
        verbose_name_plural = _("climate log")

    def __str__(self) -> str:
        return f"{self.building} {self.at}"
