"""What a fix of a kind usually takes, the plans that were adopted with their lines, and answers kept between readings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.models import Task
from thenchot.foundation.ledger.fields import MoneyField, QuantityField
from thenchot.foundation.ledger.records import Housekeeping, Record
from thenchot.foundation.organisation.models import Unit


class Estimate(Record):
    """What clearing an obstacle of this cause usually takes, where no record tells it for the single obstacle.

    `resource` narrows it to obstacles that need this bench or team; blank holds for all. Dated like every rule of the house.
    """

    indicator = models.CharField(_("name of the indicator"), max_length=80)
    cause = models.CharField(_("cause (code)"), max_length=80)
    resource = models.CharField(_("bench or team"), max_length=60, blank=True)
    cost = MoneyField(_("estimated cost"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("estimated days"), default=0)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "cause", "resource", "valid_from"), name="one_estimate_of_a_cause_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from")),
                name="estimate_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(cost__isnull=True) | models.Q(cost__gte=0), name="estimate_not_below_zero"
            ),
        )
        ordering = ("indicator", "cause", "resource", "valid_from")
        verbose_name = _("estimate of a remedy")
        verbose_name_plural = _("estimates of remedies")

    def __str__(self) -> str:
        return " ".join(filter(None, (self.indicator, self.cause, self.resource)))


class Plan(Record):
    """A set of fixes adopted for a unit's figure on a day: what it stood at, what it is to come to, and at what price.

    Whoever prepared it does not approve it. A withdrawn plan stays to be read.
    """

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="key_link_plans", verbose_name=_("unit (organisation)"))
    indicator = models.CharField(_("name of the indicator"), max_length=80)
    slice = models.CharField(_("slice"), max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=300)
    question = models.CharField(_("question asked"), max_length=1000, blank=True, editable=False)
    on = models.DateField(_("facts of"))
    head = models.CharField(_("ledger head"), max_length=80, editable=False)
    total = QuantityField(_("denominator"))
    before = QuantityField(_("numerator before"))
    after = QuantityField(_("numerator planned"))
    target = QuantityField(_("target (%)"), places=6, null=True, blank=True)
    cost = MoneyField(_("planned cost"), null=True, blank=True)
    due_on = models.DateField(_("all done by"))
    is_proved = models.BooleanField(_("proved to be the best"))
    prepared_by = models.CharField(_("prepared by"), max_length=200)
    prepared_by_key = models.UUIDField(null=True, editable=False)
    approved_by = models.CharField(_("approved by"), max_length=200, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering = ("-on", "id")
        indexes = (models.Index(fields=("unit", "indicator")),)
        verbose_name = _("key-link plan")
        verbose_name_plural = _("key-link plans")

    def __str__(self) -> str:
        return self.title


class PlanLine(Record):
    """One fix of a plan as it was planned: `key` is the obstacle's. What becomes of it is written down in its task alone.

    Lines of plans adopted before tasks were made of them have none: those keep `owner`, `due_on`, `struck_on` and `note`
    themselves, and are done when their obstacle is gone from the facts.
    """

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="lines", verbose_name=_("key-link plan"))
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="key_link_line", verbose_name=_("task")
    )
    key = models.CharField(_("obstacle"), max_length=300)
    label = models.CharField(_("fix"), max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="key_link_tasks", verbose_name=_("owner unit"))
    owner = models.CharField(_("person in charge"), max_length=200, blank=True)
    cost = MoneyField(_("estimated cost"), null=True, blank=True)
    days = models.PositiveIntegerField(_("estimated days"), default=0)
    resource = models.CharField(_("bench or team"), max_length=200, blank=True)
    first_due_on = models.DateField(_("first due date"))
    due_on = models.DateField(_("due"))
    struck_on = models.DateField(_("struck on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "key"), name="fix_once_in_a_plan"),)
        ordering = ("due_on", "id")
        verbose_name = _("task of a key-link plan")
        verbose_name_plural = _("tasks of key-link plans")

    def __str__(self) -> str:
        return self.label


class Kept(Housekeeping):
    """An answer as JSON, true at the ledger head (epoch, seq); fresh until one of the tables it was read from is touched."""

    name = models.CharField(max_length=64)
    unit = models.UUIDField()
    on = models.DateField()
    digest = models.CharField(max_length=32)
    epoch = models.PositiveIntegerField()
    seq = models.PositiveBigIntegerField()
    content = models.TextField()
    computed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("name", "unit", "on"), name="one_kept_answer"),)

    def __str__(self) -> str:
        return f"{self.name} {self.unit} {self.on}"
