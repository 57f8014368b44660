"""The declarations of postings, ranks and posts; a person's own page stands with those of all nouns."""

from __future__ import annotations

from thenchot.domain.people.persons.models import Post, Posting, Rank, RankHeld
from thenchot.foundation.desk.resource import Resource, register

POSTINGS = register(
    Resource(
        slug="postings",
        model=Posting,
        section="people",
        icon="map-pin",
        columns=("person", "post", "unit", "from_on", "until_on", "document"),
        filters=("unit", "post", "person", "from_on", "until_on"),
        ordering=("-from_on", "id"),
        in_menu=False,
    )
)
RANKS_HELD = register(
    Resource(
        slug="ranks-held",
        model=RankHeld,
        section="people",
        icon="chevrons-up",
        columns=("person", "rank", "rank__category", "from_on", "document"),
        filters=("rank", "rank__category", "person", "from_on"),
        ordering=("-from_on", "id"),
        in_menu=False,
    )
)
RANKS = register(
    Resource(
        slug="ranks",
        model=Rank,
        section="system",
        icon="chevrons-up",
        columns=("code", "name", "category", "position"),
        search=("code", "name"),
        filters=("category",),
        fields=("code", "name", "category", "position"),
        in_menu=False,
    )
)
POSTS = register(
    Resource(
        slug="posts",
        model=Post,
        section="system",
        icon="briefcase",
        columns=("code", "name", "category"),
        search=("code", "name"),
        filters=("category",),
        fields=("code", "name", "category"),
        in_menu=False,
    )
)
