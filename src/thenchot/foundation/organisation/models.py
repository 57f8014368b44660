"""Units, their other names, the dated links that make the tree, and the derived spans that answer "who is under whom, when"."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.ledger.records import Derived, Record


class UnitKind(models.TextChoices):
    """What a unit is; the kind decides nothing by itself, it groups and filters."""

    HEADQUARTERS = "headquarters", _("headquarters")
    COMMAND = "command", _("command")
    FORMATION = "formation", _("formation")
    UNIT = "unit", _("unit")
    SUBUNIT = "subunit", _("sub-unit")
    DEPOT = "depot", _("depot")
    WORKS = "works", _("repair works")
    AGENCY = "agency", _("agency")
    REGION = "region", _("region")
    OTHER = "other", _("other")


class Unit(Record):
    """An organisation's unit. Its place in the tree is in its links, which are dated."""

    search_columns: ClassVar[tuple[str, ...]] = ("code", "name")
    named_by: ClassVar[str] = "name"

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind, default=UnitKind.UNIT)
    node = models.CharField(
        _("node"), max_length=32, blank=True, help_text=_("The site that writes this unit's records")
    )
    search_key = models.CharField(max_length=400, editable=False, db_index=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("unit (organisation)")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name


class UnitAlias(Record):
    """Another name or code by which people and files know a unit."""

    search_columns: ClassVar[tuple[str, ...]] = ("text",)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="aliases", verbose_name=_("unit (organisation)"))
    text = models.CharField(_("alias"), max_length=200)
    search_key = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "text"), name="alias_once_per_unit"),)
        ordering = ("text",)
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")

    def __str__(self) -> str:
        return self.text


class UnitLink(Record):
    """A unit stands under its parent (or is a root) from a day until a day, that day not included."""

    named_through: ClassVar[tuple[str, ...]] = ("unit", "parent")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="links", verbose_name=_("unit (organisation)"))
    parent = models.ForeignKey(
        Unit, models.PROTECT, related_name="child_links", null=True, blank=True, verbose_name=_("parent unit")
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "from_on"), name="one_link_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="link_ends_after_it_starts",
            ),
        )
        ordering = ("unit_id", "from_on")
        verbose_name = _("place in the tree")
        verbose_name_plural = _("places in the tree")

    def __str__(self) -> str:
        return f"{self.unit} < {self.parent or '·'}"


class UnitSpan(Derived):
    """`unit` stands `depth` steps below `ancestor` from a day until a day; depth 0 is the unit itself."""

    ancestor = models.ForeignKey(Unit, models.DO_NOTHING, related_name="spans_below")
    unit = models.ForeignKey(Unit, models.DO_NOTHING, related_name="spans_above")
    depth = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("ancestor", "unit")), models.Index(fields=("unit", "ancestor")))
        verbose_name = _("span")

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.unit_id}"
