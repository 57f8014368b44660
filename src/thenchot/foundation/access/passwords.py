"""Passwords: chosen by their user, or given once by an administrator and replaced at the next log-in."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from thenchot.foundation.access.models import TemporaryPassword, User
from thenchot.foundation.kernel.refusal import Refusal

LASTS = timedelta(days=3)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike: it is read out or written on paper


def set_password(user: User, password: str) -> None:
    """A new password, chosen by its user. It is no part of the history, so no act is needed."""
    check(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    TemporaryPassword.objects.filter(user=user).delete()


def give_temporary(user: User) -> str:
    """A password good for one log-in within three days, where it must be replaced. It is kept nowhere in the clear."""
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))
    user.set_password(password)
    user.save(update_fields=["password"])
    TemporaryPassword.objects.update_or_create(user=user, defaults={"until_at": timezone.now() + LASTS})
    return password


def is_temporary(user: User) -> bool:
    """Was the user's password given by an administrator?"""
    return TemporaryPassword.objects.filter(user=user).exists()


def has_run_out(user: User) -> bool:
    """A password given by an administrator that was not used in time."""
    return TemporaryPassword.objects.filter(user=user, until_at__lte=timezone.now()).exists()


def check(password: str, user: User) -> None:
    """Refuse a password that is too short, too common or too like the user's name."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refusal("{reasons}", field="password", reasons=" ".join(error.messages)) from error
