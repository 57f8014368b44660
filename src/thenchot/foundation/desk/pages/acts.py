"""An act's own page: who did what, when, why, and what it changed, as far as the reader may see the records."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest, HttpResponse

from thenchot.foundation.access import policy
from thenchot.foundation.desk.history import of_act
from thenchot.foundation.desk.pages.common import answer
from thenchot.foundation.desk.reading import AT_ONCE, batches
from thenchot.foundation.desk.resource import Resource
from thenchot.foundation.ledger.models import Act

SHOWN = 50


def show(request: HttpRequest, resource: Resource, act: Act) -> HttpResponse:
    """The act; an import of thousands shows its first records."""
    touched = list(act.touches.order_by("pk").values_list("model", "record"))
    seen = list(islice(_seen(request.user, touched), SHOWN + 1))
    context = {
        "resource": resource,
        "title": str(act),
        "crumbs": [(resource.title, f"/r/{resource.slug}/"), (str(act), "")],
        "act": act,
        "digest": bytes(act.digest).hex(),
        "event": of_act(request.user, act, seen[:SHOWN]),
        "more": len(seen) > SHOWN,
        "hidden": len(seen) <= SHOWN and len(seen) < len(touched),
    }
    return answer(request, "act", context)


def _seen(user: policy.Who, touched: list[tuple[str, UUID]]) -> Iterator[UUID]:
    """The keys of touched records the reader may view, in order; an auditor sees those that are gone, too."""
    if policy.may_everywhere(user, "view", Act):
        yield from (key for _model, key in touched)
        return
    for batch in batches(touched, AT_ONCE):
        visible: set[Any] = set()
        for label in {model for model, _key in batch}:
            keys = [key for model, key in batch if model == label]
            everyone = apps.get_model(label)._default_manager.filter(pk__in=keys)
            visible |= set(policy.rows(user, "view", everyone).values_list("pk", flat=True))
        yield from (key for _model, key in batch if key in visible)
