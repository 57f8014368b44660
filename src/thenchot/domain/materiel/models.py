"""The catalogue, the equipment in it, and the dated facts about each item: who holds it and how it was graded."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.ledger.fields import MoneyField, QuantityField
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class GradeScheme(Record):
    """A dated set of quality grades; which grades count as good is data, since regulations differ by class of equipment."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code", "valid_from"), name="grade_scheme_once"),)
        ordering = ("code", "valid_from")
        verbose_name = _("grade scheme")
        verbose_name_plural = _("grade schemes")

    def __str__(self) -> str:
        return self.name


class Grade(Record):
    """One quality grade of a scheme."""

    scheme = models.ForeignKey(GradeScheme, models.PROTECT, related_name="grades", verbose_name=_("grade scheme"))
    code = models.PositiveSmallIntegerField(_("grade"))
    label = models.CharField(_("meaning"), max_length=200)
    is_good = models.BooleanField(_("technically good"))
    is_available = models.BooleanField(_("available for use"))
    is_disposal_candidate = models.BooleanField(_("candidate for disposal"), default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("scheme", "code"), name="grade_once_per_scheme"),)
        ordering = ("scheme_id", "code")
        verbose_name = _("quality grade")
        verbose_name_plural = _("quality grades")

    def __str__(self) -> str:
        return f"{self.code}: {self.label}"


class Branch(Record):
    """A technical branch: weapons, vehicles, signals ..."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ("code",)
        verbose_name = _("technical branch")
        verbose_name_plural = _("technical branches")

    def __str__(self) -> str:
        return self.name


class Group(Record):
    """A group of types within a branch."""

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="groups", verbose_name=_("technical branch"))
    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ("code",)
        verbose_name = _("equipment group")
        verbose_name_plural = _("equipment groups")

    def __str__(self) -> str:
        return self.name


class TrackedBy(models.TextChoices):
    """How items of a type are told apart."""

    SERIAL = "serial", _("serial number")
    LOT = "lot", _("lot")
    QUANTITY = "quantity", _("quantity")


class Type(Record):
    """A type of equipment in the catalogue."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="types", verbose_name=_("equipment group"))
    grade_scheme = models.CharField(_("grade scheme"), max_length=40, default="GENERAL")
    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    stock_number = models.CharField(_("stock number"), max_length=40, blank=True, db_index=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40, default="cái")
    tracked_by = models.CharField(_("tracked by"), max_length=10, choices=TrackedBy, default=TrackedBy.SERIAL)
    search_key = models.CharField(max_length=320, editable=False, db_index=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("equipment type")
        verbose_name_plural = _("equipment types")

    def __str__(self) -> str:
        return self.name


class Equipment(Record):
    """An item (or a quantity of like items) in the register. `unit` and `grade` are computed from custody and gradings."""

    outside_ledger: ClassVar[frozenset[str]] = frozenset({"unit_id", "grade", "graded_on"})

    type = models.ForeignKey(Type, models.PROTECT, related_name="equipment", verbose_name=_("equipment type"))
    serial_number = models.CharField(_("serial number"), max_length=80, blank=True)
    serial_key = models.CharField(max_length=80, editable=False, blank=True, db_index=True)
    quantity = QuantityField(_("quantity"), default=1)
    unit_value = MoneyField(_("value per unit"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="VND")
    manufacture_year = models.PositiveSmallIntegerField(_("year of manufacture"), null=True, blank=True)
    manufacture_country = models.CharField(_("country of manufacture"), max_length=80, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    removed_on = models.DateField(_("removed on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    search_key = models.CharField(max_length=400, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, editable=False, related_name="equipment", verbose_name=_("holding unit")
    )
    grade = models.PositiveSmallIntegerField(_("quality grade"), null=True, editable=False)
    graded_on = models.DateField(_("graded on"), null=True, editable=False)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("unit", "id")), models.Index(fields=("type", "id")))
        verbose_name = _("equipment")
        verbose_name_plural = _("equipment (register)")

    def __str__(self) -> str:
        return f"{self.type} {self.serial_number}".strip() if self.serial_number else str(self.type)


class Custody(Record):
    """A unit holds an item from a day until a day."""

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="custody", verbose_name=_("equipment"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="custody", verbose_name=_("holding unit"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("equipment", "from_on"), name="one_custody_a_day"),)
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
