"""Which targets there are: the composite ones, and one for every resource of the desk."""

from __future__ import annotations

from thenchot.edges.intake.targets.answers import AssessmentAnswers
from thenchot.edges.intake.targets.contract import Target
from thenchot.edges.intake.targets.desk.fields import desk_target, desk_targets
from thenchot.edges.intake.targets.personnel import PersonnelList
from thenchot.edges.intake.targets.register import EquipmentRegister, TypeCatalogue
from thenchot.edges.intake.targets.unit_tree import UnitTree
from thenchot.foundation.kernel.refusal import Refusal

COMPOSITE: dict[str, Target] = {
    target.name: target
    for target in (EquipmentRegister(), TypeCatalogue(), UnitTree(), AssessmentAnswers(), PersonnelList())
}


def target_named(name: str) -> Target:
    """The target of this name: "equipment_register", or "desk:" and a resource's slug."""
    found = COMPOSITE.get(name) or desk_target(name) or desk_target(f"desk:{name}")
    if found is None:
        raise Refusal("There is no target {name}; there are: {known}", name=name, known=", ".join(all_targets()))
    return found


def all_targets() -> dict[str, Target]:
    """Every target by name, the composite ones first."""
    return {**COMPOSITE, **desk_targets()}


def is_target(name: str) -> bool:
    """Whether there is a target of this name."""
    return name in COMPOSITE or desk_target(name) is not None
