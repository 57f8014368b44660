"""Authorised strength by post, and who stands in for whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.persons.models import Person, Post
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class AuthorisedPost(Record):
    """A unit is authorised so many of a post from a day until a day: the unit itself, without those below it."""

    named_through: ClassVar[tuple[str, ...]] = ("unit", "post")

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="authorised_posts", verbose_name=_("unit (organisation)")
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="authorised", verbose_name=_("post"))
    number = models.PositiveIntegerField(_("authorised number"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("by document"), max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "post", "from_on"), name="one_authorised_post_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
                name="authorised_post_ends_after_it_starts",
            ),
        )
        ordering = ("unit_id", "post_id", "from_on")
        verbose_name = _("authorised post")
        verbose_name_plural = _("authorised strength")

    def __str__(self) -> str:
        return f"{self.unit}: {self.post} {self.number}"


class Delegation(Record):
    """One person stands in for another from a day until a day, for what the document says."""

    named_through: ClassVar[tuple[str, ...]] = ("person", "deputy")

    person = models.ForeignKey(Person, models.PROTECT, related_name="delegations", verbose_name=_("person"))
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="standing_in", verbose_name=_("stands in"))
    duty = models.CharField(_("for what"), max_length=200)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    document = models.CharField(_("by document"), max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until_on__gt=models.F("from_on")), name="delegation_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~models.Q(person=models.F("deputy")), name="delegation_to_another_person"),
        )
        ordering = ("-from_on", "id")
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")

    def __str__(self) -> str:
        return f"{self.deputy} ({self.person})"
