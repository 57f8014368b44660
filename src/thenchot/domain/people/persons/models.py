"""Persons and the dated facts about each: where posted, in which post, in which rank."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.levels import Level
from thenchot.foundation.access.models import User
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class Category(models.TextChoices):
    """The category of personnel a rank belongs to. The figures of cadres count officers."""

    OFFICER = "officer", _("officer")
    PROFESSIONAL_SERVICEMAN = "professional_serviceman", _("professional serviceman")
    EMPLOYEE = "employee", _("employee")


class Sex(models.TextChoices):
    """As in the civil register; needed for the shares that succession rules ask for."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")


class Rank(Record):
    """A rank of a category; `position` orders the ranks of a category, lowest first."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    category = models.CharField(_("category of personnel"), max_length=24, choices=Category)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("category", "position", "code")
        verbose_name = _("rank")
        verbose_name_plural = _("ranks")

    def __str__(self) -> str:
        return self.name


class Post(Record):
    """A post that people are appointed to, the same in every unit."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=160)
    category = models.CharField(_("category of personnel"), max_length=24, choices=Category)

    class Meta:
        ordering = ("code",)
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return self.name


class Person(Record):
    """A person in the service. No more of their identity is kept than the work needs.

    `unit`, `post`, `rank` and `level` are computed: the latest posting and rank by date, the highest qualification without an
    end. Who left keeps name and last unit; `left_on` is the first day out of the service.
    """

    outside_ledger: ClassVar[frozenset[str]] = frozenset({"unit_id", "post_id", "rank_id", "level"})
    search_columns: ClassVar[tuple[str, ...]] = ("number", "name")
    veiled_columns: ClassVar[frozenset[str]] = frozenset(
        {"number", "name", "born_on", "sex", "user_id", "left_document", "search_key"}
    )

    number = models.CharField(_("service number"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    born_on = models.DateField(_("born on"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, blank=True)
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="person", verbose_name=_("user (log-in)")
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_document = models.CharField(_("left by document"), max_length=200, blank=True)
    pseudonymised_on = models.DateField(_("pseudonymised on"), null=True, blank=True)
    search_key = models.CharField(max_length=260, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, editable=False, related_name="persons", verbose_name=_("unit (organisation)")
    )
    post = models.ForeignKey(Post, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("post"))
    rank = models.ForeignKey(Rank, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("rank"))
    level = models.CharField(  # noqa: DJ001  # NULL until a qualification is written down: computed columns are empty at first
        _("qualification level"), max_length=16, choices=Level, null=True, editable=False
    )

    class Meta:
        ordering = ("number",)
        indexes = (models.Index(fields=("unit", "id")),)
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def veiled(cls, keys: Iterable[UUID]) -> set[UUID]:
        """Those who were pseudonymised."""
        rows = cls.objects.filter(pk__in=list(keys), pseudonymised_on__isnull=False)
        return set(rows.values_list("pk", flat=True))


class Posting(Record):
    """A person serves in a post of a unit from a day until a day, that day not included."""

    named_through: ClassVar[tuple[str, ...]] = ("post", "unit")

    person = models.ForeignKey(Person, models.PROTECT, related_name="postings", verbose_name=_("person"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings", verbose_name=_("unit (organisation)"))
    post = models.ForeignKey(Post, models.PROTECT, related_name="postings", verbose_name=_("post"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "from_on"), name="one_posting_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="posting_ends_after_it_starts",
            ),
        )
        ordering = ("person_id", "from_on")
        verbose_name = _("posting")
        verbose_name_plural = _("postings")

    def __str__(self) -> str:
        return f"{self.post}, {self.unit} {self.from_on}"


class RankHeld(Record):
    """A person holds a rank from a day, until the next."""

    named_through: ClassVar[tuple[str, ...]] = ("rank",)

    person = models.ForeignKey(Person, models.PROTECT, related_name="ranks", verbose_name=_("person"))
    rank = models.ForeignKey(Rank, models.PROTECT, related_name="held", verbose_name=_("rank"))
    from_on = models.DateField(_("from"))
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "from_on"), name="one_rank_a_day"),)
        ordering = ("person_id", "from_on")
        verbose_name = _("rank held")
        verbose_name_plural = _("ranks held")

    def __str__(self) -> str:
        return f"{self.rank} {self.from_on}"
