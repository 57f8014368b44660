"""How many of a type a unit is authorised, from a day until a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.catalogue.models import Type
from thenchot.foundation.ledger.fields import QuantityField
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class Establishment(Record):
    """A unit is authorised a quantity of a type. The unit itself, without those below it, which have lines of their own."""

    named_through: ClassVar[tuple[str, ...]] = ("unit", "type")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="establishment", verbose_name=_("unit (organisation)"))
    type = models.ForeignKey(Type, models.PROTECT, related_name="establishment", verbose_name=_("equipment type"))
    quantity = QuantityField(_("authorised quantity"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "type", "from_on"), name="one_establishment_a_day"),
            models.CheckConstraint(condition=models.Q(quantity__gte=0), name="establishment_not_below_zero"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="establishment_ends_after_it_starts",
            ),
        )
        ordering = ("unit_id", "type_id", "from_on")
        verbose_name = _("line of the establishment")
        verbose_name_plural = _("establishment")

    def __str__(self) -> str:
        return f"{self.unit}: {self.type} {self.quantity}"
