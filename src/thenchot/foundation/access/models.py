"""Users, the roles they can be given, and the dated grants of a role at a unit."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.ledger.records import Record, RecordQuerySet
from thenchot.foundation.organisation.models import Unit


class Clearance(models.IntegerChoices):
    """How secret a record a user may read; the levels of the law on state secrets, lowest first."""

    NONE = 0, _("none")
    CONFIDENTIAL = 1, _("confidential")
    SECRET = 2, _("secret")
    TOP_SECRET = 3, _("top secret")


class _Users(BaseUserManager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """Finds users by their log-in name in any letter case."""

    def get_by_natural_key(self, username: str) -> User:
        found: User = self.get(username__iexact=username)
        return found


class User(Record, AbstractBaseUser):
    """A person who logs in. Disabled when they leave, never erased: history keeps their name."""

    outside_ledger: ClassVar[frozenset[str]] = frozenset({"password", "last_login"})
    USERNAME_FIELD = "username"

    username = models.CharField(_("log-in name"), max_length=60, unique=True)
    display_name = models.CharField(_("name"), max_length=200)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="users", verbose_name=_("unit (organisation)")
    )
    clearance = models.PositiveSmallIntegerField(_("clearance"), choices=Clearance, default=Clearance.NONE)
    is_active = models.BooleanField(_("active"), default=True)

    objects: ClassVar[Any] = _Users()

    class Meta:
        ordering = ("username",)
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.display_name or self.username


class Role(Record):
    """A named set of permissions. A permission is "app.model:verb"; `*` stands for any run of letters in either half."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    permissions = models.JSONField(_("permissions"), default=list)

    class Meta:
        ordering = ("code",)
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self.name


class Grant(Record):
    """A user holds a role at a unit, and so at every unit below it, from a day until a day."""

    named_through: ClassVar[tuple[str, ...]] = ("user", "role", "unit")

    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name=_("user"))
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants", verbose_name=_("role"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name=_("unit (organisation)"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "role", "unit", "from_on"), name="grant_once"),)
        ordering = ("user_id", "from_on")
        verbose_name = _("grant")
        verbose_name_plural = _("grants")

    def __str__(self) -> str:
        return f"{self.user}: {self.role} / {self.unit}"
