"""A declared column bound to its model: what kind of value it has, how it is labelled, read and sorted by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst

from thenchot.foundation.desk.resource import Column, Resource, Text
from thenchot.foundation.ledger.fields import QuantityField

Kind = Literal["text", "number", "date", "instant", "flag", "choice", "record", "other"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A column of one resource. `field` is None for a computed value; `sort` holds the paths to order by, none if it cannot."""

    column: Column
    name: str
    kind: Kind
    field: Any
    target: type[models.Model] | None
    sort: tuple[str, ...]

    @property
    def path(self) -> str:
        return self.column.path

    @property
    def label(self) -> Text:
        """The heading: as declared, else from the model."""
        return self.column.label or _label(self)

    @property
    def is_number(self) -> bool:
        return self.kind == "number"


def _label(bound: Bound) -> Text:
    if bound.field is None:
        return capfirst(bound.path.replace("_", " "))
    words: Text = capfirst(bound.field.verbose_name)
    return words


def follow(model: type[models.Model], path: str) -> Any:
    """The field at the end of a path of foreign keys; FieldDoesNotExist names the wrong step, ValueError a to-many one."""
    field: Any = None
    here = model
    for step in path.split("__"):
        field = here._meta.pk if step == "pk" else here._meta.get_field(step)
        if field.many_to_many or field.one_to_many:
            raise ValueError(f"{model._meta.label}: {path!r} leads to many rows")
        here = field.related_model or here
    return field


def kind_of(field: Any) -> Kind:  # noqa: PLR0911  # one line a kind
    """What kind of value a model field holds."""
    if field.related_model is not None:
        return "record"
    if getattr(field, "choices", None):
        return "choice"
    match field:
        case models.BooleanField():
            return "flag"
        case models.DateTimeField():
            return "instant"
        case models.DateField():
            return "date"
        case QuantityField() | models.IntegerField() | models.DecimalField():
            return "number"
        case models.CharField() | models.TextField():
            return "text"
    return "other"


def bind(model: type[models.Model], declared: str | Column) -> Bound:
    """The column bound to the model; a path that is no field must be an annotation of the resource's rows or have a `value`."""
    column = Column(path=declared) if isinstance(declared, str) else declared
    name = column.name or column.path
    if column.value is not None:
        return Bound(column, name, "other", None, None, ())
    try:
        field = follow(model, column.path)
    except FieldDoesNotExist:
        return Bound(column, name, "other", None, None, ())
    # A list of values has no order of its own, and databases compare its text each in its own way.
    sort = () if isinstance(field, models.JSONField) else tuple(order_paths(model, column.path))
    return Bound(column, name, kind_of(field), field, field.related_model, sort)


def order_paths(model: type[models.Model], path: str) -> list[str]:
    """Concrete columns to order by: a foreign key is ordered as its table is."""
    field = follow(model, path)
    if field.related_model is None:
        return [path]
    target = field.related_model
    below = [name.lstrip("-") for name in target._meta.ordering] or ["pk"]
    return [p for name in below for p in order_paths(model, f"{path}__{name}")]


@cache
def columns_of(resource: Resource) -> tuple[Bound, ...]:
    """The columns of the resource's list, export and API."""
    return tuple(bind(resource.model, column) for column in resource.columns)


@cache
def details_of(resource: Resource) -> tuple[Bound, ...]:
    """The columns of the record's page: those of the list and the further details, each path once."""
    more = tuple(bind(resource.model, column) for column in resource.details)
    known = {bound.name for bound in columns_of(resource)}
    return columns_of(resource) + tuple(bound for bound in more if bound.name not in known)
