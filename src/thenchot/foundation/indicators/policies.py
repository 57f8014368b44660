"""Who may see and make closings: those who reach the unit that closed."""

from __future__ import annotations

from thenchot.foundation.access.policy import Within, allow
from thenchot.foundation.indicators.models import ClosedFigure, Closing


def register() -> None:
    """Called once, when the app is ready."""
    allow(Closing, Within("unit"))
    allow(ClosedFigure, Within("unit"))
