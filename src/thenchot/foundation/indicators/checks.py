"""A faulty indicator file is found by `manage.py check`, at migration and in tests, not by the first reader of the board."""

from __future__ import annotations

from typing import Any

from django.core import checks

from thenchot.foundation.indicators.faults import Misdefined
from thenchot.foundation.indicators.registry import indicators


def register() -> None:
    """Called once, when the app is ready."""
    checks.register(definitions_load)


def definitions_load(**_options: Any) -> list[checks.CheckMessage]:
    """Every definition loads."""
    try:
        indicators()
    except Misdefined as fault:
        return [checks.Error(str(fault), id="indicators.E001")]
    return []
