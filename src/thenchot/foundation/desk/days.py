"""Which day a page is about: read from the address as people write days, today unless asked."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest

from thenchot.foundation.access.reach import today

FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


def read(text: str) -> date | None:
    """The day that 25/11/2026 or 2026-11-25 means; None for what is no day."""
    for form in FORMATS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  # a calendar day has no zone
        except ValueError:
            continue
    return None


def asked(request: HttpRequest, name: str = "on") -> tuple[date, bool]:
    """The day asked for under this name, else today; true when something was asked that is no day."""
    text = request.GET.get(name, "").strip()
    found = read(text)
    return found or today(), bool(text) and found is None
