"""A record's paper as a file, made when it is asked for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from thenchot.foundation.access import readings
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk.pages.common import record_at, resource_at
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.papers import registry
from thenchot.foundation.papers.files import FORMATS, MEDIA_TYPES, write


@open_to("members")
def show(request: HttpRequest, name: str, key: UUID, kind: str) -> HttpResponse:
    """The file, to whoever may view the record; 404 for what they may not, as for what is not there."""
    paper = registry.by_name(name)
    if paper is None or kind not in FORMATS:
        raise Http404
    record = record_at(request, resource_at(paper.resource), "view", str(key))
    readings.note(request.user, record, "paper")
    try:
        file = write(paper.build(record, request.user), kind)
    except Refusal as refusal:
        messages.error(request, refusal.said(gettext))
        return HttpResponseRedirect(reverse("desk:detail", args=[paper.resource, record.pk]))
    answer = HttpResponse(file, content_type=MEDIA_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}-{str(key)[-12:]}.{kind}"'
    return answer
