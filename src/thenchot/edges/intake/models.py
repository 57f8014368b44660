"""How far each intake came: a run per file, profile and place, and a row per finished chunk, written in the chunk's own act."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.ledger.records import Housekeeping
from thenchot.foundation.organisation.models import Unit

QUIET = timedelta(seconds=60)


class IntakeRun(Housekeeping):
    """One file brought in with one profile under one unit. The same three again are the same run.

    `report` is the last check's outcome as plain values; `moved_at` is renewed with every chunk, so that a run that stopped
    without a word (a power cut) is told from one at work.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    key = models.CharField(max_length=120, unique=True)
    file_name = models.CharField(_("file"), max_length=255)
    digest = models.CharField(max_length=64)
    profile = models.CharField(_("profile"), max_length=60)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    by_name = models.CharField(_("brought in by"), max_length=200)
    by_key = models.UUIDField(null=True)
    under = models.ForeignKey(Unit, models.PROTECT, null=True, verbose_name=_("under unit"))
    stored_as = models.CharField(max_length=160, blank=True)
    is_started = models.BooleanField(default=False)
    moved_at = models.DateTimeField(null=True)
    rows_done = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    failure = models.TextField(blank=True)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_refused = models.PositiveIntegerField(_("rows refused"), default=0)
    rows_unchanged = models.PositiveIntegerField(_("rows that say nothing new"), default=0)
    mapping = models.JSONField(default=dict)
    fixes = models.JSONField(default=dict)
    undone_at = models.DateTimeField(_("taken back"), null=True)
    is_undoing = models.BooleanField(default=False)

    class Meta:
        ordering = ("-started_at",)
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")

    def __str__(self) -> str:
        return self.file_name

    @property
    def state(self) -> str:
        """New (to be mapped), checked (nothing written yet), running, stopped (to go on), failed, done, or undone."""
        if self.undone_at:
            return "undone"
        if not self.report and not self.is_started:
            return "new"
        if self.finished_at and not self.is_undoing:
            return "done"
        if self.failure:
            return "failed"
        if not self.is_started:
            return "checked"
        quiet = self.moved_at is None or timezone.now() - self.moved_at > QUIET
        return "stopped" if quiet else "running"


class IntakeChunk(Housekeeping):
    """One finished act of a run: the ranges of lines it wrote, and how many records of each kind it made."""

    run = models.ForeignKey(IntakeRun, models.CASCADE, related_name="chunks")
    name = models.CharField(max_length=40)
    lines = models.JSONField(default=list)
    created = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("run", "name"), name="intake_chunk_once"),)

    def __str__(self) -> str:
        return f"{self.run} {self.name}"


class LearnedProfile(Housekeeping):
    """A mapping that somebody made by hand for one kind of file, kept for the next file of the kind."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    data = models.JSONField()
    by_name = models.CharField(max_length=200)
    learned_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)
        verbose_name = _("learned profile")
        verbose_name_plural = _("learned profiles")

    def __str__(self) -> str:
        return self.name
