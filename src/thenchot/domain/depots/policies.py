"""Who may see and change depots: those who reach the unit that runs them."""

from __future__ import annotations

from thenchot.domain.depots.models import Depot, DepotService
from thenchot.foundation.access.policy import Within, allow


def register() -> None:
    """Called once, when the app is ready."""
    allow(Depot, Within("unit"))
    allow(DepotService, Within("depot__unit"))
