"""Lists of what a complete set holds, the sets, their members by name, and who holds each set."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.catalogue.models import Type, Variant
from thenchot.domain.materiel.equipment.models import Equipment
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class SetList(Record):
    """What a complete set of a model holds, from a day until a day. Lists of one model follow one another in time."""

    named_through: ClassVar[tuple[str, ...]] = ("variant",)

    variant = models.ForeignKey(Variant, models.PROTECT, related_name="set_lists", verbose_name=_("model (variant)"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("variant", "valid_from"), name="set_list_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from")),
                name="set_list_ends_after_it_starts",
            ),
        )
        ordering = ("variant_id", "valid_from")
        verbose_name = _("list of a complete set")
        verbose_name_plural = _("lists of complete sets")

    def __str__(self) -> str:
        return f"{self.variant} {self.valid_from}"


class Criticality(models.TextChoices):
    """What a missing part does to the set."""

    CRITICAL = "critical", _("not usable without it")
    RESTRICTING = "restricting", _("usable with restrictions")
    MINOR = "minor", _("usable, to be completed")


class SetLine(Record):
    """A part the set must hold. `mark` tells lines of one type apart ("left", "right"), so no line is lost in another."""

    named_through: ClassVar[tuple[str, ...]] = ("type",)

    set_list = models.ForeignKey(
        SetList, models.PROTECT, related_name="lines", verbose_name=_("list of a complete set")
    )
    type = models.ForeignKey(Type, models.PROTECT, related_name="set_lines", verbose_name=_("part"))
    mark = models.CharField(_("mark"), max_length=60, blank=True)
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    criticality = models.CharField(_("criticality"), max_length=11, choices=Criticality, default=Criticality.CRITICAL)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("set_list", "type", "mark"), name="set_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="set_line_quantity_above_zero"),
        )
        ordering = ("set_list_id", "position", "id")
        verbose_name = _("line of a complete set")
        verbose_name_plural = _("lines of complete sets")

    def __str__(self) -> str:
        return f"{self.type} {self.mark}".strip()


class CompleteSet(Record):
    """A set of a model, under its own number. `unit` is the present holder, that of its latest custody."""

    search_columns: ClassVar[tuple[str, ...]] = ("code", "name")

    code = models.CharField(_("set number"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    variant = models.ForeignKey(
        Variant, models.PROTECT, related_name="complete_sets", verbose_name=_("model (variant)")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="complete_sets", verbose_name=_("holding unit"))
    assembled_on = models.DateField(_("assembled on"))
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    search_key = models.CharField(max_length=320, editable=False, db_index=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("complete set")
        verbose_name_plural = _("complete sets")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class SetMember(Record):
    """An item belongs to a set, on the line of its type and this mark, from a day until a day."""

    named_through: ClassVar[tuple[str, ...]] = ("equipment__type",)

    complete_set = models.ForeignKey(
        CompleteSet, models.PROTECT, related_name="members", verbose_name=_("complete set")
    )
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="set_members", verbose_name=_("equipment"))
    mark = models.CharField(_("mark"), max_length=60, blank=True)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("equipment",), condition=models.Q(until_on__isnull=True), name="item_in_one_set_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")),
                name="set_member_ends_after_it_starts",
            ),
        )
        ordering = ("complete_set_id", "from_on", "id")
        verbose_name = _("member of a set")
        verbose_name_plural = _("members of sets")

    def __str__(self) -> str:
        return f"{self.equipment} {self.mark}".strip()


class SetCustody(Record):
    """A unit holds the set from a day until a day."""

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    complete_set = models.ForeignKey(
        CompleteSet, models.PROTECT, related_name="custody", verbose_name=_("complete set")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="set_custody", verbose_name=_("holding unit"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)
    missing = models.CharField(_("missing at the hand-over"), max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("complete_set", "from_on"), name="one_set_custody_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="set_custody_ends_after_it_starts",
            ),
        )
        ordering = ("complete_set_id", "from_on")
        verbose_name = _("custody of a set")
        verbose_name_plural = _("custody of sets")

    def __str__(self) -> str:
        return f"{self.unit} {self.from_on}"
