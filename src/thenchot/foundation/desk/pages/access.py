"""Why the reader may see a record, and who else may: the grant, the role, the unit, the delegation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from thenchot.foundation.access import explain, policy
from thenchot.foundation.access.explain import Reason
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import Grant, User
from thenchot.foundation.access.reach import reach_of
from thenchot.foundation.desk.pages.common import answer, record_at, resource_at
from thenchot.foundation.desk.pages.own_account import me
from thenchot.foundation.desk.pages.records import crumbs


@open_to("members")
def show(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Why may I see this, and who may?"""
    resource = resource_at(slug)
    record = record_at(request, resource, "view", key)
    user = me(request)
    may_ask = bool(reach_of(user).units(policy.permission(Grant, "view"), sensitive=True))
    context = {
        "title": gettext("Who may see this"),
        "resource": resource,
        "record": record,
        "crumbs": crumbs(resource, record),
        "why": explain.why(user, record),
        "may_ask": may_ask,
        "who": _told(user, explain.who(record)) if may_ask else [],
    }
    return answer(request, "access", context)


def _told(reader: User, found: list[tuple[User, list[Reason]]]) -> list[tuple[User, list[Reason]]]:
    """Those users, and those of their grants, that the reader may see themselves."""
    held = {r.holding.grant.pk for _user, reasons in found for r in reasons if r.holding is not None}
    grants = set(policy.rows(reader, "view", Grant.objects.filter(pk__in=held)).values_list("pk", flat=True))
    people = {user.pk for user, _reasons in found}
    users = set(policy.rows(reader, "view", User.objects.filter(pk__in=people)).values_list("pk", flat=True))
    told = []
    for user, reasons in found:
        mine = [r for r in reasons if (r.holding.grant.pk in grants if r.holding else user.pk in users)]
        if mine:
            told.append((user, mine))
    return told
