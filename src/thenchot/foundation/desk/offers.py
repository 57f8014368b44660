"""What apps above the desk offer on a record's page: files made of the record, each under its title."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from thenchot.foundation.access import policy
from thenchot.foundation.desk.resource import Resource, Text


@dataclass(frozen=True, slots=True)
class Offer:
    """A title and the addresses under it, each with its short name ("docx")."""

    title: Text
    links: tuple[tuple[str, str], ...]


Offering = Callable[[policy.Who, Resource, Any], Iterator[Offer]]
_offering: list[Offering] = []


def add(offering: Offering) -> None:
    """Ask this function, too, what is offered on a record's page."""
    _offering.append(offering)


def offers(user: policy.Who, resource: Resource, record: Any) -> list[Offer]:
    """Everything offered to this reader for the record."""
    return [one for offering in _offering for one in offering(user, resource, record)]
