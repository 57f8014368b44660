"""A document cites, implements, amends or replaces another one, known or only proposed to the register."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.register.models import Document
from thenchot.foundation.ledger.records import Record


class Kind(models.TextChoices):
    """What the first document does to the second."""

    CITES = "cites", _("cites")
    IMPLEMENTS = "implements", _("implements")
    AMENDS = "amends", _("amends")
    REPLACES = "replaces", _("replaces")


class Relation(Record):
    """`source` does `kind` to `target` from a day on. Without a target it is proposed: the symbol waits for its document."""

    named_through: ClassVar[tuple[str, ...]] = ("source",)

    source = models.ForeignKey(Document, models.PROTECT, related_name="relations", verbose_name=_("document speaking"))
    target = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="relations_to", verbose_name=_("other document")
    )
    kind = models.CharField(_("relation"), max_length=10, choices=Kind)
    symbol = models.CharField(_("number as cited"), max_length=120)
    cited_date = models.DateField(_("date as cited"), null=True, blank=True)
    from_on = models.DateField(_("from"))
    context = models.CharField(_("where it says so"), max_length=700, blank=True)
    doubt = models.CharField(_("to be settled"), max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "kind", "symbol", "cited_date"), name="relation_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="relation_not_to_itself"),
        )
        ordering = ("source_id", "kind", "symbol")
        verbose_name = _("relation of documents")
        verbose_name_plural = _("relations of documents")

    def __str__(self) -> str:
        return f"{self.source.symbol} {self.get_kind_display()} {self.symbol}"
