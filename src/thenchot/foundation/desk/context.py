"""What every page needs: the organisation's name, the menu, and how the reader's long work stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.menu import sections
from thenchot.foundation.desk.pages.jobs import standing
from thenchot.foundation.organisation import queries


def house(request: HttpRequest) -> dict[str, object]:
    """Names for the base template; read only when a page shows them."""
    return {
        "organisation": SimpleLazyObject(lambda: _organisation(request)),
        "jobs_standing": standing(request),
        "menu": SimpleLazyObject(lambda: sections(request.user)),
    }


def _organisation(request: HttpRequest) -> Any:
    """The oldest root of today, for those who are signed in."""
    return queries.roots(today()).first() if request.user.is_authenticated else None
