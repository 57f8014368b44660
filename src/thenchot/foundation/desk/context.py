"""What every page needs: the organisation's name, the menu, and how the reader's long work stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import reach_of
from thenchot.foundation.desk.menu import links
from thenchot.foundation.desk.pages.jobs import standing


def house(request: HttpRequest) -> dict[str, object]:
    """Names for the base template; read only when a page shows them."""
    return {
        "organisation": SimpleLazyObject(lambda: _organisation(request)),
        "jobs_standing": standing(request),
        "menu": SimpleLazyObject(lambda: links(request.user, request.path)),
    }


def _organisation(request: HttpRequest) -> Any:
    """The oldest root of today, for those who are signed in."""
    return next(iter(reach_of(request.user).tops), None) if isinstance(request.user, User) else None
