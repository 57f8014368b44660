"""Who may see and change what of people: those to whom it is granted by name where they are posted, and themselves.

All tables that name a person are sensitive: a role's bare `*` does not reach them. Reference data is shared.
"""

from __future__ import annotations

from thenchot.domain.people import models
from thenchot.foundation.access.policy import Mine, Shared, Within, allow


def register() -> None:
    """Called once, when the app is ready."""
    for reference in (models.Rank, models.Post):
        allow(reference, Shared())
    allow(models.Person, Within("unit"), Mine("user"), sensitive=True)
    for fact in (models.Posting, models.RankHeld, models.Qualification, models.Training):
        allow(fact, Within("person__unit"), Mine("person__user"), sensitive=True)
