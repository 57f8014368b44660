"""The forms of the desk: a record's edit form, and an action's form made from its function's arguments."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access.policy import Who
from thenchot.foundation.desk import inputs
from thenchot.foundation.desk.resource import Action, Resource
from thenchot.foundation.desk.shown import NOTHING
from thenchot.foundation.kernel.identity import new_key

OWN = ("version", "request_key", "reason")


class DeskForm(forms.Form):
    """A form that carries the version it started from and a key under which it is done once only."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    request_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    @property
    def asked(self) -> dict[str, Any]:
        """The answers, without what the desk itself carries."""
        return {name: value for name, value in self.cleaned_data.items() if name not in OWN}

    @property
    def main_fields(self) -> list[Any]:
        """The visible fields, the reason last."""
        visible = [field for field in self.visible_fields() if field.name != "reason"]
        return visible + [field for field in self.visible_fields() if field.name == "reason"]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, as (field or "", sentence)."""
        errors: Any = self.errors
        return [("" if name == NON_FIELD_ERRORS else name, str(text)) for name in errors for text in errors[name]]

    def take(self, faults: list[tuple[str, str]]) -> None:
        """Add refusals beside their fields; those of no field here stand at the top."""
        for name, text in faults:
            self.add_error(name if name in self.fields else None, text)


def reason_field(*, required: bool) -> forms.Field:
    """Why it is done; kept in the history."""
    return inputs.TidyField(
        label=_("Reason"),
        required=required,
        max_length=500,
        help_text=_("Kept in the history, such as a decision's number"),
    )


def change_form(
    resource: Resource,
    user: Who,
    record: Any,
    data: Mapping[str, Any] | None = None,
    start: Mapping[str, Any] | None = None,
) -> DeskForm:
    """The edit form of a record (or of one not saved yet, which may `start` from values in the address)."""
    fields = {name: inputs.for_column(resource.model._meta.get_field(name), user) for name in resource.fields}
    adding = record._state.adding
    if not adding:
        fields["reason"] = reason_field(required=False)
    made = type("ChangeForm", (DeskForm,), fields)
    given = {name: value for name, value in (start or {}).items() if name in resource.fields}
    initial = given if adding else {name: _start(record, name) for name in resource.fields}
    form: DeskForm = made(data, initial={**initial, "version": record.version, "request_key": new_key().hex})
    return form


def columns_form(resource: Resource, user: Who, data: Mapping[str, Any] | None = None) -> DeskForm:
    """The edit form for many records at once: what is left empty stays as it is in each."""
    fields = {name: inputs.for_column(resource.model._meta.get_field(name), user) for name in resource.fields}
    kept = {name: field for name, field in fields.items() if not isinstance(field, forms.BooleanField)}
    for field in kept.values():
        field.required, field.initial = False, None
        if isinstance(field, forms.TypedChoiceField):
            offered = [("", NOTHING), *inputs.offered(field)]
            field.empty_value, field.widget, field.choices = None, forms.Select(), offered
    made = type("ColumnsForm", (DeskForm,), {**kept, "reason": reason_field(required=True)})
    form: DeskForm = made(data, initial={"request_key": new_key().hex})
    return form


def _start(record: Any, name: str) -> Any:
    field = record._meta.get_field(name)
    return getattr(record, field.attname)


def action_form(
    resource: Resource,
    action: Action,
    user: Who,
    record: Any,
    data: Mapping[str, Any] | None = None,
    start: Mapping[str, Any] | None = None,
) -> DeskForm:
    """The form of an action: a field for each argument besides the record and `by`."""
    fields = {p.name: _argument(resource, action, p, hint, user) for p, hint in arguments(action)}
    if action.needs_reason:
        fields["reason"] = reason_field(required=True)
    made = type("ActionForm", (DeskForm,), fields)
    initial = {"version": record.version if record is not None else None, "request_key": new_key().hex, **(start or {})}
    form: DeskForm = made(data, initial=initial)
    return form


def arguments(action: Action) -> list[tuple[inspect.Parameter, Any]]:
    """The arguments a form asks for, each with its type."""
    return [(p, hint) for p, hint in _typed(action.run)[action.on == "row" :] if p.name != "by"]


@cache
def _typed(run: Callable[..., object]) -> list[tuple[inspect.Parameter, Any]]:
    hints = get_type_hints(run)
    return [(p, hints.get(p.name, str)) for p in inspect.signature(run).parameters.values()]


def _argument(resource: Resource, action: Action, parameter: inspect.Parameter, hint: Any, user: Who) -> forms.Field:
    hint, optional = _without_none(hint)
    has_default = parameter.default is not inspect.Parameter.empty
    column = _column(resource, parameter.name, hint)
    words = capfirst(column.verbose_name) if column is not None else capfirst(parameter.name.replace("_", " "))
    options: dict[str, Any] = {
        "label": action.labels.get(parameter.name) or words,
        "required": not optional and (not has_default or parameter.default not in {"", None}),
    }
    if hint_text := action.hints.get(parameter.name):
        options["help_text"] = hint_text
    if has_default and parameter.default is not None:
        options["initial"] = parameter.default
    if column is not None:
        made = inputs.for_column(column, user)
        made.label, made.required = options["label"], options["required"]
        made.initial = options.get("initial")
        made.help_text = options.get("help_text", made.help_text)
        return made
    return inputs.for_hint(parameter.name, hint, user, **options)


def _column(resource: Resource, name: str, hint: Any) -> Any:
    """The model's column of the same name, for texts only: it knows how long they may be and what there is to choose."""
    if hint is not str:
        return None
    try:
        column = resource.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return None if column.is_relation else column  # the action asks for words, not for a row of another table


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in {Union, types.UnionType}:
        parts = [part for part in get_args(hint) if part is not type(None)]
        return parts[0], len(parts) < len(get_args(hint))
    return hint, False
