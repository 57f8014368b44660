"""The regulation as dated data, and plans of removal with their lines, council and steps."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.equipment.models import Equipment
from thenchot.foundation.access.models import Role
from thenchot.foundation.ledger.fields import MoneyField
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class AssetClass(models.TextChoices):
    """The kinds of asset for which authority differs."""

    SPECIAL = "special", _("special asset (weapons, ammunition, technical equipment)")
    SOFTWARE = "software", _("software")
    FIXED = "fixed", _("other fixed asset")
    NOT_FIXED = "not_fixed", _("asset that is not fixed")


class HolderLevel(models.TextChoices):
    """How high the holding unit stands."""

    MINISTRY = "ministry", _("unit directly under the Ministry")
    REGIMENT = "regiment", _("regiment and above")
    BELOW = "below", _("below regiment")


class Method(models.TextChoices):
    """What becomes of the item."""

    SALE = "sale", _("sale")
    DISPOSAL = "disposal", _("disposal")
    DESTRUCTION = "destruction", _("destruction")


class Step(models.TextChoices):
    """The steps of a plan, in their order; a plan may be sent back to its draft until it is decided."""

    DRAFTED = "drafted", _("drafted")
    COUNCIL = "council", _("passed by the council")
    SUBMITTED = "submitted", _("submitted")
    CONSOLIDATED = "consolidated", _("consolidated by the branch")
    ANNOUNCED = "announced", _("re-verification announced")
    VERIFIED = "verified", _("re-verified")
    OPINIONS = "opinions", _("opinions gathered")
    DECIDED = "decided", _("decided")
    CARRIED_OUT = "carried_out", _("carried out")
    SENT_BACK = "sent_back", _("sent back")


class RemovalRegulation(Record):
    """The terms of removal from a day until a day. Percentages are limits; days are working days."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)
    repair_limit_percent = models.PositiveSmallIntegerField(_("repair is uneconomic above (% of cost)"))
    recovery_percent = models.PositiveSmallIntegerField(_("parts are recovered above (% of new)"))
    council_minimum = models.PositiveSmallIntegerField(_("least members of the council"))
    announced_days_ahead = models.PositiveSmallIntegerField(_("announced ahead (working days)"))
    submitted_days_after = models.PositiveSmallIntegerField(_("submitted after re-verification (working days)"))
    opinion_days = models.PositiveSmallIntegerField(_("for an opinion (working days)"))
    copied_days_after = models.PositiveSmallIntegerField(_("decision copied within (working days)"))
    stated_cases = models.PositiveSmallIntegerField(_("cases that the document names"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code", "valid_from"), name="removal_regulation_once"),)
        ordering = ("code", "valid_from")
        verbose_name = _("regulation of removal")
        verbose_name_plural = _("regulations of removal")

    def __str__(self) -> str:
        return self.name


class RemovalCase(Record):
    """A case in which an item may be removed, and what must be shown for it."""

    named_through: ClassVar[tuple[str, ...]] = ("regulation",)

    regulation = models.ForeignKey(
        RemovalRegulation, models.PROTECT, related_name="cases", verbose_name=_("regulation of removal")
    )
    code = models.CharField(_("code"), max_length=20)
    label = models.CharField(_("case"), max_length=300)
    needs_worst_grade = models.BooleanField(_("needs a grade for disposal"), default=False)
    needs_repair_estimate = models.BooleanField(_("needs an estimate above the repair limit"), default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("regulation", "code"), name="removal_case_once"),)
        ordering = ("regulation_id", "code")
        verbose_name = _("case of removal")
        verbose_name_plural = _("cases of removal")

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class RemovalDeadline(Record):
    """The day of the year before which a step is done; `years_after` counts from the plan's year."""

    named_through: ClassVar[tuple[str, ...]] = ("regulation",)

    regulation = models.ForeignKey(
        RemovalRegulation, models.PROTECT, related_name="deadlines", verbose_name=_("regulation of removal")
    )
    step = models.CharField(_("step"), max_length=12, choices=Step)
    month = models.PositiveSmallIntegerField(_("month"))
    day = models.PositiveSmallIntegerField(_("day"))
    years_after = models.PositiveSmallIntegerField(_("years after the plan's"), default=0)
    is_remote = models.BooleanField(_("for border and islands"), default=False)
    form = models.CharField(_("form"), max_length=40, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("regulation", "step", "is_remote"), name="removal_deadline_once"),
        )
        ordering = ("regulation_id", "years_after", "month", "day")
        verbose_name = _("deadline of removal")
        verbose_name_plural = _("deadlines of removal")

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.day:02d}/{self.month:02d}"


