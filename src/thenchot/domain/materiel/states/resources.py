"""The states' declarations: what state each item is in, and the formulas of coefficients."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.equipment.models import State
from thenchot.domain.materiel.states.models import CoefficientFormula, FormulaTerm, StateInterval
from thenchot.foundation.desk.resource import Column, Related, Resource, Tone, register

STATE_TONES: dict[object, Tone] = {
    State.IN_USE: "good",
    State.SEALED: "info",
    State.IN_REPAIR: "warn",
    State.AWAITING_PARTS: "warn",
    State.AWAITING_DISPOSAL: "bad",
    State.SUSPENDED: "bad",
}

STATES = register(
    Resource(
        slug="equipment-states",
        model=StateInterval,
        section="equipment",
        icon="activity",
        columns=("equipment", Column(path="state", tones=STATE_TONES), "from_on", "until_on", "document", "note"),
        filters=("state", "equipment__unit", "equipment", "from_on", "until_on"),
        ordering=("-from_on", "id"),
        in_menu=False,
    )
)
FORMULAS = register(
    Resource(
        slug="coefficient-formulas",
        model=CoefficientFormula,
        section="system",
        icon="sigma",
        columns=("code", "name", "valid_from", "valid_until", "is_example", "source"),
        search=("code", "name"),
        filters=("code", "is_example"),
        related=(Related(title=_("Terms"), resource="formula-terms", path="formula"),),
        story=("terms",),
        in_menu=False,
    )
)
FORMULA_TERMS = register(
    Resource(
        slug="formula-terms",
        model=FormulaTerm,
        section="system",
        icon="sigma",
        columns=("formula", "state", "treatment"),
        filters=("formula", "state", "treatment"),
        in_menu=False,
    )
)
