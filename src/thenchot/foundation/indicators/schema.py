"""The tables an indicator may read, as a portable SQL text sees them: names, columns and types taken from the models."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import models

from thenchot.foundation.indicators.faults import Misdefined
from thenchot.foundation.ledger.records import Record

# Where each unit stands: read by every roll-up, changed by acts on the links.
SPAN = "organisation.unitspan"
LINK = "organisation.unitlink"

_TYPES: tuple[tuple[type[models.Field[object, object]], str], ...] = (
    (models.UUIDField, "UUID"),
    (models.BooleanField, "BOOLEAN"),
    (models.DateTimeField, "TIMESTAMP"),
    (models.DateField, "DATE"),
    (models.IntegerField, "BIGINT"),
    (models.CharField, "VARCHAR"),
    (models.TextField, "VARCHAR"),
)


def readable(label: str, place: str) -> type[Record]:
    """The record table of this label ("depots.depot"); refuses what is no record, and the tables of access."""
    expected = "the label of a table of records, such as depots.depot"
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Misdefined(place, label, expected) from error
    if not issubclass(model, Record) or model._meta.app_label == "access":
        raise Misdefined(place, label, expected)
    return model


@cache
def columns(label: str) -> dict[str, str]:
    """A table's columns and their types in DuckDB's words.

    Columns of other types cannot be named, and neither can those outside the ledger: a computed "current" column is not of the
    day a figure is asked for.
    """
    found: dict[str, str] = {}
    model = apps.get_model(label)
    outside: frozenset[str] = getattr(model, "outside_ledger", frozenset())
    for field in model._meta.concrete_fields:
        if field.name in outside or field.attname in outside:
            continue
        stored = field.target_field if isinstance(field, models.ForeignKey) else field
        kind = next((kind for known, kind in _TYPES if isinstance(stored, known)), None)
        if kind is not None:
            found[field.column] = kind
    return found


def table(label: str) -> str:
    """The table's name in the database."""
    return str(apps.get_model(label)._meta.db_table)
