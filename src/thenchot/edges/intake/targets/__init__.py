"""What files can feed: each target knows its fields, checks lines and turns them into records."""

from __future__ import annotations

from thenchot.edges.intake.targets.contract import Field, Session, Target
from thenchot.edges.intake.targets.register import EquipmentRegister

TARGETS: dict[str, Target] = {target.name: target for target in (EquipmentRegister(),)}

__all__ = ["TARGETS", "Field", "Session", "Target"]
