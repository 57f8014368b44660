"""The tables of the history itself."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.ledger import codec
from thenchot.foundation.ledger.records import Derived, Housekeeping, Record


class Act(models.Model):
    """One person's deed, one transaction: what it changed, chained to the act before it on the same node."""

    node = models.CharField(_("node"), max_length=32)
    epoch = models.PositiveIntegerField(_("epoch"))
    seq = models.PositiveBigIntegerField(_("number"))
    verb = models.CharField(_("verb"), max_length=100)
    actor = models.UUIDField(_("actor"), null=True)
    actor_name = models.CharField(_("by"), max_length=200)
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)
    request_key = models.CharField(_("request key"), max_length=64, null=True, unique=True)  # noqa: DJ001  # NULLs are not equal, blanks are
    schema = models.PositiveIntegerField(_("payload format"), default=1)
    payload = models.BinaryField(_("payload"))
    digest = models.BinaryField(_("digest"), max_length=32)
    # Of the payload as it is stored: a bit that decompression passes over would leave `digest` as it was.
    packed_digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("node", "epoch", "seq"), name="act_once_per_number"),)
        ordering = ("epoch", "seq")
        verbose_name = _("act")
        verbose_name_plural = _("acts")

    def __str__(self) -> str:
        return f"{self.node}/{self.epoch}/{self.seq}"

    def header(self) -> bytes:
        """What the digest covers besides the payload."""
        actor = self.actor.hex if self.actor else None
        at = codec.instant(self.at)
        return codec.canonical(
            [
                self.node,
                self.epoch,
                self.seq,
                self.verb,
                actor,
                self.actor_name,
                at,
                self.reason,
                self.request_key,
                self.schema,
            ]
        )

    def expected_digest(self, previous: bytes) -> bytes:
        """BLAKE2b-256 over the digest before, this header and the plain payload."""
        return codec.digest(previous, self.header(), codec.unsqueeze(bytes(self.payload)))

    def seal(self, previous: bytes) -> None:
        """Fill in both digests; the act is complete then and must not change any more."""
        self.digest = self.expected_digest(previous)
        self.packed_digest = codec.digest(bytes(self.payload))

    def entries(self) -> list[dict[str, Any]]:
        """The changed records: {"m": model, "id": key, "op": created|changed|removed, "row": columns after it}."""
        entries: list[dict[str, Any]] = codec.decode(codec.unsqueeze(bytes(self.payload)))
        return entries


class Touch(models.Model):
    """Finds the acts of a record, and its entry (a slice of bytes) in each act's payload."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="touches")
    model = models.CharField(max_length=64)
    record = models.UUIDField(db_index=True)
    start = models.PositiveIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("touch")

    def __str__(self) -> str:
        return f"{self.model} {self.record}"

    def entry(self) -> dict[str, Any]:
        """The record's entry in the act, without reading the others: an act may hold twenty thousand."""
        entry: dict[str, Any] = codec.decode(
            codec.unsqueeze(bytes(self.act.payload))[self.start : self.start + self.size]
        )
        return entry


class Chain(Housekeeping):
    """Where this node's chain ends. Locking the row lets one act in at a time take the next number."""

    node = models.CharField(max_length=32, primary_key=True)
    epoch = models.PositiveIntegerField(default=1)
    seq = models.PositiveBigIntegerField(default=0)
    digest = models.BinaryField(max_length=32, default=bytes(32))
    is_restored = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.node}/{self.epoch}/{self.seq}"


class TableHead(Derived):
    """The last act that touched a table: a cached figure is fresh while none of its tables has a later one."""

    model = models.CharField(max_length=64, primary_key=True)
    epoch = models.PositiveIntegerField()
    seq = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.model} {self.epoch}/{self.seq}"


class Attachment(Record):
    """A file that belongs to a record. Its content is kept once, under its SHA-256, and proved by `ledger check`."""

    model = models.CharField(max_length=64, editable=False)
    record = models.UUIDField(db_index=True, editable=False)
    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(_("media type"), max_length=100)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    taken_at = models.DateTimeField(_("captured at"), null=True, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name
