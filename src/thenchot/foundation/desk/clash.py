"""When two people changed the same record: mine, theirs and what was before, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from thenchot.foundation.access.policy import Who
from thenchot.foundation.desk.forms import DeskForm
from thenchot.foundation.desk.history import plain_value
from thenchot.foundation.desk.names import names
from thenchot.foundation.desk.reading import Ref
from thenchot.foundation.desk.resource import Resource, Text
from thenchot.foundation.desk.shown import shown
from thenchot.foundation.ledger.history import at_version


@dataclass(frozen=True, slots=True)
class Difference:
    """One column on which the form, the record as it is now, and the record the form started from do not agree."""

    name: str
    label: Text
    mine: str
    theirs: str
    before: str
    is_mine: bool
    is_theirs: bool


def differences(user: Who, resource: Resource, current: Any, form: DeskForm) -> list[Difference]:
    """Columns changed by me, by them, or by both since the version the form started from."""
    old = at_version(current.pk, form.cleaned_data["version"]) or {}
    found: list[Difference] = []
    for name in resource.fields:
        field: Any = resource.model._meta.get_field(name)
        before = plain_value(field, old.get(field.attname)) if field.attname in old else getattr(current, field.attname)
        if field.related_model is not None and before is not None:
            before = field.related_model._meta.pk.to_python(before)
        mine, theirs = _key(form.asked.get(name)), getattr(current, field.attname)
        if not before == mine == theirs:
            said, kept, old_words = (_words(user, field, value) for value in (mine, theirs, before))
            label = form.fields[name].label or name
            found.append(
                Difference(name, label, said, kept, old_words, is_mine=mine != before, is_theirs=theirs != before)
            )
    return found


def merged(form: DeskForm, found: list[Difference], current: Any) -> Mapping[str, Any]:
    """The form to send again: my changes where I made any, theirs elsewhere, starting from the record as it is now."""
    data = form.data.copy() if isinstance(form.data, QueryDict) else QueryDict(mutable=True)
    for difference in found:
        if difference.is_theirs and not difference.is_mine:
            for name in (difference.name, f"{difference.name}__text"):
                data.pop(name, None)
            fresh = form.fields[difference.name].prepare_value(
                getattr(current, current._meta.get_field(difference.name).attname)
            )
            if fresh not in {None, False, ""}:
                data[difference.name] = str(fresh)
    data["version"] = str(current.version)
    return data


def _key(value: Any) -> Any:
    return getattr(value, "pk", value)


def _words(user: Who, field: Any, value: Any) -> str:
    if field.related_model is None or value is None:
        return shown(value, field)
    return shown(Ref(value, names(user, field.related_model, [value]).get(value)))
