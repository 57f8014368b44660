"""An indicator on the tables of the foundation alone, for the engine's own tests: units that are known by another name."""

from __future__ import annotations

from pathlib import Path

SQL = """
-- One row per unit; a unit of kind "other" is not reported yet; a depot is a slice of its own.
WITH named AS (
    SELECT alias.unit_id AS unit_id, COUNT(*) AS names
    FROM organisation_unitalias AS alias
    GROUP BY alias.unit_id
)
SELECT
    unit.id AS unit_id,
    unit.id AS record_id,
    CASE WHEN unit.kind = 'depot' THEN 'depots' ELSE 'units' END AS slice,
    CASE WHEN unit.kind = 'other' THEN NULL WHEN named.names > 0 THEN 1 ELSE 0 END AS numerator,
    CASE WHEN unit.kind = 'agency' THEN 0 ELSE 1 END AS denominator,
    CASE WHEN unit.kind = 'other' THEN 'silent' WHEN named.names > 0 THEN NULL ELSE 'unnamed' END AS cause
FROM organisation_unit AS unit
LEFT JOIN named ON named.unit_id = unit.id
"""

OBSTACLES = """
SELECT
    unit.id AS record_id, unit.code || '/name' AS obstacle_id, 'Find a name' AS label, unit.id AS unit_id,
    100 AS cost, NULL AS days, '' AS resource
FROM organisation_unit AS unit
WHERE unit.kind <> 'other'
"""

TOML = """
record = "organisation.unit"
reads = ["organisation.unit", "organisation.unitalias"]
obstacle_reads = ["organisation.unit"]
title = { vi = "Đơn vị có tên khác", en = "Units with another name" }
counts = { vi = "Đơn vị có ít nhất một tên khác", en = "Units with at least one other name" }
thing = { vi = "đơn vị", en = "unit" }

[[slices]]
code = "units"
label = { vi = "Đơn vị", en = "Units" }
targets = [
    { comparator = ">", percent = "50", valid_until = 2025-01-01, source = "Plan 1" },
    { comparator = ">=", percent = "80", valid_from = 2026-01-01, source = "Plan 2" },
]

[[slices]]
code = "depots"
label = { vi = "Kho", en = "Depots" }

[causes]
unnamed = { vi = "Chưa có tên khác", en = "No other name" }
"""


def write(folder: Path, *, toml: str = TOML, sql: str = SQL, obstacles: str | None = OBSTACLES) -> Path:
    """Lay the files in the folder; returns the toml."""
    folder.mkdir(exist_ok=True)
    (folder / "named_units.sql").write_text(sql, encoding="utf-8")
    if obstacles is not None:
        (folder / "named_units.obstacles.sql").write_text(obstacles, encoding="utf-8")
    file = folder / "named_units.toml"
    file.write_text(toml, encoding="utf-8")
    return file
