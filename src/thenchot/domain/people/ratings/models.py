"""Dated rating schemes, the rounds held under them, and each subject's rating with its steps."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.bodies.models import Body
from thenchot.domain.people.persons.models import Person
from thenchot.foundation.access.models import User
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class RatingLevel(models.TextChoices):
    """The four levels, best first."""

    EXCELLENT = "excellent", _("excellent completion of duty")
    GOOD = "good", _("good completion of duty")
    SATISFACTORY = "satisfactory", _("completion of duty")
    UNSATISFACTORY = "unsatisfactory", _("duty not completed")


class RatedKind(models.TextChoices):
    """What a scheme rates."""

    MEMBER = "member", _("members")
    BODY = "body", _("Party bodies")


class RatingPeriod(models.TextChoices):
    """How long the time is that a round rates."""

    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("year")


class CapBase(models.TextChoices):
    """Of what the cap for excellent is a share: said by the rule, since the sources do not agree."""

    GOOD = "good", _("those rated good, excellent not among them")
    GOOD_OR_EXCELLENT = "good_or_excellent", _("those rated good or excellent")
    RATED = "rated", _("all who are rated")


class RatingScheme(Record):
    """How ratings go from a day until a day: least score of each level, and the cap for excellent in a group, with its base."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    rates = models.CharField(_("rates"), max_length=8, choices=RatedKind)
    period = models.CharField(_("period"), max_length=8, choices=RatingPeriod)
    excellent_from = models.PositiveSmallIntegerField(_("excellent from (points)"), default=90)
    good_from = models.PositiveSmallIntegerField(_("good from (points)"), default=70)
    satisfactory_from = models.PositiveSmallIntegerField(_("completion from (points)"), default=50)
    cap_percent = models.PositiveSmallIntegerField(_("cap for excellent (%)"), default=20)
    cap_base = models.CharField(_("base of the cap"), max_length=20, choices=CapBase, default=CapBase.GOOD)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_example = models.BooleanField(_("example, not official"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "valid_from"), name="rating_scheme_once"),
            models.CheckConstraint(
                condition=models.Q(satisfactory_from__lt=models.F("good_from"))
                & models.Q(good_from__lt=models.F("excellent_from"))
                & models.Q(excellent_from__lte=100),
                name="rating_levels_in_order",
            ),
            models.CheckConstraint(condition=models.Q(cap_percent__lte=100), name="rating_cap_is_a_percentage"),
        )
        ordering = ("code", "valid_from")
        verbose_name = _("rating scheme")
        verbose_name_plural = _("rating schemes")

    def __str__(self) -> str:
        return self.name


class RatingRound(Record):
    """A period rated at a unit and all below it. Each subject is rated once, where they stand on the rule date.

    `number` counts its versions: a closed round is corrected only by the next version, which says why.
    """

    named_through: ClassVar[tuple[str, ...]] = ("scheme", "unit")

    scheme = models.ForeignKey(RatingScheme, models.PROTECT, related_name="rounds", verbose_name=_("rating scheme"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rating_rounds", verbose_name=_("unit (organisation)"))
    period_start = models.DateField(_("period begins"))
    period_end = models.DateField(_("period ends before"))
    rule_on = models.DateField(_("rule date"))
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("version number"), default=1)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    reason = models.CharField(_("reason for the new version"), max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("scheme", "unit", "period_start", "number"), name="rating_round_once"),
            models.CheckConstraint(
                condition=models.Q(period_end__gt=models.F("period_start")), name="rating_period_has_days"
            ),
        )
        ordering = ("-period_start", "unit_id", "-number")
        verbose_name = _("rating round")
        verbose_name_plural = _("rating rounds")

    def __str__(self) -> str:
        return f"{self.scheme} {self.period_start:%m/%Y}, {self.unit} ({self.number})"


class Step(models.TextChoices):
    """How far a rating has come."""

    WAITING = "waiting", _("waits for self-rating")
    SELF_RATED = "self_rated", _("self-rated")
    PROPOSED = "proposed", _("proposed")
    DECIDED = "decided", _("decided")
    NOT_RATED = "not_rated", _("not rated")


class Rating(Record):
    """A member's or body's rating in a round: self, proposed, decided. `group` is the body within which the cap is counted.

    `reason` is why a subject is not rated. The scores are points of 100.
    """

    named_through: ClassVar[tuple[str, ...]] = ("person", "rated_body")

    round = models.ForeignKey(RatingRound, models.PROTECT, related_name="ratings", verbose_name=_("rating round"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="ratings", verbose_name=_("person")
    )
    rated_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="ratings", verbose_name=_("body rated")
    )
    group = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="group_ratings", verbose_name=_("group of the cap")
    )
    task_group = models.CharField(_("task group"), max_length=80, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="ratings", verbose_name=_("unit (organisation)"))
    step = models.CharField(_("step"), max_length=12, choices=Step, default=Step.WAITING)
    self_score = models.PositiveSmallIntegerField(_("own score"), null=True, blank=True)
    self_level = models.CharField(_("own level"), max_length=16, choices=RatingLevel, blank=True)
    proposed_score = models.PositiveSmallIntegerField(_("proposed score"), null=True, blank=True)
    proposed_level = models.CharField(_("proposed level"), max_length=16, choices=RatingLevel, blank=True)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    level = models.CharField(_("rating"), max_length=16, choices=RatingLevel, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)
    reason = models.CharField(_("reason for not rating"), max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "person"), name="person_rated_once_in_a_round"),
            models.UniqueConstraint(fields=("round", "rated_body"), name="body_rated_once_in_a_round"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, rated_body__isnull=False)
                | models.Q(person__isnull=False, rated_body__isnull=True),
                name="rating_of_one_subject",
            ),
        )
        ordering = ("round_id", "id")
        indexes = (models.Index(fields=("round", "group")),)
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")

    def __str__(self) -> str:
        return str(self.person or self.rated_body)
