"""Who may see and change what of the register: reference data is shared, items belong to the unit that holds them."""

from __future__ import annotations

from thenchot.domain.materiel.models import Branch, Custody, Equipment, Grade, GradeScheme, Grading, Group, Type
from thenchot.foundation.access.policy import Shared, Within, allow


def register() -> None:
    """Called once, when the app is ready."""
    for reference in (GradeScheme, Grade, Branch, Group, Type):
        allow(reference, Shared())
    allow(Equipment, Within("unit"))
    allow(Custody, Within("equipment__unit"))
    allow(Grading, Within("equipment__unit"))
