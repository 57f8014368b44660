"""Where a user is logged in: one row a browser, by which a session is seen and ended."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from thenchot.foundation.access import passwords, second_step
from thenchot.foundation.access.models import SignIn, User

MUST = "must"  # what the user has to do before anything else: "password" or "second-step"
_SEEN = "seen"
_EVERY = timedelta(minutes=5)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    (r"Edg\w*/(\d+)", "Edge"),
    (r"Coc_Coc_browser/(\d+)", "Cốc Cốc"),
    (r"Firefox/(\d+)", "Firefox"),
    (r"Chrome/(\d+)", "Chrome"),
    (r"Version/(\d+).*Safari", "Safari"),
)


def listen() -> None:
    """Note log-ins and log-outs from now on; called once, when the app is ready."""
    user_logged_in.connect(_note, dispatch_uid="sign_ins")
    user_logged_out.connect(_forget, dispatch_uid="sign_ins")


def open_of(user: User) -> QuerySet[SignIn]:
    """The user's sessions that are still open, the one used last first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return SignIn.objects.filter(user=user, session_key__in=alive)


def end(sign_ins: QuerySet[SignIn]) -> int:
    """Log these out; how many there were."""
    keys = list(sign_ins.values_list("session_key", flat=True))
    for key in keys:
        SessionStore(key).delete()
    SignIn.objects.filter(session_key__in=keys).delete()
    return len(keys)


def end_all(user: User, *, but: str | None = None) -> int:
    """Log the user out everywhere but in the session named."""
    return end(SignIn.objects.filter(user=user).exclude(session_key=but or ""))


def seen(request: HttpRequest) -> None:
    """Note now and then that the session is in use; costs nothing in between."""
    now, before = timezone.now(), request.session.get(_SEEN, 0)
    if now.timestamp() - before >= _EVERY.total_seconds():
        request.session[_SEEN] = int(now.timestamp())
        SignIn.objects.filter(session_key=request.session.session_key).update(seen_at=now)


def device_of(agent: str) -> str:
    """A browser's own description in two words.

    >>> device_of("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36")
    'Chrome 141, Linux'
    """
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    found = ((re.search(pattern, agent), name) for pattern, name in _BROWSERS)
    browser = next((f"{name} {match[1]}" for match, name in found if match), "")
    return ", ".join(filter(None, (browser, system))) or agent[:60] or "?"


def duty_of(user: User) -> str:
    """What the user has to do before anything else, or nothing."""
    if passwords.is_temporary(user):
        return "password"
    return "second-step" if second_step.is_required(user) and not second_step.is_on(user) else ""


def _note(request: HttpRequest, user: User, **_signal: Any) -> None:
    now = timezone.now()
    request.session[_SEEN] = int(now.timestamp())
    if duty := duty_of(user):
        request.session[MUST] = duty
    if request.session.session_key is None:
        request.session.save()
    SignIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "device": device_of(request.META.get("HTTP_USER_AGENT", "")),
            "address": request.META.get("REMOTE_ADDR") or None,
            "began_at": now,
            "seen_at": now,
        },
    )


def _forget(request: HttpRequest, **_signal: Any) -> None:
    if request.session.session_key is not None:
        SignIn.objects.filter(session_key=request.session.session_key).delete()
