"""How the records of an indicator are told apart by what they belong to: over foreign keys, such as type__group__branch.

The indicator's toml names the ways it offers under `by`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import models

from thenchot.foundation.indicators import schema
from thenchot.foundation.indicators.definition import Way
from thenchot.foundation.indicators.faults import Misdefined
from thenchot.foundation.ledger.records import Record

EXPECTED = "foreign keys from the record to a table of records, such as type__group__branch"


def way(record: str, path: str, place: str) -> Way:
    """The way of this path from the record table; refuses what does not lead over foreign keys to records."""
    model: type[models.Model] = apps.get_model(record)
    steps: list[tuple[str, str]] = []
    for name in path.split("__"):
        field = next((f for f in model._meta.concrete_fields if f.name == name), None)
        label = model._meta.label_lower
        if not isinstance(field, models.ForeignKey) or field.column not in schema.columns(label):
            raise Misdefined(place, path, EXPECTED)
        steps.append((label, field.column))
        model = schema.readable(field.related_model._meta.label_lower, place)
    return Way(path, tuple(steps), model._meta.label_lower)


def columns(ways: Iterable[Way]) -> dict[str, frozenset[str]]:
    """The columns the ways lead over, by table."""
    found: dict[str, frozenset[str]] = {}
    for each in ways:
        for label, column in each.steps:
            table = schema.table(label)
            found[table] = found.get(table, frozenset()) | {"id", column}
    return found


def leads_to(found: Way) -> type[Record]:
    """The table the way ends at."""
    model: type[Record] = apps.get_model(found.model)
    return model
