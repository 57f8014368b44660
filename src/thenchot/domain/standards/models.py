"""A standard's versions and criteria, and the assessments made by them; an old assessment keeps its old questions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.ledger.fields import MoneyField, QuantityField
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class Standard(Record):
    """A standard by which things of one kind are assessed. `applies_to` is the model's label, such as depots.depot."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    applies_to = models.CharField(_("applies to"), max_length=64)

    class Meta:
        ordering = ("code",)
        verbose_name = _("standard")
        verbose_name_plural = _("standards")

    def __str__(self) -> str:
        return self.name


class StandardVersion(Record):
    """A standard's text in force from a day until a day. `pass_mark` is the least share of weight that passes, in percent."""

    named_through: ClassVar[tuple[str, ...]] = ("standard",)

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="versions", verbose_name=_("standard"))
    number = models.PositiveSmallIntegerField(_("version number"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark (%)"))
    validity_months = models.PositiveSmallIntegerField(_("an assessment holds for (months)"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("standard", "number"), name="standard_version_once"),
            models.CheckConstraint(condition=models.Q(pass_mark__lte=100), name="pass_mark_is_a_percentage"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from")),
                name="standard_version_ends_after_it_starts",
            ),
        )
        ordering = ("standard_id", "number")
        verbose_name = _("version of a standard")
        verbose_name_plural = _("versions of standards")

    def __str__(self) -> str:
        return f"{self.standard} ({self.number})"


class Criterion(Record):
    """One question of a version: must be met, or carries weight. A null validity means as long as the assessment holds.

    `minimum` and `maximum` bind a measured value, in the unit named; `applies_to` says in words what the criterion is about.
    """

    standard_version = models.ForeignKey(
        StandardVersion, models.PROTECT, related_name="criteria", verbose_name=_("version of a standard")
    )
    code = models.CharField(_("code"), max_length=20)
    text = models.CharField(_("criterion"), max_length=400)
    limit = models.CharField(_("limit"), max_length=200, blank=True)
    minimum = QuantityField(_("least value"), null=True, blank=True)
    maximum = QuantityField(_("greatest value"), null=True, blank=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40, blank=True)
    applies_to = models.CharField(_("applies to"), max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    is_must_pass = models.BooleanField(_("must pass"), default=False)
    may_not_apply = models.BooleanField(_("may not apply"), default=False)
    validity_months = models.PositiveSmallIntegerField(_("an answer holds for (months)"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("standard_version", "code"), name="criterion_once"),)
        ordering = ("standard_version_id", "position", "code")
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Assessment(Record):
    """A subject was assessed by a version of a standard on a day. `valid_until` is the first day it no longer holds.

    `corrects` names the assessment whose answers this one puts right; it holds no longer than that one did.
    """

    named_through: ClassVar[tuple[str, ...]] = ("standard_version__standard",)

    standard_version = models.ForeignKey(
        StandardVersion, models.PROTECT, related_name="assessments", verbose_name=_("version of a standard")
    )
    subject_model = models.CharField(max_length=64, editable=False)
    subject = models.UUIDField(_("subject"), db_index=True, editable=False)
    subject_name = models.CharField(_("subject"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assessments", verbose_name=_("unit (organisation)"))
    assessed_on = models.DateField(_("assessed on"))
    valid_until = models.DateField(_("valid until"))
    assessor = models.CharField(_("assessed by"), max_length=200)
    minutes = models.CharField(_("minutes number"), max_length=100, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("subject", "standard_version", "assessed_on"), name="one_assessment_a_day"),
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("assessed_on")), name="assessment_holds_for_a_day"
            ),
        )
        ordering = ("-assessed_on", "id")
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    def __str__(self) -> str:
        return f"{self.standard_version} {self.assessed_on}"


class Result(models.TextChoices):
    """How a criterion was answered."""

    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class Answer(Record):
    """The answer to one criterion. `valid_until` is the first day it no longer holds; the estimates are for a failing one."""

    named_through: ClassVar[tuple[str, ...]] = ("criterion",)

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="answers", verbose_name=_("assessment"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="answers", verbose_name=_("criterion"))
    result = models.CharField(_("result"), max_length=16, choices=Result)
    value = models.CharField(_("measured value"), max_length=100, blank=True)
    measured = QuantityField(_("measured value (number)"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    fix_key = models.CharField(
        _("shared remedy"), max_length=60, blank=True, help_text=_("The same text where one remedy serves several")
    )
    fix_cost = MoneyField(_("estimated cost"), null=True, blank=True)
    fix_days = models.PositiveSmallIntegerField(_("estimated days"), null=True, blank=True)
    fix_resource = models.CharField(_("resource"), max_length=60, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("assessment", "criterion"), name="one_answer_per_criterion"),)
        ordering = ("assessment_id", "criterion_id")
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_result_display()}"
