"""Who may see and change what of the register: reference data is shared, items belong to the unit that holds them."""

from __future__ import annotations

from thenchot.domain.materiel import models
from thenchot.foundation.access.policy import Shared, Within, allow

_REFERENCE = (
    models.GradeScheme,
    models.Grade,
    models.DomainField,
    models.Branch,
    models.Group,
    models.Type,
    models.Variant,
    models.TypeAlias,
    models.CoefficientFormula,
    models.FormulaTerm,
    models.SetList,
    models.SetLine,
    models.RemovalRegulation,
    models.RemovalCase,
    models.RemovalDeadline,
    models.RemovalAuthority,
)


def register() -> None:
    """Called once, when the app is ready."""
    for reference in _REFERENCE:
        allow(reference, Shared())
    allow(models.Equipment, Within("unit"))
    for fact in (models.Custody, models.Grading, models.StateInterval):
        allow(fact, Within("equipment__unit"))
    allow(models.Establishment, Within("unit"))
    allow(models.CompleteSet, Within("unit"))
    for part in (models.SetMember, models.SetCustody):
        allow(part, Within("complete_set__unit"))
    allow(models.RemovalPlan, Within("unit"))
    for of_plan in (models.RemovalLine, models.CouncilMember, models.RemovalStep):
        allow(of_plan, Within("plan__unit"))
