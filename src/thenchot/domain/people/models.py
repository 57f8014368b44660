"""Every table of people, gathered from the nouns that own them."""

from __future__ import annotations

from thenchot.domain.people.levels import Level
from thenchot.domain.people.persons.models import Category, Person, Post, Posting, Rank, RankHeld, Sex
from thenchot.domain.people.qualifications.models import Qualification, Training

__all__ = [
    "Category",
    "Level",
    "Person",
    "Post",
    "Posting",
    "Qualification",
    "Rank",
    "RankHeld",
    "Sex",
    "Training",
]
