"""Users, the roles they can be given, the dated grants of a role at a unit, and grants lent to a deputy for a while."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.ledger.records import Housekeeping, Record, RecordQuerySet
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
    needs_second_step = models.BooleanField(
        _("log-in needs a second step"),
        default=False,
        help_text=_("Whoever holds the role enters a code of an authenticator app besides the password"),
    )

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


class Delegation(Record):
    """A grant lent to a deputy for a while: it reaches as far as the grant does, and ends with it at the latest.

    What is lent is a grant, never another delegation, so nobody lends on what was lent to them.
    """

    named_through: ClassVar[tuple[str, ...]] = ("grant__user", "grant__role", "grant__unit", "deputy")

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="delegations", verbose_name=_("grant lent"))
    deputy = models.ForeignKey(User, models.PROTECT, related_name="deputised", verbose_name=_("deputy"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    occasion = models.CharField(_("occasion"), max_length=300)

    class Meta:
        ordering = ("-from_on", "pk")
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")

    def __str__(self) -> str:
        return f"{self.deputy} / {self.grant}"


class AccountCare(Record):
    """Something done to an account that leaves no trace in its own columns; the act says who did it, when and why."""

    class Kind(models.TextChoices):
        """What was done."""

        UNLOCKED = "unlocked", _("unlocked")
        PASSWORD = "password", _("password reset")
        SECOND_STEP = "second_step", _("second step reset")
        SESSIONS = "sessions", _("sessions ended")

    user = models.ForeignKey(User, models.PROTECT, related_name="care", verbose_name=_("user"))
    kind = models.CharField(_("what was done"), max_length=20, choices=Kind)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("care of an account")
        verbose_name_plural = _("care of accounts")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


class SecondStep(Housekeeping):
    """The secret a user's authenticator app shares with us, sealed; it counts once a first code has confirmed it."""

    user = models.OneToOneField(User, models.PROTECT, related_name="second_step")
    sealed = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True)
    last_window = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(Housekeeping):
    """A code that stands in once for the authenticator app; only its keyed digest is kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "digest"), name="recovery_code_once"),)

    def __str__(self) -> str:
        return str(self.user)


class TemporaryPassword(Housekeeping):
    """The user's password was given by an administrator: it works until a moment, and has to be replaced at log-in."""

    user = models.OneToOneField(User, models.PROTECT, related_name="temporary_password")
    until_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user)


class SignIn(Housekeeping):
    """One browser in which a user is logged in."""

    user = models.ForeignKey(User, models.PROTECT, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=300)
    address = models.GenericIPAddressField(null=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("-seen_at",)

    def __str__(self) -> str:
        return f"{self.user}: {self.device}"


class Reading(Housekeeping):
    """Who opened a record of a sensitive table, and when."""

    user = models.ForeignKey(User, models.PROTECT, related_name="readings", verbose_name=_("reader"))
    reader = models.CharField(_("read by"), max_length=200)
    model = models.CharField(_("table"), max_length=64)
    record = models.CharField(_("key"), max_length=40, db_index=True)
    name = models.CharField(_("what was read"), max_length=300)
    way = models.CharField(_("way"), max_length=20)
    at = models.DateTimeField(_("at"), db_index=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("reading")
        verbose_name_plural = _("readers' log")

    def __str__(self) -> str:
        return f"{self.reader}: {self.name}"
