"""Every table of people, gathered from the nouns that own them."""

from __future__ import annotations

from thenchot.domain.people.bodies.models import Body, BodyKind, BodyLink, BodyMembership, Membership
from thenchot.domain.people.discipline.models import Discipline, DisciplineForm, DisciplineTerm
from thenchot.domain.people.levels import Level
from thenchot.domain.people.persons.models import Category, Person, Post, Posting, Rank, RankHeld, Sex
from thenchot.domain.people.qualifications.models import Qualification, Training
from thenchot.domain.people.ratings.models import (
    CapBase,
    RatedKind,
    Rating,
    RatingLevel,
    RatingPeriod,
    RatingRound,
    RatingScheme,
    Step,
)
from thenchot.domain.people.strength.models import AuthorisedPost, Delegation
from thenchot.domain.people.succession.models import SuccessionPlan, SuccessionRule

__all__ = [
    "AuthorisedPost",
    "Body",
    "BodyKind",
    "BodyLink",
    "BodyMembership",
    "CapBase",
    "Category",
    "Delegation",
    "Discipline",
    "DisciplineForm",
    "DisciplineTerm",
    "Level",
    "Membership",
    "Person",
    "Post",
    "Posting",
    "Qualification",
    "Rank",
    "RankHeld",
    "RatedKind",
    "Rating",
    "RatingLevel",
    "RatingPeriod",
    "RatingRound",
    "RatingScheme",
    "Sex",
    "Step",
    "SuccessionPlan",
    "SuccessionRule",
    "Training",
]
