"""The declarations of who held what and how it was graded; an item's own page stands with those of all nouns."""

from __future__ import annotations

from thenchot.domain.materiel.equipment.models import Custody, Grading
from thenchot.foundation.desk.resource import Column, Resource, Tone, register

# As in the example scheme of five grades; another scheme's grades are shown with the same colours, best first.
GRADE_TONES: dict[object, Tone] = {1: "good", 2: "good", 3: "warn", 4: "bad", 5: "bad"}

CUSTODY = register(
    Resource(
        slug="custody",
        model=Custody,
        section="equipment",
        icon="hand",
        columns=("equipment", "unit", "from_on", "until_on", "document"),
        filters=("unit", "equipment", "from_on", "until_on"),
        ordering=("-from_on", "id"),
        in_menu=False,
    )
)
GRADINGS = register(
    Resource(
        slug="gradings",
        model=Grading,
        section="equipment",
        icon="gauge",
        columns=("equipment", Column(path="grade", tones=GRADE_TONES), "graded_on", "document", "grounds"),
        filters=("grade", "graded_on", "equipment"),
        ordering=("-graded_on", "id"),
        in_menu=False,
    )
)
