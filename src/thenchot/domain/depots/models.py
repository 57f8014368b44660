"""Every table of depots, gathered from the nouns that own them."""

from __future__ import annotations

from thenchot.domain.depots.buildings.models import (
    Bay,
    Bund,
    Compatibility,
    DistanceRow,
    DistanceTable,
    Placement,
    Spacing,
    StoreBuilding,
)
from thenchot.domain.depots.climate.models import ClimateLimit, ClimateReading
from thenchot.domain.depots.depot.models import Depot, DepotService, Tier

__all__ = [
    "Bay",
    "Bund",
    "ClimateLimit",
    "ClimateReading",
    "Compatibility",
    "Depot",
    "DepotService",
    "DistanceRow",
    "DistanceTable",
    "Placement",
    "Spacing",
    "StoreBuilding",
    "Tier",
]
