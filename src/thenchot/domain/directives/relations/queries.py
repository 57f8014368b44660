"""What is in force, which documents a citation may mean, and the graph round a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from thenchot.domain.directives.numbers import Parsed
from thenchot.domain.directives.register.models import Document
from thenchot.domain.directives.relations import rules
from thenchot.domain.directives.relations.models import Kind, Relation


def forces(documents: Iterable[Document], day: date) -> dict[UUID, rules.Force]:
    """How each document stands on a day."""
    every = list(documents)
    replaced: dict[UUID, list[date]] = defaultdict(list)
    rows = Relation.objects.filter(kind=Kind.REPLACES, target__in=[d.pk for d in every])
    for target, start in rows.values_list("target_id", "from_on"):
        replaced[target].append(start)
    return {
        d.pk: rules.force(
            rules.Life(d.issued_on, d.effective_from, d.effective_until, tuple(replaced.get(d.pk, ()))), day
        )
        for d in every
    }


def replacing() -> dict[UUID, list[UUID]]:
    """Which documents each document replaces."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Relation.objects.filter(kind=Kind.REPLACES, target__isnull=False).order_by("pk")
    for source, target in rows.values_list("source_id", "target_id"):
        found[source].append(target)
    return found


def meant(read: Parsed, unit: UUID) -> list[Document]:
    """Documents of the unit's register with the symbol cited, and of the day cited where one is given: several is a doubt."""
    found = Document.objects.filter(unit=unit, symbol=read.canonical).order_by("issued_on", "pk")
    if read.day is not None:
        found = found.filter(issued_on=read.day)
    return list(found)
