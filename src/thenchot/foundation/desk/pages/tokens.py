"""The reader's own access tokens: made here, and shown once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk import inputs, tokens, writing
from thenchot.foundation.desk.forms import DeskForm
from thenchot.foundation.desk.models import ApiToken
from thenchot.foundation.desk.pages.changes import Screen, form_page
from thenchot.foundation.desk.pages.common import answer, order_of
from thenchot.foundation.desk.resource import by_model
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.kernel.refusal import Refusal


class TokenForm(DeskForm):
    """What a token is for, what it may do and until when."""

    name = inputs.TidyField(label=_("What it is for"), max_length=60)
    scopes = inputs.LinesField(
        label=_("Scopes"),
        help_text=_("One on each line, such as *:view or materiel.equipment:regrade; never more than you may"),
    )
    expires_on = inputs.PlainDateField(label=_("Works until"))


@open_to("members")
def new(request: HttpRequest) -> HttpResponseBase:
    """Make a token for oneself."""
    resource = by_model(ApiToken)
    assert resource is not None
    screen = Screen(
        resource, None, gettext("New access token"), gettext("Make"), reverse("desk:list", args=[resource.slug])
    )
    if request.method != "POST":
        start = {"request_key": new_key().hex, "scopes": ["*:view"], "expires_on": today() + timedelta(days=90)}
        return form_page(request, screen, TokenForm(initial=start))
    form = TokenForm(request.POST)
    if not form.is_valid():
        return form_page(request, screen, form, status=422)
    order, made = order_of(request, form), []

    def work() -> Any:
        token, secret = tokens.issue(User.objects.get(pk=request.user.pk), **form.asked)
        made.append(secret)
        return token

    try:
        done = writing.perform(order, resource, "view", resource.verb("add"), work)
    except (Refusal, ValidationError) as error:
        form.take(writing.faults_of(error, gettext))
        return form_page(request, screen, form, status=422)
    context = {"title": str(done.record), "token": done.record, "secret": made[0] if made and not done.again else ""}
    return answer(request, "token", context)
