"""Reporting calendars and approval matrices, each in force from a day until a day by a source."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from thenchot.foundation.access.models import Role
from thenchot.foundation.ledger.fields import MoneyField
from thenchot.foundation.ledger.records import Record

# A day that every month has.
LAST_COMMON_DAY = 28


def _ends_after_it_starts(name: str) -> models.CheckConstraint:
    ends = models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from"))
    return models.CheckConstraint(condition=ends, name=name)


class PeriodLength(models.TextChoices):
    """How long a reporting period is."""

    MONTH = "month", pgettext_lazy("period", "month")
    QUARTER = "quarter", pgettext_lazy("period", "quarter")
    HALF = "half", pgettext_lazy("period", "half-year")
    YEAR = "year", pgettext_lazy("period", "year")


class ReportingCalendar(Record):
    """How reporting periods are cut. Calendars of one code follow one another; `valid_until` is the first day without it."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "valid_from"), name="reporting_calendar_once"),
            _ends_after_it_starts("reporting_calendar_ends_after_it_starts"),
        )
        ordering = ("code", "valid_from")
        verbose_name = _("reporting calendar")
        verbose_name_plural = _("reporting calendars")

    def __str__(self) -> str:
        return self.name


class CalendarCut(Record):
    """Where periods of one length begin: on which day, so many months before the first month they are named after."""

    named_through: ClassVar[tuple[str, ...]] = ("calendar",)

    calendar = models.ForeignKey(
        ReportingCalendar, models.PROTECT, related_name="cuts", verbose_name=_("reporting calendar")
    )
    length = models.CharField(_("period"), max_length=8, choices=PeriodLength)
    first_day = models.PositiveSmallIntegerField(
        _("begins on day"), validators=[MinValueValidator(1), MaxValueValidator(LAST_COMMON_DAY)]
    )
    months_before = models.PositiveSmallIntegerField(
        _("months before its first month"), default=0, validators=[MaxValueValidator(11)]
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("calendar", "length"), name="calendar_cut_once"),
            models.CheckConstraint(
                condition=models.Q(first_day__gte=1, first_day__lte=LAST_COMMON_DAY, months_before__lte=11),
                name="calendar_cut_is_a_day_of_every_month",
            ),
        )
        ordering = ("calendar_id", "id")
        verbose_name = _("cut of a reporting calendar")
        verbose_name_plural = _("cuts of reporting calendars")

    def __str__(self) -> str:
        return f"{self.calendar}: {self.get_length_display()}"


class ApprovalMatrix(Record):
    """Who approves one kind of thing. Matrices of one code follow one another in time."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "valid_from"), name="approval_matrix_once"),
            _ends_after_it_starts("approval_matrix_ends_after_it_starts"),
        )
        ordering = ("code", "valid_from")
        verbose_name = _("approval matrix")
        verbose_name_plural = _("approval matrices")

    def __str__(self) -> str:
        return self.name


class ApprovalClause(Record):
    """One line of a matrix: who approves things of a class, of a unit at a level, of less than a value; empty means any.

    Whoever approves holds the role (any role with the permission, where none is named) at the unit itself, or at the unit so many
    steps above it; where the tree is not that tall, at its top.
    """

    named_through: ClassVar[tuple[str, ...]] = ("matrix",)

    matrix = models.ForeignKey(
        ApprovalMatrix, models.PROTECT, related_name="clauses", verbose_name=_("approval matrix")
    )
    kind = models.CharField(_("class"), max_length=40, blank=True)
    level = models.CharField(_("level of the unit"), max_length=40, blank=True)
    value_below = MoneyField(_("value below"), null=True, blank=True)
    authority = models.CharField(_("who approves"), max_length=200)
    role = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="approvals", verbose_name=_("role needed")
    )
    steps_above = models.PositiveSmallIntegerField(_("steps above the unit"), default=0)

    class Meta:
        ordering = ("matrix_id", "kind", "level", "id")
        verbose_name = _("clause of an approval matrix")
        verbose_name_plural = _("clauses of approval matrices")

    def __str__(self) -> str:
        return self.authority
