"""What the desk keeps for its readers: lists saved under a name, tokens by which programs act for them, and their long work."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access.models import User
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.ledger.records import Housekeeping, Record


class SavedView(Housekeeping):
    """A list as a reader wants to find it again: its filters, words, order and columns, as the address has them."""

    user = models.ForeignKey(User, models.PROTECT, related_name="saved_views")
    resource = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "resource", "name"), name="saved_view_once"),)
        ordering = ("name",)
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")

    def __str__(self) -> str:
        return self.name


class ApiToken(Record):
    """A key by which a program acts for a user: never more than the user may, and only what its scopes name, until a day."""

    outside_ledger: ClassVar[frozenset[str]] = frozenset({"digest", "last_used_on"})

    user = models.ForeignKey(User, models.PROTECT, related_name="api_tokens", verbose_name=_("user"))
    name = models.CharField(_("name"), max_length=60)
    scopes = models.JSONField(_("scopes"), default=list)
    expires_on = models.DateField(_("expires on"))
    digest = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001  # a replayed token has none
    last_used_on = models.DateField(_("last used on"), null=True, editable=False)

    class Meta:
        ordering = ("name",)
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")

    def __str__(self) -> str:
        return self.name


class Job(Housekeeping):
    """Long work somebody asked for: what and how, how far it is, how it ended, and the file it made.

    `done` of `total` are counted in whatever the work counts (rows); `total` 0 means that nobody knows yet. `reach` says with
    which grants the file was made, so that it is not handed out once they have changed.
    """

    class State(models.TextChoices):
        """Waits, runs, and one of three ends."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        STOPPED = "stopped", _("stopped")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="jobs")
    kind = models.CharField(max_length=60)
    asked = models.JSONField(default=dict)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    outcome = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    reach = models.CharField(max_length=64, blank=True)
    is_to_stop = models.BooleanField(default=False)
    is_seen = models.BooleanField(default=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = (models.Index(fields=("user", "state"), name="jobs_of_user"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        """Not ended yet."""
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def share(self) -> int:
        """Percent done, for the bar."""
        return min(100, self.done * 100 // self.total) if self.total else 0
