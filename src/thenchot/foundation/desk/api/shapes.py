"""The shapes of the API, made from the resources' columns and filters: what goes in the address and what comes out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from ninja import Schema
from pydantic import Field, create_model

from thenchot.foundation.desk.columns import Bound, details_of
from thenchot.foundation.desk.filters import Filter, filters_of
from thenchot.foundation.desk.listing import SIZES
from thenchot.foundation.desk.reading import Line, Ref
from thenchot.foundation.desk.resource import Resource
from thenchot.foundation.ledger.fields import QuantityField

Exact = Annotated[str, Field(description="An exact decimal number, as text", examples=["12.5"])]


class Reference(Schema):
    """Another record: its key, and its name and code as far as the reader may know them."""

    id: UUID
    name: str | None
    code: str | None


def name_of(resource: Resource, what: str) -> str:
    """A schema's name: "EquipmentItem"."""
    return "".join(part.capitalize() for part in resource.slug.split("-")) + what


def item(resource: Resource, columns: tuple[Bound, ...], what: str) -> type[Schema]:
    """A row with these columns."""
    key: Any = int if resource.slug == "acts" else UUID
    fields: dict[str, Any] = {"id": (key, ...)}
    for bound in columns:
        fields[bound.name] = (_type(bound) | None, Field(description=str(bound.label)))
    return create_model(name_of(resource, what), __base__=Schema, **fields)


def _type(bound: Bound) -> Any:  # noqa: PLR0911  # one line a kind
    match bound.kind:
        case "record":
            return Reference
        case "date":
            return date
        case "instant":
            return datetime
        case "flag":
            return bool
        case "number":
            return Exact if isinstance(bound.field, QuantityField) else int
        case "choice":
            values = [value for value, _words in bound.field.flatchoices]
            return int if all(isinstance(value, int) for value in values) else str
        case "text":
            return str
    return Any


def plain(bound: Bound, value: Any) -> Any:
    """A value as JSON: dates and exact numbers as text, another record by key, name and code."""
    if isinstance(value, Ref):
        return {
            "id": value.key,
            "name": value.name.text if value.name else None,
            "code": value.name.code if value.name else None,
        }
    if isinstance(value, Decimal):
        return format(value, "f")
    return (
        value if bound.field is not None or value is None or isinstance(value, bool | int | date | list) else str(value)
    )


def row(columns: tuple[Bound, ...], line: Line) -> dict[str, Any]:
    """A line as JSON."""
    return {"id": line.key, **{b.name: plain(b, value) for b, value in zip(columns, line.values, strict=True)}}


def encode(value: Any) -> bytes:
    """JSON bytes."""
    return msgspec.json.encode(value)


def page(resource: Resource, columns: tuple[Bound, ...]) -> type[Schema]:
    """A page of the list."""
    rows: Any = list[item(resource, columns, "Row")]  # type: ignore[misc]  # made at run time
    return create_model(
        name_of(resource, "Page"),
        __base__=Schema,
        items=(rows, ...),
        total=(int, Field(description="How many rows there are; at least so many when `total_is_exact` is false")),
        total_is_exact=(bool, ...),
        previous=(str | None, Field(description="Give as `before` for the page before this one")),
        next=(str | None, Field(description="Give as `after` for the page after this one")),
    )


def full_item(resource: Resource) -> type[Schema]:
    """A record with all its columns and its version."""
    shape = item(resource, details_of(resource), "Item")
    return create_model(
        shape.__name__, __base__=shape, version=(int | None, Field(description="Counts the record's changes"))
    )


def asked(resource: Resource) -> type[Schema]:
    """What may stand in the list's address."""
    text: Any = str | None
    fields: dict[str, Any] = {
        "q": (text, Field(None, max_length=200, description="Words to find; marks may be left out")),
        "sort": (text, Field(None, description="Column names separated by commas, '-' before a descending one")),
        "after": (text, Field(None, description="`next` of the page before")),
        "before": (text, Field(None, description="`previous` of the page after")),
        "size": (int, Field(SIZES[0], ge=1, le=SIZES[-1], description="Rows on a page")),
        "ids": (text, Field(None, description="Keys separated by commas")),
    }
    for one in filters_of(resource):
        fields |= _filter(one)
    return create_model(name_of(resource, "Asked"), __base__=Schema, **fields)


def _filter(one: Filter) -> dict[str, Any]:
    name, words = one.name, str(one.label)
    fields: dict[str, Any] = {}
    if f"{name}__empty" in one.names:
        fields[f"{name}__empty"] = (bool, Field(False, description=f"{words}: only where it is not given"))
    match one.bound.kind:
        case "choice":
            offered: Any = Literal[tuple(str(value) for value, _words in one.bound.field.flatchoices)]
            fields[name] = (list[offered], Field([], description=words))
        case "flag":
            fields[name] = (list[Literal["True", "False"]], Field([], description=words))
        case "date" | "instant":
            for end in ("from", "until"):
                fields[f"{name}__{end}"] = (date | None, Field(None, description=f"{words}: {end}, both days included"))
        case "number":
            for end, said in (("", "exactly"), ("__min", "at least"), ("__max", "at most")):
                fields[name + end] = (Decimal | None, Field(None, description=f"{words}: {said}"))
        case "record":
            below = ", with the units below it" if one.is_unit else ""
            fields[name] = (UUID | None, Field(None, description=f"{words}: key{below}"))
            if one.is_unit:
                fields[f"{name}__only"] = (bool, Field(False, description="Without the units below"))
        case _:
            fields[name] = (str | None, Field(None, max_length=200, description=f"{words}: contains"))
    return fields
