"""Every table of people, gathered from the nouns that own them."""

from __future__ import annotations

from thenchot.domain.people.bodies.models import Body, BodyKind, BodyLink, BodyMembership, Membership
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

__all__ = [
    "Body",
    "BodyKind",
    "BodyLink",
    "BodyMembership",
    "CapBase",
    "Category",
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
    "Training",
]
