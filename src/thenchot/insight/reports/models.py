"""Reports with what they were made from, and the words their writers changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from thenchot.domain.directives.models import Document
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.reports.facts import Facts, from_plain
from thenchot.insight.reports.spans import Span, length


class State(models.TextChoices):
    """Where a report is on its way to being issued."""

    DRAFT = "draft", pgettext_lazy("report", "draft")
    SUBMITTED = "submitted", pgettext_lazy("report", "submitted")
    APPROVED = "approved", pgettext_lazy("report", "approved")
    ISSUED = "issued", pgettext_lazy("report", "issued")
    WITHDRAWN = "withdrawn", pgettext_lazy("report", "withdrawn")


class Language(models.TextChoices):
    """The language a report is written in."""

    VI = "vi", _("Vietnamese")
    EN = "en", _("English")


class Prefix(models.TextChoices):
    """In whose place the signer signs, as decree 30/2020/NĐ-CP and regulation 399-QĐ/TW know it."""

    NONE = "", _("in own right")
    ON_BEHALF = "on_behalf", _("on behalf of the body")
    FOR = "for", _("for the head")
    BY_ORDER = "by_order", _("by order")
    BY_AUTHORITY = "by_authority", _("by authority")


class Report(Record):
    """A unit's report on a period. `facts` are all its figures as they were read at `head`; once issued nothing of it changes.

    `document` is its entry in the register of directives; the files it was issued as are attached to it, by their content.
    """

    named_through: ClassVar[tuple[str, ...]] = ("unit",)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name=_("unit (organisation)"))
    definition = models.CharField(_("kind of report"), max_length=60)
    language = models.CharField(_("language of the report"), max_length=2, choices=Language, default=Language.VI)
    length = models.CharField(max_length=8, editable=False)
    year = models.PositiveSmallIntegerField(default=0, editable=False)
    number_in_year = models.PositiveSmallIntegerField(default=0, editable=False)
    first_day = models.DateField(_("from"))
    last_day = models.DateField(pgettext_lazy("period", "until"))
    compared_on = models.DateField(editable=False)
    abstract = models.CharField(_("abstract"), max_length=500)
    state = models.CharField(_("state of the report"), max_length=10, choices=State, default=State.DRAFT)
    facts = models.JSONField(editable=False)
    head = models.CharField(_("ledger head"), max_length=80, editable=False)
    upper_body = models.CharField(_("body above"), max_length=200, blank=True)
    place = models.CharField(_("place of issue"), max_length=100, blank=True)
    issuer_code = models.CharField(_("issuer in the symbol"), max_length=40)
    addressees = models.CharField(_("addressed to"), max_length=500, blank=True)
    recipients = models.CharField(_("recipients"), max_length=1000, blank=True)
    signer = models.CharField(_("signed by"), max_length=150, blank=True)
    signer_post = models.CharField(_("post of the signer"), max_length=150, blank=True)
    signer_rank = models.CharField(_("rank of the signer"), max_length=60, blank=True)
    signer_prefix = models.CharField(_("signs"), max_length=12, choices=Prefix, blank=True)
    signer_body = models.CharField(_("body on whose behalf"), max_length=150, blank=True)
    deputy_post = models.CharField(_("own post of a deputy"), max_length=150, blank=True)
    written_by = models.CharField(_("written by"), max_length=200)
    written_by_key = models.UUIDField(null=True, editable=False)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    submitted_by_key = models.UUIDField(null=True, editable=False)
    approved_by = models.CharField(_("approved by"), max_length=200, blank=True)
    approved_by_key = models.UUIDField(null=True, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    number = models.PositiveIntegerField(_("number in the book"), null=True, blank=True)
    symbol = models.CharField(_("number and symbol"), max_length=80, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("document")
    )
    remark = models.CharField(_("why it came back"), max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "definition", "first_day", "last_day"),
                condition=~models.Q(state="withdrawn"),
                name="one_report_of_a_period",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="issued") | models.Q(issued_on__isnull=False, number__isnull=False),
                name="issued_with_day_and_number",
            ),
        )
        indexes = (models.Index(fields=("definition", "first_day", "last_day")),)
        ordering = ("-last_day", "unit_id", "id")
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        return f"{self.symbol or self.abstract} ({self.unit})"

    @property
    def span(self) -> Span:
        """The period it is about."""
        return Span(
            length(self.length), self.first_day, self.last_day, self.compared_on, self.year, self.number_in_year
        )

    def read_facts(self) -> Facts:
        """Its figures."""
        return from_plain(self.facts)


class Wording(Record):
    """The words a writer put in the place of a part's own. `beneath` are the figures of the part as they were then, by slot."""

    named_through: ClassVar[tuple[str, ...]] = ("report", "report__unit")

    report = models.ForeignKey(Report, models.PROTECT, related_name="wordings", verbose_name=_("report"))
    part = models.CharField(_("part of the report"), max_length=80)
    text = models.TextField(_("text"), max_length=20_000)
    beneath = models.JSONField(default=dict, editable=False)
    written_by = models.CharField(_("written by"), max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "part"), name="one_wording_of_a_part"),)
        ordering = ("report_id", "part")
        verbose_name = _("wording of a part")
        verbose_name_plural = _("wordings of parts")

    def __str__(self) -> str:
        return f"{self.part} ({self.report})"
