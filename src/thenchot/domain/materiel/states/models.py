"""States of items as dated intervals, and the dated formulas that say how a state counts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.equipment.models import Equipment, State
from thenchot.foundation.ledger.records import Record


class StateInterval(Record):
    """An item is in a state from a day until a day, that day not included."""

    named_through: ClassVar[tuple[str, ...]] = ("equipment__type",)

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="states", verbose_name=_("equipment"))
    state = models.CharField(_("state"), max_length=22, choices=State)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("equipment", "from_on"), name="one_state_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="state_ends_after_it_starts",
            ),
        )
        ordering = ("equipment_id", "from_on")
        verbose_name = _("state of an item")
        verbose_name_plural = _("states of items")

    def __str__(self) -> str:
        return f"{self.equipment}: {self.get_state_display()} {self.from_on}"


class Treatment(models.TextChoices):
    """How a formula counts an item that is in a state."""

    BY_GRADE = "by_grade", _("counted, good by its grade")
    DOWN_MAINTENANCE = "down_maintenance", _("counted, not good: maintenance")
    DOWN_SUPPLY = "down_supply", _("counted, not good: supply")
    DOWN_OTHER = "down_other", _("counted, not good: other")
    LEFT_OUT = "left_out", _("left out")


class CoefficientFormula(Record):
    """How a coefficient counts items, from a day until a day. Formulas of one code follow one another in time."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "valid_from"), name="formula_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from")),
                name="formula_ends_after_it_starts",
            ),
        )
        ordering = ("code", "valid_from")
        verbose_name = _("coefficient formula")
        verbose_name_plural = _("coefficient formulas")

    def __str__(self) -> str:
        return self.name


class FormulaTerm(Record):
    """How the formula treats one state; a state it does not name counts by grade."""

    formula = models.ForeignKey(
        CoefficientFormula, models.PROTECT, related_name="terms", verbose_name=_("coefficient formula")
    )
    state = models.CharField(_("state"), max_length=22, choices=State)
    treatment = models.CharField(_("treatment"), max_length=16, choices=Treatment)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("formula", "state"), name="term_once_per_formula"),)
        ordering = ("formula_id", "state")
        verbose_name = _("term of a formula")
        verbose_name_plural = _("terms of formulas")

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.get_treatment_display()}"
