"""Values kept between readings, and the closings that freeze what the figures of a period were."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.kernel import periods
from thenchot.foundation.ledger.fields import QuantityField
from thenchot.foundation.ledger.records import Housekeeping, Record
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.regulations.models import PeriodLength, ReportingCalendar


class Run(Housekeeping):
    """An indicator computed for a day over the whole tree, at the ledger head (epoch, seq); fresh until its tables change."""

    indicator = models.CharField(max_length=80)
    on = models.DateField()
    definition = models.CharField(max_length=32)
    epoch = models.PositiveIntegerField()
    seq = models.PositiveBigIntegerField()
    computed_at = models.DateTimeField(db_index=True)
    took = models.PositiveIntegerField(help_text="milliseconds")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("indicator", "on"), name="one_run_per_indicator_and_day"),)

    def __str__(self) -> str:
        return f"{self.indicator} {self.on}"


class Value(Housekeeping):
    """The sums at one unit. Each run has a row for unit 0: the records of units that have no place in the tree that day."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="values")
    unit = models.UUIDField()
    slice = models.CharField(max_length=80)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    missing = models.BigIntegerField()
    records = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("run", "unit")),)

    def __str__(self) -> str:
        return f"{self.unit} {self.numerator}/{self.denominator}"


class Closing(Record):
    """A unit closed a period: its figures of the last day, and those of the units directly below, are frozen at a ledger head.

    `closed_by` and `approved_by` are names as they were then; the approver is never the one who closed. A withdrawn closing
    stays to be read and counts for nothing. `cut_by` is the calendar that was in force; closings older than calendars have none.
    """

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="closings", verbose_name=_("unit (organisation)"))
    length = models.CharField(_("period"), max_length=8, choices=PeriodLength)
    calendar = models.CharField(_("calendar's code"), max_length=40)
    cut_by = models.ForeignKey(
        ReportingCalendar,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="closings",
        verbose_name=_("reporting calendar"),
    )
    year = models.PositiveSmallIntegerField(_("year of the period"))
    number = models.PositiveSmallIntegerField(_("number in the year"))
    on = models.DateField(_("figures of"))
    node = models.CharField(_("ledger node"), max_length=32)
    epoch = models.PositiveIntegerField(_("ledger epoch"))
    seq = models.PositiveBigIntegerField(_("ledger number"))
    closed_by = models.CharField(_("closed by"), max_length=200)
    closed_by_key = models.UUIDField(null=True, editable=False)
    approved_by = models.CharField(_("approved by"), max_length=200, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_as = models.CharField(_("authority of the approval"), max_length=200, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "length", "calendar", "year", "number"),
                condition=models.Q(withdrawn_on__isnull=True),
                name="a_period_is_closed_once",
            ),
        )
        ordering = ("-on", "unit_id", "id")
        verbose_name = _("closing of a period")
        verbose_name_plural = _("closings of periods")

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"

    @property
    def period(self) -> str:
        """What the period is called."""
        return periods.named(self.year, self.number, self.length)

    @property
    def head(self) -> str:
        """The ledger head the figures are of."""
        return f"{self.node}/{self.epoch}/{self.seq}" if self.seq else "-"


class ClosedFigure(Record):
    """A figure as it was when the period was closed, in scaled integers, with the target it was held against."""

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="figures", verbose_name=_("closing of a period"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="closed_figures", verbose_name=_("unit (organisation)"))
    indicator = models.CharField(_("indicator"), max_length=80)
    slice = models.CharField(_("slice"), max_length=80, blank=True)
    numerator = models.BigIntegerField(_("numerator"))
    denominator = models.BigIntegerField(_("denominator"))
    missing = models.BigIntegerField(_("not reported"))
    records = models.BigIntegerField(_("records"))
    comparator = models.CharField(_("comparator"), max_length=2, blank=True)
    target = QuantityField(_("target (%)"), places=6, null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("closing", "unit", "indicator", "slice"), name="closed_figure_once"),
        )
        indexes = (models.Index(fields=("unit", "indicator")),)
        ordering = ("closing_id", "unit_id", "indicator", "slice")
        verbose_name = _("closed figure")
        verbose_name_plural = _("closed figures")

    def __str__(self) -> str:
        return f"{self.indicator} {self.slice} {self.unit}".replace("  ", " ")
