"""The papers of the house: an app declares, in its `papers` module, which official document can be made of one of its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from thenchot.foundation.access import policy
from thenchot.foundation.desk.offers import Offer
from thenchot.foundation.desk.resource import Resource, Text
from thenchot.foundation.papers.document import Document
from thenchot.foundation.papers.files import FORMATS


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of a record of the resource: `build` takes the record, which its reader may view, and the reader.

    Whatever else `build` reads it takes through `policy.rows`, so that a paper says no more than the pages do. `name` stands in
    the address.
    """

    name: str
    resource: str
    title: Text
    build: Callable[[Any, policy.Who], Document]


_papers: dict[str, Paper] = {}


def register(paper: Paper) -> Paper:
    """Add a paper to the house; a name declared twice is refused at start."""
    if paper.name in _papers:
        raise ValueError(f"paper {paper.name!r} is registered twice")
    _papers[paper.name] = paper
    return paper


def papers() -> tuple[Paper, ...]:
    """Every paper, in the order of registration."""
    return tuple(_papers.values())


def by_name(name: str) -> Paper | None:
    """The paper at this address."""
    return _papers.get(name)


def offered(_user: policy.Who, resource: Resource, record: Any) -> Iterator[Offer]:
    """The papers of a record, for its page."""
    for paper in _papers.values():
        if paper.resource == resource.slug:
            links = ((kind, reverse("paper", args=[paper.name, record.pk, kind])) for kind in FORMATS)
            yield Offer(paper.title, tuple(links))
