"""Who must know a document by when, the sessions in which it was explained, and who read it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.register.models import Document
from thenchot.foundation.access.models import User
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class DirectiveBriefing(Record):
    """A session of a unit in which a document was explained."""

    named_through: ClassVar[tuple[str, ...]] = ("document",)

    document = models.ForeignKey(Document, models.PROTECT, related_name="briefings", verbose_name=_("document"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="briefings", verbose_name=_("unit (organisation)"))
    held_on = models.DateField(_("held on"))
    speaker = models.CharField(_("speaker"), max_length=150, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)

    class Meta:
        ordering = ("-held_on", "id")
        verbose_name = _("briefing session")
        verbose_name_plural = _("briefing sessions")

    def __str__(self) -> str:
        return f"{self.document.symbol} {self.held_on:%d/%m/%Y}"


class BriefingDuty(Record):
    """A person must know a document by a day: told in a session, or by having read it."""

    named_through: ClassVar[tuple[str, ...]] = ("document", "person")

    document = models.ForeignKey(Document, models.PROTECT, related_name="duties", verbose_name=_("document"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="briefing_duties", verbose_name=_("unit (organisation)")
    )
    person = models.ForeignKey(User, models.PROTECT, related_name="briefing_duties", verbose_name=_("person"))
    given_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("by"), db_index=True)
    briefing = models.ForeignKey(
        DirectiveBriefing,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attended",
        verbose_name=_("briefing session"),
    )
    known_on = models.DateField(_("known since"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "person"), name="briefed_once"),)
        ordering = ("due_on", "id")
        verbose_name = _("duty to know a document")
        verbose_name_plural = _("reading list")

    def __str__(self) -> str:
        return f"{self.document.symbol}: {self.person}"
