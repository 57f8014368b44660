"""Who may see and take up an intake: whoever began it, and those who hold the right at the unit it goes under."""

from __future__ import annotations

from thenchot.edges.intake.models import IntakeRun
from thenchot.foundation.access.policy import Mine, Within, allow


def register() -> None:
    """Called once, when the app is ready."""
    allow(IntakeRun, Within("under"), Mine("by_key", verbs=("view", "take_in")))
