"""Bodies beside the unit tree, where each stood in their own tree and when, and dated memberships."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.persons.models import Person
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class BodyKind(models.TextChoices):
    """Party organisations and cells are rated and carry 14-digit codes; the others are the mass organisations."""

    PARTY_ORGANISATION = "party_organisation", _("Party organisation")
    PARTY_CELL = "party_cell", _("Party cell")
    YOUTH = "youth", _("youth organisation")
    WOMEN = "women", _("women's organisation")
    TRADE_UNION = "trade_union", _("trade-union organisation")


class Body(Record):
    """A body beside a unit. A Party body's code has 14 digits (2+3+3+3+3, 000 for an empty level) that say where it stands."""

    search_columns: ClassVar[tuple[str, ...]] = ("code", "name")

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=24, choices=BodyKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies", verbose_name=_("unit (organisation)"))
    founded_on = models.DateField(_("founded on"))
    closed_on = models.DateField(_("dissolved on"), null=True, blank=True)
    search_key = models.CharField(max_length=240, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gt=models.F("founded_on")),
                name="body_ends_after_it_starts",
            ),
        )
        ordering = ("code",)
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.name


class BodyLink(Record):
    """A body stands under another (none for the highest) from a day until a day."""

    named_through: ClassVar[tuple[str, ...]] = ("body",)

    body = models.ForeignKey(Body, models.PROTECT, related_name="links", verbose_name=_("body"))
    parent = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="links_below", verbose_name=_("under body")
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("body", "from_on"), name="one_body_link_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="body_link_ends_after_it_starts",
            ),
        )
        ordering = ("body_id", "from_on")
        verbose_name = _("place of a body")
        verbose_name_plural = _("places of bodies")

    def __str__(self) -> str:
        return f"{self.body} {self.from_on}"


class Membership(models.TextChoices):
    """How a person belongs to a body of the Party; discipline of a probationary member knows fewer forms."""

    OFFICIAL = "official", _("official")
    PROBATIONARY = "probationary", _("probationary")


class BodyMembership(Record):
    """A person belongs to a body from a day until a day, that day not included."""

    named_through: ClassVar[tuple[str, ...]] = ("body", "person")

    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships", verbose_name=_("body"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    standing = models.CharField(_("membership"), max_length=16, choices=Membership, default=Membership.OFFICIAL)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("body", "person", "from_on"), name="one_membership_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="membership_ends_after_it_starts",
            ),
        )
        ordering = ("body_id", "from_on", "id")
        indexes = (models.Index(fields=("person", "from_on")),)
        verbose_name = _("membership of a body")
        verbose_name_plural = _("memberships of bodies")

    def __str__(self) -> str:
        return f"{self.person}, {self.body}"
