"""The declarations of the climate log and its limits."""

from __future__ import annotations

from thenchot.domain.depots.climate.models import ClimateLimit, ClimateReading
from thenchot.foundation.desk.resource import Resource, register

READINGS = register(
    Resource(
        slug="climate-log",
        model=ClimateReading,
        section="depots",
        icon="thermometer",
        columns=("building", "at", "temperature", "humidity", "source"),
        filters=("building__depot__unit", "building__depot", "building", "at", "temperature", "humidity", "source"),
        ordering=("-at", "id"),
    )
)
LIMITS = register(
    Resource(
        slug="climate-limits",
        model=ClimateLimit,
        section="system",
        icon="thermometer",
        columns=(
            "code",
            "temperature_min",
            "temperature_max",
            "humidity_min",
            "humidity_max",
            "longest_gap_hours",
            "valid_from",
            "valid_until",
            "is_example",
            "source",
        ),
        filters=("code", "is_example"),
        in_menu=False,
    )
)
