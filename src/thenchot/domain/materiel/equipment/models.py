"""The register's items and the dated facts about each: who holds it, how it was graded."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.catalogue.models import Type, Variant
from thenchot.domain.materiel.fields import SerialKeyField
from thenchot.foundation.ledger.fields import MoneyField, QuantityField
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class State(models.TextChoices):
    """What is being done with an item. An item of which nothing is written is in use."""

    IN_USE = "in_use", _("in use")
    SEALED = "sealed", _("in sealed storage")
    IN_REPAIR = "in_repair", _("in repair")
    AWAITING_PARTS = "awaiting_parts", _("awaiting parts")
    ON_ORDER = "on_order", _("being issued or received")
    IN_TRANSFER = "in_transfer", _("in transfer")
    AWAITING_VERIFICATION = "awaiting_verification", _("awaiting verification testing")
    AWAITING_DISPOSAL = "awaiting_disposal", _("awaiting disposal")
    SUSPENDED = "suspended", _("suspended")


class Equipment(Record):
    """An item (or a quantity of like items) in the register.

    `unit`, `grade`, `graded_on` and `state` are computed: the latest custody, grading and state by date. An item removed from
    the register keeps its last holder; `removed_on` is the first day it is no longer there.
    """

    outside_ledger: ClassVar[frozenset[str]] = frozenset({"unit_id", "grade", "graded_on", "state"})
    search_columns: ClassVar[tuple[str, ...]] = ("serial_number", "serial_key", "lot_number")
    named_through: ClassVar[tuple[str, ...]] = ("type",)

    type = models.ForeignKey(Type, models.PROTECT, related_name="equipment", verbose_name=_("equipment type"))
    variant = models.ForeignKey(
        Variant, models.PROTECT, related_name="equipment", null=True, blank=True, verbose_name=_("model (variant)")
    )
    serial_number = models.CharField(_("serial number"), max_length=80, blank=True)
    serial_key = SerialKeyField(of="serial_number", max_length=80, db_index=True)
    lot_number = models.CharField(_("lot number"), max_length=60, blank=True)
    quantity = QuantityField(_("quantity"), default=1)
    unit_value = MoneyField(_("value per unit"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="VND")
    manufacture_year = models.PositiveSmallIntegerField(_("year of manufacture"), null=True, blank=True)
    manufacture_country = models.CharField(_("country of manufacture"), max_length=80, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    removed_on = models.DateField(_("removed on"), null=True, blank=True)
    removal_document = models.CharField(_("removed by document"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    search_key = models.CharField(max_length=400, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, editable=False, related_name="equipment", verbose_name=_("holding unit")
    )
    grade = models.PositiveSmallIntegerField(_("quality grade"), null=True, editable=False)
    graded_on = models.DateField(_("graded on"), null=True, editable=False)
    state = models.CharField(  # noqa: DJ001  # NULL until a state is written down: computed columns are empty at first
        _("state"), max_length=22, choices=State, null=True, editable=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("type", "serial_key"),
                condition=models.Q(removed_on__isnull=True) & ~models.Q(serial_key=""),
                name="serial_once_in_the_register",
            ),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="equipment_quantity_above_zero"),
        )
        ordering = ("id",)
        indexes = (models.Index(fields=("unit", "id")), models.Index(fields=("type", "id")))
        verbose_name = _("equipment")
        verbose_name_plural = _("equipment (register)")

    def __str__(self) -> str:
        return f"{self.type} {self.serial_number}".strip() if self.serial_number else str(self.type)


class Custody(Record):
    """A unit holds an item from a day until a day, that day not included."""

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="custody", verbose_name=_("equipment"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="custody", verbose_name=_("holding unit"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("equipment", "from_on"), name="one_custody_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="custody_ends_after_it_starts",
            ),
        )
        ordering = ("equipment_id", "from_on")
        verbose_name = _("custody")
        verbose_name_plural = _("custody (who held what)")

    def __str__(self) -> str:
        return f"{self.unit} {self.from_on}"


class Grading(Record):
    """An item was given a quality grade, by a decision with its grounds."""

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="gradings", verbose_name=_("equipment"))
    grade = models.PositiveSmallIntegerField(_("quality grade"))
    graded_on = models.DateField(_("graded on"))
    document = models.CharField(_("by document"), max_length=200, blank=True)
    grounds = models.CharField(_("grounds"), max_length=500, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("equipment", "graded_on"), name="one_grading_a_day"),)
        ordering = ("equipment_id", "graded_on")
        verbose_name = _("quality grading")
        verbose_name_plural = _("quality gradings")

    def __str__(self) -> str:
        return f"{self.grade} ({self.graded_on})"
