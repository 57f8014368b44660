"""The key link by API: the same question in the address, the same answer as on the page and on the command line."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk.api.operations import TokenAuth
from thenchot.foundation.desk.api.problems import problem
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink import places, seen, striking
from thenchot.insight.keylink.answers import answer
from thenchot.insight.keylink.asked import wished


@open_to("tokens")
def show(request: HttpRequest) -> HttpResponse:
    """The answer as JSON; 422 with a sentence where the question makes no sense."""
    if not request.user.is_authenticated and not TokenAuth()(request):
        return problem(401)
    try:
        place = places.place_of(request)
        figures = places.chosen(request, places.figures_offered(request, place.unit, place.on))
    except Http404:
        return problem(404)
    if place.wrong:
        sentence = gettext("“%(found)s” is no day; write it like 25/11/2026 or 2026-11-25") % {"found": place.wrong}
        return problem(422, sentence, [("on", sentence)])
    try:
        found = answer(wished(dict(request.GET.lists()), figures, place.unit, place.on, places.SECONDS))
        if struck := [key for key in request.GET.getlist("strike") if key]:
            found = striking.without(found, struck)
    except Refusal as refused:
        sentence = refused.said(gettext)
        return problem(422, sentence, [(refused.field, sentence)])
    return JsonResponse(seen.filtered(request.user, found), json_dumps_params={"ensure_ascii": False})
