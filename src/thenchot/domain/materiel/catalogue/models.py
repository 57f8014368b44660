"""The catalogue and the grade schemes: what kinds of equipment there are, by which names, and how each is graded."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.ledger.fields import QuantityField
from thenchot.foundation.ledger.records import Record


class GradeScheme(Record):
    """A dated set of quality grades; which grades count as good is data, since regulations differ by class of equipment.

    `valid_until` is the first day it no longer holds. Schemes of one code follow one another in time.
    """

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "valid_from"), name="grade_scheme_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from")),
                name="grade_scheme_ends_after_it_starts",
            ),
        )
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


class DomainField(Record):
    """The top of the catalogue: a field such as armament, ammunition, vehicles."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ("code",)
        verbose_name = _("catalogue field")
        verbose_name_plural = _("catalogue fields")

    def __str__(self) -> str:
        return self.name


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
    """A group of types: the second level of the catalogue, looked after by a technical branch."""

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="groups", verbose_name=_("technical branch"))
    domain_field = models.ForeignKey(
        DomainField, models.PROTECT, related_name="groups", null=True, blank=True, verbose_name=_("catalogue field")
    )
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
    """A type of equipment: the third level of the catalogue. `grade_scheme` is the code of its class's scheme."""

    search_columns: ClassVar[tuple[str, ...]] = ("code", "name", "stock_number")
    named_by: ClassVar[str] = "name"

    group = models.ForeignKey(Group, models.PROTECT, related_name="types", verbose_name=_("equipment group"))
    grade_scheme = models.CharField(_("grade scheme"), max_length=40, default="GENERAL")
    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    stock_number = models.CharField(_("stock number"), max_length=40, blank=True, db_index=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40, default="cái")
    tracked_by = models.CharField(_("tracked by"), max_length=10, choices=TrackedBy, default=TrackedBy.SERIAL)
    service_life_months = models.PositiveSmallIntegerField(_("service life (months)"), null=True, blank=True)
    storage_life_months = models.PositiveSmallIntegerField(_("storage life (months)"), null=True, blank=True)
    mass = QuantityField(_("mass of one (kg)"), null=True, blank=True)
    explosive_mass = QuantityField(_("explosive in one (kg TNT equivalent)"), null=True, blank=True)
    compatibility_group = models.CharField(_("compatibility group"), max_length=20, blank=True)
    search_key = models.CharField(max_length=320, editable=False, db_index=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("equipment type")
        verbose_name_plural = _("equipment types")

    def __str__(self) -> str:
        return self.name


class Variant(Record):
    """A model of a type: the lowest level of the catalogue, to which complete-set lists belong."""

    type = models.ForeignKey(Type, models.PROTECT, related_name="variants", verbose_name=_("equipment type"))
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("type", "code"), name="variant_once_per_type"),)
        ordering = ("type_id", "code")
        verbose_name = _("model (variant)")
        verbose_name_plural = _("models (variants)")

    def __str__(self) -> str:
        return self.name


class AliasKind(models.TextChoices):
    """What kind of other name it is."""

    NAME = "name", _("name")
    CODE = "code", _("code")
    STOCK_NUMBER = "stock_number", _("stock number")


class TypeAlias(Record):
    """Another name, code or stock number by which people and files know a type."""

    search_columns: ClassVar[tuple[str, ...]] = ("text",)

    type = models.ForeignKey(Type, models.PROTECT, related_name="aliases", verbose_name=_("equipment type"))
    kind = models.CharField(_("kind of name"), max_length=12, choices=AliasKind, default=AliasKind.NAME)
    text = models.CharField(_("alias"), max_length=200)
    search_key = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("type", "kind", "text"), name="type_alias_once"),)
        ordering = ("text",)
        verbose_name = _("other name of a type")
        verbose_name_plural = _("other names of types")

    def __str__(self) -> str:
        return self.text
