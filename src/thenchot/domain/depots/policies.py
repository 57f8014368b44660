"""Who may see and change depots: those who reach the unit that runs them; the rules of keeping are shared."""

from __future__ import annotations

from thenchot.domain.depots import models
from thenchot.foundation.access.policy import Shared, Within, allow


def register() -> None:
    """Called once, when the app is ready."""
    allow(models.Depot, Within("unit"))
    allow(models.DepotService, Within("depot__unit"))
    allow(models.StoreBuilding, Within("depot__unit"))
    allow(models.Bay, Within("building__depot__unit"))
    allow(models.Placement, Within("bay__building__depot__unit"))
    allow(models.Spacing, Within("first__depot__unit"))
    allow(models.ClimateReading, Within("building__depot__unit"))
    for reference in (models.Compatibility, models.DistanceTable, models.DistanceRow, models.ClimateLimit):
        allow(reference, Shared())
