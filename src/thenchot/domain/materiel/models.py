"""Every table of the register, gathered from the nouns that own them."""

from __future__ import annotations

from thenchot.domain.materiel.catalogue.models import (
    AliasKind,
    Branch,
    DomainField,
    Grade,
    GradeScheme,
    Group,
    TrackedBy,
    Type,
    TypeAlias,
    Variant,
)
from thenchot.domain.materiel.equipment.models import Custody, Equipment, Grading, State
from thenchot.domain.materiel.establishment.models import Establishment
from thenchot.domain.materiel.removal.models import (
    CouncilMember,
    RemovalAuthority,
    RemovalCase,
    RemovalDeadline,
    RemovalLine,
    RemovalPlan,
    RemovalRegulation,
    RemovalStep,
)
from thenchot.domain.materiel.sets.models import CompleteSet, Criticality, SetCustody, SetLine, SetList, SetMember
from thenchot.domain.materiel.states.models import CoefficientFormula, FormulaTerm, StateInterval, Treatment

__all__ = [
    "AliasKind",
    "Branch",
    "CoefficientFormula",
    "CompleteSet",
    "CouncilMember",
    "Criticality",
    "Custody",
    "DomainField",
    "Equipment",
    "Establishment",
    "FormulaTerm",
    "Grade",
    "GradeScheme",
    "Grading",
    "Group",
    "RemovalAuthority",
    "RemovalCase",
    "RemovalDeadline",
    "RemovalLine",
    "RemovalPlan",
    "RemovalRegulation",
    "RemovalStep",
    "SetCustody",
    "SetLine",
    "SetList",
    "SetMember",
    "State",
    "StateInterval",
    "TrackedBy",
    "Treatment",
    "Type",
    "TypeAlias",
    "Variant",
]