class RemovalAuthority(Record):
    """Who decides for an asset class, a level of holder and a value (None: any).

    Where a role is named, whoever writes the decision down holds it at the plan's unit or above.
    """

    named_through: ClassVar[tuple[str, ...]] = ("regulation",)

    regulation = models.ForeignKey(
        RemovalRegulation, models.PROTECT, related_name="authorities", verbose_name=_("regulation of removal")
    )
    asset_class = models.CharField(_("asset class"), max_length=10, choices=AssetClass)
    holder_level = models.CharField(_("level of the holder"), max_length=10, choices=HolderLevel, blank=True)
    value_below = MoneyField(_("value below"), null=True, blank=True)
    authority = models.CharField(_("who decides"), max_length=200)
    role = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="removals", verbose_name=_("role needed")
    )

    class Meta:
        ordering = ("regulation_id", "asset_class", "holder_level", "id")
        verbose_name = _("authority to remove")
        verbose_name_plural = _("authorities to remove")

    def __str__(self) -> str:
        return self.authority


class RemovalPlan(Record):
    """A unit's plan of removal for a year. `step` is that of its latest step."""

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="removal_plans", verbose_name=_("unit (organisation)"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(_("plan number"), max_length=60)
    regulation = models.ForeignKey(
        RemovalRegulation, models.PROTECT, related_name="plans", verbose_name=_("regulation of removal")
    )
    holder_level = models.CharField(_("level of the holder"), max_length=10, choices=HolderLevel)
    is_remote = models.BooleanField(_("for border and islands"), default=False)
    prepared_by = models.UUIDField(_("prepared by"), null=True, editable=False)
    step = models.CharField(_("step"), max_length=12, choices=Step, default=Step.DRAFTED, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "year", "number"), name="removal_plan_once"),)
        ordering = ("-year", "unit_id", "number")
        verbose_name = _("plan of removal")
        verbose_name_plural = _("plans of removal")

    def __str__(self) -> str:
        return f"{self.number} {self.year}, {self.unit}"


class Outcome(models.TextChoices):
    """What was decided of a line."""

    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    REMOVED = "removed", _("removed from the register")


class RemovalLine(Record):
    """An item of a plan: the case, what it is and is worth, and what is to become of it."""

    named_through: ClassVar[tuple[str, ...]] = ("equipment__type",)

    plan = models.ForeignKey(RemovalPlan, models.PROTECT, related_name="lines", verbose_name=_("plan of removal"))
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="removal_lines", verbose_name=_("equipment"))
    case = models.ForeignKey(RemovalCase, models.PROTECT, related_name="lines", verbose_name=_("case of removal"))
    asset_class = models.CharField(_("asset class"), max_length=10, choices=AssetClass, default=AssetClass.SPECIAL)
    grade = models.PositiveSmallIntegerField(_("quality grade"), null=True, blank=True)
    original_cost = MoneyField(_("original cost"), null=True, blank=True)
    residual_value = MoneyField(_("residual value"), null=True, blank=True)
    replacement_price = MoneyField(_("replacement price"), null=True, blank=True)
    repair_estimate = MoneyField(_("estimate of repair"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=11, choices=Method)
    expected_proceeds = MoneyField(_("expected proceeds"), null=True, blank=True)
    reason = models.CharField(_("reason for removal"), max_length=500, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.PROPOSED)
    authority = models.CharField(_("who decides"), max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "equipment"), name="removal_line_once_per_plan"),)
        ordering = ("plan_id", "id")
        verbose_name = _("line of a plan of removal")
        verbose_name_plural = _("lines of plans of removal")

    def __str__(self) -> str:
        return str(self.equipment)


class CouncilMember(Record):
    """A member of the disposal council of a plan; the holder's commander heads it."""

    plan = models.ForeignKey(RemovalPlan, models.PROTECT, related_name="council", verbose_name=_("plan of removal"))
    name = models.CharField(_("name"), max_length=200)
    post = models.CharField(_("post"), max_length=200)
    is_head = models.BooleanField(_("heads the council"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "name"), name="council_member_once"),
            models.UniqueConstraint(fields=("plan",), condition=models.Q(is_head=True), name="one_head_of_council"),
        )
        ordering = ("plan_id", "-is_head", "id")
        verbose_name = _("member of a disposal council")
        verbose_name_plural = _("members of disposal councils")

    def __str__(self) -> str:
        return self.name


class RemovalStep(Record):
    """A step was done on a day, by a document."""

    named_through: ClassVar[tuple[str, ...]] = ("plan__unit",)

    plan = models.ForeignKey(RemovalPlan, models.PROTECT, related_name="steps", verbose_name=_("plan of removal"))
    step = models.CharField(_("step"), max_length=12, choices=Step)
    on = models.DateField(_("on"))
    document = models.CharField(_("by document"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering = ("plan_id", "on", "id")
        verbose_name = _("step of a plan of removal")
        verbose_name_plural = _("steps of plans of removal")

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.on}"
