"""What other records are called, as far as this reader may know: many at a time, one query for each table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model, QuerySet, Value
from django.urls import reverse

from thenchot.foundation.access import policy
from thenchot.foundation.desk.resource import by_model

Names = dict[Any, "Name"]


@dataclass(frozen=True, slots=True)
class Name:
    """A record's name, its code where it has one, and the address of its page when the reader may open it."""

    text: str
    code: str = ""
    url: str = ""


def names(user: policy.Who, model: type[Model], keys: Iterable[Any]) -> Names:
    """Names of these records. Those of a sensitive table that the reader may not open are left out, others carry no address."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    resource = by_model(model)
    here = reverse("desk:list", args=[resource.slug]) if resource else ""
    everyone: QuerySet[Any] = model._default_manager.filter(pk__in=wanted).order_by()
    found = dict(_read(policy.rows(user, "view", everyone), here))
    if len(found) < len(wanted) and not policy.policy_of(model).sensitive:
        found |= dict(_read(everyone.exclude(pk__in=list(found)), ""))
    return found


def _read(rows: QuerySet[Any], here: str) -> Iterator[tuple[Any, Name]]:
    """Each record's key and name; only the columns of the name where the model says which they are."""
    model: Any = rows.model
    if named_by := getattr(model, "named_by", ""):
        code = "code" if has_code(model) else Value("")
        for key, text, said in rows.values_list("pk", named_by, code):
            yield key, Name(text, said or "", f"{here}{key}/" if here else "")
        return
    for record in rows.select_related(*getattr(model, "named_through", ())):
        code = str(getattr(record, "code", "") or "")
        yield record.pk, Name(str(record), code, f"{here}{record.pk}/" if here else "")


@cache
def has_code(model: type[Model]) -> bool:
    """Has the table a column of codes?"""
    return any(field.name == "code" for field in model._meta.concrete_fields)
