"""Log-in is refused for a while after repeated failures of one user from one address; django-axes keeps the count."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from thenchot.foundation.access.models import User
from thenchot.foundation.kernel.vietnamese import tidy

MINUTES = settings.AXES_COOLOFF_TIME.total_seconds() // 60


def name_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The log-in name under which attempts are counted: no letter case, no stray spaces."""
    given = (credentials or {}).get("username") or request.POST.get("username", "")
    return tidy(str(given)).casefold()[:255]


def is_locked(user: User) -> bool:
    """Is log-in refused to the user now, from any address?"""
    since = timezone.now() - (get_cool_off() or timedelta())
    tried = AccessAttempt.objects.filter(username=user.username.casefold(), attempt_time__gt=since)
    return any(attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT for attempt in tried)


def unlock(user: User) -> bool:
    """Let the user try again at once; whether anything had been counted."""
    return bool(reset(username=user.username.casefold()))


def admits(request: HttpRequest, user: User) -> bool:
    """May the user go on with a log-in from here? Asked before a second step's code is looked at."""
    return bool(AxesProxyHandler.is_allowed(request, {"username": user.username}))


def note_failure(request: HttpRequest, user: User) -> None:
    """Count a wrong code like a wrong password."""
    user_login_failed.send(__name__, credentials={"username": user.username}, request=request)
