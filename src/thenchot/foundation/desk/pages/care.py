"""What an administrator does for an account: open it after a lock-out, give a password, forget a second step, end sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access import accounts, lockout, passwords, policy, second_step, sign_ins
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.desk import writing
from thenchot.foundation.desk.forms import DeskForm, reason_field
from thenchot.foundation.desk.pages.changes import Screen, form_page
from thenchot.foundation.desk.pages.common import answer, order_of, record_at
from thenchot.foundation.desk.pages.records import crumbs
from thenchot.foundation.desk.resource import Resource, Text, by_model
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to be done for an account; its name is the verb of the policy and the second half of the act's."""

    name: str
    label: Text
    icon: str
    confirm: Text


DEEDS = (
    Deed("unlock", _("unlock"), "lock-open", _("The user may try to log in again at once.")),
    Deed(
        "reset_password",
        _("give a temporary password"),
        "key-round",
        _(
            "The present password stops working and all sessions end. You are shown a password good for three days, once."
        ),
    ),
    Deed(
        "reset_second_step",
        _("reset the second step"),
        "smartphone",
        _("The authenticator app and the recovery codes stop working and all sessions end. Be sure who asks for it."),
    ),
    Deed("end_sessions", _("end all sessions"), "log-out", _("The user is logged out in every browser.")),
)


class CareForm(DeskForm):
    """Why it is done."""

    reason = reason_field(required=True)


@open_to("members")
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The state of a user's account."""
    resource = _users()
    user = record_at(request, resource, "view", key)
    context = {
        "title": gettext("Log-in of %(user)s") % {"user": user},
        "crumbs": crumbs(resource, user),
        "account": user,
        "locked": lockout.is_locked(user),
        "temporary": passwords.is_temporary(user),
        "step": second_step.is_on(user),
        "step_needed": second_step.is_required(user),
        "sign_ins": list(sign_ins.open_of(user)),
        "deeds": [deed for deed in DEEDS if policy.may(request.user, deed.name, user)],
    }
    return answer(request, "account_of", context)


@open_to("members")
def do(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """Do one of them, with a reason."""
    resource = _users()
    deed = next((deed for deed in DEEDS if deed.name == name), None)
    if deed is None:
        raise Http404
    user = record_at(request, resource, name, key)
    if user.pk == request.user.pk:
        raise PermissionDenied("one's own account is cared for on its own page")
    back = reverse("account-of", args=[key])
    title = f"{deed.label}: {user}"
    screen = Screen(resource, user, title[:1].upper() + title[1:], deed.label, back, danger=True, confirm=deed.confirm)
    if request.method != "POST":
        return form_page(request, screen, CareForm(initial={"request_key": new_key().hex}))
    form = CareForm(request.POST)
    if not form.is_valid():
        return form_page(request, screen, form, status=422)
    told: list[str] = []

    def work() -> Any:
        told.extend(_do(name, user))
        return user

    try:
        done = writing.perform(order_of(request, form), resource, name, resource.verb(name), work)
    except (Refusal, ValidationError) as error:
        form.take(writing.faults_of(error, gettext))
        return form_page(request, screen, form, status=422)
    if told and not done.again:
        context = {"title": gettext("Temporary password"), "crumbs": crumbs(resource, user), "secret": told[0]}
        return answer(request, "account_secret", {**context, "account": user})
    messages.success(request, gettext("Done and recorded as act %(act)s") % {"act": done.act})
    return HttpResponseRedirect(back)


def _do(name: str, user: User) -> list[str]:
    """Do it; the secret to show, if there is one."""
    match name:
        case "unlock":
            accounts.unlock(user)
        case "reset_password":
            return [accounts.reset_password(user)]
        case "reset_second_step":
            accounts.reset_second_step(user)
        case "end_sessions":
            accounts.end_sessions(user)
    return []


def _users() -> Resource:
    found = by_model(User)
    assert found is not None
    return found
