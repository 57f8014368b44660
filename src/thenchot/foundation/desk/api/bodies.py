"""What is sent to the API: the shape of a body, made from the same form fields as the page has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django import forms
from django.contrib.auth.models import AnonymousUser
from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from thenchot.foundation.desk import inputs
from thenchot.foundation.desk.api.shapes import name_of
from thenchot.foundation.desk.forms import OWN, DeskForm, action_form, change_form
from thenchot.foundation.desk.resource import Action, Resource


class Strict(Schema):
    """A body in which an unknown name is an error."""

    model_config = ConfigDict(extra="forbid")


def of_record(resource: Resource, *, partial: bool) -> type[Schema]:
    """A new record, or the columns to change."""
    form = change_form(resource, AnonymousUser(), resource.model())
    return _shape(name_of(resource, "Change" if partial else "New"), form, partial=partial)


def of_action(resource: Resource, action: Action) -> type[Schema]:
    """An action's arguments."""
    name = name_of(resource, "".join(part.capitalize() for part in action.name.split("_")))
    return _shape(name, action_form(resource, action, AnonymousUser(), None), partial=False)


def _shape(name: str, form: DeskForm, *, partial: bool) -> type[Schema]:
    fields: dict[str, Any] = {"reason": (str, Field("", max_length=500, description="Kept in the history"))}
    for key, field in form.fields.items():
        if key in OWN and key != "reason":
            continue
        kind, options = _type(field), dict[str, Any](description=str(field.label or key))
        if isinstance(field, forms.CharField) and field.max_length:
            options["max_length"] = field.max_length
        optional = partial or not field.required or field.initial not in (None, "")
        fields[key] = (kind | None, Field(None, **options)) if optional else (kind, Field(..., **options))
    return create_model(name, __base__=Strict, **fields)


def _type(field: forms.Field) -> Any:  # noqa: PLR0911  # one line a kind
    match field:
        case inputs.RecordField():
            return UUID
        case inputs.NumberField():
            return Decimal if field.places else int
        case forms.DateField():
            return date
        case forms.BooleanField():
            return bool
        case inputs.LinesField():
            return list[str]
        case forms.TypedChoiceField():
            return Literal[tuple(value for value, _words in inputs.offered(field))]
    return str


def given(body: Any) -> dict[str, Any]:
    """The names the sender gave, with their values."""
    found: dict[str, Any] = body.model_dump(exclude_unset=True)
    return found


def defaults(form: DeskForm) -> Mapping[str, Any]:
    """What the form starts from, for names that were not given."""
    started = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in started.items() if value is not None and name not in OWN}
