"""Store buildings, bays, what lies in them day by day, and the dated rules of keeping things together and apart."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.depots.depot.models import Depot
from thenchot.domain.materiel.models import Equipment
from thenchot.foundation.ledger.fields import QuantityField
from thenchot.foundation.ledger.records import Record


class Bund(models.TextChoices):
    """Whether an earth bank stands around a building."""

    NONE = "none", _("without a bund")
    BUNDED = "bunded", _("bunded")


class StoreBuilding(Record):
    """A store building of a depot. `explosive_limit` is the greatest charge it may hold, in kg of TNT equivalent."""

    named_through: ClassVar[tuple[str, ...]] = ("depot",)

    depot = models.ForeignKey(Depot, models.PROTECT, related_name="buildings", verbose_name=_("depot"))
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    is_closed = models.BooleanField(_("closed store"), default=True)
    bund = models.CharField(_("bund"), max_length=6, choices=Bund, default=Bund.NONE)
    explosive_limit = QuantityField(_("greatest charge (kg TNT equivalent)"), null=True, blank=True)
    climate_class = models.CharField(_("climate class"), max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("depot", "code"), name="building_once_per_depot"),)
        ordering = ("depot_id", "code")
        verbose_name = _("store building")
        verbose_name_plural = _("store buildings")

    def __str__(self) -> str:
        return f"{self.depot.code}/{self.code} {self.name}"


class Bay(Record):
    """A part of a building that bears so much. `load_limit` in kg; none written down means that none is checked."""

    named_through: ClassVar[tuple[str, ...]] = ("building__depot",)

    building = models.ForeignKey(StoreBuilding, models.PROTECT, related_name="bays", verbose_name=_("store building"))
    code = models.CharField(_("code"), max_length=40)
    load_limit = QuantityField(_("load limit (kg)"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("building", "code"), name="bay_once_per_building"),)
        ordering = ("building_id", "code")
        verbose_name = _("bay")
        verbose_name_plural = _("bays")

    def __str__(self) -> str:
        return f"{self.building.depot.code}/{self.building.code}/{self.code}"


class Placement(Record):
    """An item (or a lot) lies in a bay from a day until a day, that day not included."""

    named_through: ClassVar[tuple[str, ...]] = ("equipment__type", "bay__building__depot")

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="placements", verbose_name=_("equipment"))
    bay = models.ForeignKey(Bay, models.PROTECT, related_name="placements", verbose_name=_("bay"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("equipment", "from_on"), name="one_placement_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="placement_ends_after_it_starts",
            ),
        )
        ordering = ("equipment_id", "from_on")
        verbose_name = _("place in a store")
        verbose_name_plural = _("places in stores")

    def __str__(self) -> str:
        return f"{self.equipment} {self.bay}"


class Compatibility(Record):
    """Two compatibility groups may lie in one building, from a day until a day. A group always goes with itself."""

    first = models.CharField(_("compatibility group"), max_length=20)
    second = models.CharField(_("with"), max_length=20)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second", "valid_from"), name="compatibility_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="compatibility_in_order"),
        )
        ordering = ("first", "second", "valid_from")
        verbose_name = _("compatibility of groups")
        verbose_name_plural = _("compatibility of groups")

    def __str__(self) -> str:
        return f"{self.first} + {self.second}"


class DistanceTable(Record):
    """A published table of distances between stores by charge, from a day until a day: kept as printed, not as a formula."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code", "valid_from"), name="distance_table_once"),)
        ordering = ("code", "valid_from")
        verbose_name = _("distance table")
        verbose_name_plural = _("distance tables")

    def __str__(self) -> str:
        return self.name


class DistanceRow(Record):
    """A line of the table: up to this charge (kg TNT equivalent), so many metres. A cell the source does not print is empty."""

    named_through: ClassVar[tuple[str, ...]] = ("table",)

    table = models.ForeignKey(DistanceTable, models.PROTECT, related_name="rows", verbose_name=_("distance table"))
    charge = QuantityField(_("charge up to (kg TNT equivalent)"))
    both_bunded = QuantityField(_("both bunded (m)"), null=True, blank=True)
    one_bunded = QuantityField(_("one bunded (m)"), null=True, blank=True)
    none_bunded = QuantityField(_("none bunded (m)"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("table", "charge"), name="distance_row_once"),)
        ordering = ("table_id", "charge")
        verbose_name = _("line of a distance table")
        verbose_name_plural = _("lines of distance tables")

    def __str__(self) -> str:
        return f"{self.table} {self.charge}"


class Spacing(Record):
    """The measured distance between two buildings, in metres; the latest measurement counts."""

    named_through: ClassVar[tuple[str, ...]] = ("first__depot", "second__depot")

    first = models.ForeignKey(StoreBuilding, models.PROTECT, related_name="spacings", verbose_name=_("store building"))
    second = models.ForeignKey(
        StoreBuilding, models.PROTECT, related_name="spacings_to", verbose_name=_("other building")
    )
    metres = QuantityField(_("distance (m)"))
    measured_on = models.DateField(_("measured on"))
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second", "measured_on"), name="spacing_once_a_day"),
            models.CheckConstraint(condition=models.Q(metres__gt=0), name="spacing_above_zero"),
        )
        ordering = ("first_id", "second_id", "measured_on")
        verbose_name = _("distance between buildings")
        verbose_name_plural = _("distances between buildings")

    def __str__(self) -> str:
        return f"{self.first} - {self.second}: {self.metres}"
