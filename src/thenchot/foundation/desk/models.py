"""What the desk keeps for its readers: the lists they saved under a name, and the tokens by which programs act for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access.models import User
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
