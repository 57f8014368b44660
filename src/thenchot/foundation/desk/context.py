"""What every page needs."""

from __future__ import annotations

from django.http import HttpRequest


def house(_request: HttpRequest) -> dict[str, object]:
    """Names for the base template."""
    return {}
