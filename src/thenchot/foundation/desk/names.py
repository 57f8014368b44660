"""What other records are called, as far as this reader may know: many at a time, one query for each table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
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
    through = getattr(model, "named_through", ())
    everyone = model._default_manager.filter(pk__in=wanted).select_related(*through)
    resource = by_model(model)
    here = reverse("desk:list", args=[resource.slug]) if resource else ""
    found = {record.pk: _name(record, here) for record in policy.rows(user, "view", everyone)}
    if len(found) < len(wanted) and not policy.policy_of(model).sensitive:
        found |= {record.pk: _name(record, "") for record in everyone.exclude(pk__in=list(found))}
    return found


def _name(record: Any, here: str) -> Name:
    return Name(str(record), str(getattr(record, "code", "") or ""), f"{here}{record.pk}/" if here else "")
