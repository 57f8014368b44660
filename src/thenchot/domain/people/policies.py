"""Who may see and change what of people: those to whom it is granted by name where they are posted, and themselves.

All tables that name a person are sensitive: a role's bare `*` does not reach them. Reference data is shared.
"""

from __future__ import annotations

from thenchot.domain.people import models
from thenchot.foundation.access.policy import Mine, Shared, Within, allow


def register() -> None:
    """Called once, when the app is ready."""
    for reference in (models.Rank, models.Post, models.RatingScheme, models.DisciplineTerm, models.SuccessionRule):
        allow(reference, Shared())
    allow(models.Person, Within("unit"), Mine("user"), sensitive=True)
    for fact in (models.Posting, models.RankHeld, models.Qualification, models.Training):
        allow(fact, Within("person__unit"), Mine("person__user"), sensitive=True)
    allow(models.Body, Within("unit"), sensitive=True)
    allow(models.BodyLink, Within("body__unit"), sensitive=True)
    allow(models.BodyMembership, Within("body__unit"), Mine("person__user"), sensitive=True)
    allow(models.RatingRound, Within("unit"), sensitive=True)
    allow(models.Rating, Within("unit"), Mine("person__user", ("view", "rate_oneself")), sensitive=True)
    allow(models.Discipline, Within("unit"), Mine("person__user"), sensitive=True)
    allow(models.AuthorisedPost, Within("unit"), sensitive=True)
    allow(models.Delegation, Within("person__unit"), Mine("person__user"), Mine("deputy__user"), sensitive=True)
    allow(models.SuccessionPlan, Within("unit"), sensitive=True)
