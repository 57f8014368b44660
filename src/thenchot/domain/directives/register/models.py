"""Documents, their issuers, and the books in which they are numbered without gaps."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access.models import Clearance
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


class System(models.TextChoices):
    """Whose rules number a document: regulation 399-QĐ/TW of the Party, decree 30/2020/NĐ-CP of the State."""

    PARTY = "party", _("Party")
    STATE = "state", _("State")
    UNION = "union", _("mass organisation")


class Urgency(models.IntegerChoices):
    """The urgency marks of decree 30/2020/NĐ-CP, lowest first."""

    NORMAL = 0, _("normal")
    URGENT = 1, _("urgent")
    VERY_URGENT = 2, _("very urgent")
    EXPRESS = 3, _("express")


class Direction(models.TextChoices):
    """Which way a book's documents go."""

    INCOMING = "incoming", _("incoming")
    OUTGOING = "outgoing", _("outgoing")
    INTERNAL = "internal", _("internal")


class Issuer(Record):
    """A body that issues documents, under one code from a day until a day. Another name of it is an alias."""

    search_columns: ClassVar[tuple[str, ...]] = ("code", "name")

    system = models.CharField(_("system"), max_length=8, choices=System)
    code = models.CharField(_("code"), max_length=40, db_index=True)
    name = models.CharField(_("name"), max_length=200)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )
    search_key = models.CharField(max_length=400, editable=False, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("system", "code", "name"), name="issuer_once"),)
        ordering = ("code", "name")
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Document(Record):
    """A document as the register knows it. `unit` keeps it; of a top secret one the abstract is not recorded."""

    search_columns: ClassVar[tuple[str, ...]] = ("symbol", "kind_name", "abstract")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents", verbose_name=_("unit (organisation)"))
    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="documents", verbose_name=_("issuing body"))
    system = models.CharField(_("system"), max_length=8, choices=System)
    kind_code = models.CharField(_("abbreviation of the kind"), max_length=12, blank=True)
    kind_name = models.CharField(_("kind of document"), max_length=60)
    number = models.CharField(_("number"), max_length=11)
    symbol = models.CharField(_("number and symbol"), max_length=80, db_index=True)
    issued_on = models.DateField(_("issued on"))
    term = models.CharField(_("term of office"), max_length=8, blank=True)
    abstract = models.CharField(_("abstract"), max_length=500, blank=True)
    classification = models.PositiveSmallIntegerField(_("classification"), choices=Clearance, default=Clearance.NONE)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, default=Urgency.NORMAL)
    signer = models.CharField(_("signed by"), max_length=150, blank=True)
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    effective_until = models.DateField(_("in force until"), null=True, blank=True)
    search_key = models.CharField(max_length=700, editable=False, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "symbol", "issuer", "issued_on"), name="document_once"),
            models.CheckConstraint(
                condition=models.Q(classification__lt=Clearance.TOP_SECRET) | models.Q(abstract=""),
                name="top_secret_without_abstract",
            ),
            models.CheckConstraint(
                condition=models.Q(effective_until__isnull=True)
                | models.Q(effective_from__isnull=True)
                | models.Q(effective_until__gt=models.F("effective_from")),
                name="document_ends_after_it_starts",
            ),
        )
        ordering = ("-issued_on", "symbol", "id")
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return f"{self.symbol} ({self.issued_on:%d/%m/%Y})"


class Book(Record):
    """A register book of one unit: numbers run without a gap within its period, a year or a term of office."""

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="books", verbose_name=_("unit (organisation)"))
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    system = models.CharField(_("system"), max_length=8, choices=System)
    period = models.CharField(_("year or term"), max_length=8)
    name = models.CharField(_("name"), max_length=100)
    is_secret = models.BooleanField(_("for classified documents"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "direction", "system", "period", "name"), name="book_once"),
        )
        ordering = ("-period", "direction", "name")
        verbose_name = _("register book")
        verbose_name_plural = _("register books")

    def __str__(self) -> str:
        return f"{self.name} {self.period} ({self.unit.code})"


class BookEntry(Record):
    """A line of a book. What the ten prescribed columns say of the document itself is read from the document."""

    named_through: ClassVar[tuple[str, ...]] = ("book__unit",)

    book = models.ForeignKey(Book, models.PROTECT, related_name="entries", verbose_name=_("register book"))
    number = models.PositiveIntegerField(_("number in the book"))
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("document")
    )
    entered_on = models.DateField(_("entered on"))
    recipients = models.CharField(_("recipients"), max_length=1000, blank=True)
    copy_kept_by = models.CharField(_("copy kept by"), max_length=200, blank=True)
    copies = models.PositiveIntegerField(_("copies"), null=True, blank=True)
    passed_on = models.DateField(_("passed on"), null=True, blank=True)
    received_by = models.CharField(_("received by"), max_length=150, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    voided_on = models.DateField(_("voided on"), null=True, blank=True)
    void_reason = models.CharField(_("why it is void"), max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("book", "number"), name="entry_number_once"),
            models.CheckConstraint(
                condition=models.Q(voided_on__isnull=True) | ~models.Q(void_reason=""), name="void_is_explained"
            ),
        )
        ordering = ("book_id", "number")
        verbose_name = _("line of a register book")
        verbose_name_plural = _("lines of register books")

    def __str__(self) -> str:
        return f"{self.number} {self.book}"
