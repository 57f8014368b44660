"""Files that belong to a record: added in an act like any change, read by whoever may view the record."""

from __future__ import annotations

import mimetypes
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access import readings
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk import writing
from thenchot.foundation.desk.forms import DeskForm, reason_field
from thenchot.foundation.desk.pages.changes import Screen, done_page, form_page
from thenchot.foundation.desk.pages.common import order_of, record_at, resource_at
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.ledger import attachments
from thenchot.foundation.ledger.models import Attachment

AT_MOST = 100 << 20
# Shown in the browser; anything else is only ever saved, so that no file can act as a page of ours.
SHOWN = {"image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf", "text/plain"}


class FileForm(DeskForm):
    """A file to add."""

    file = forms.FileField(label=_("File"), max_length=255, help_text=_("At most 100 MB"))
    reason = reason_field(required=False)


@open_to("members")
def attach(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """Add a file to the record."""
    resource = resource_at(slug)
    if not resource.files:
        raise Http404
    record = record_at(request, resource, "attach", key)
    back = reverse("desk:detail", args=[slug, key])
    screen = Screen(resource, record, gettext("Add a file: %(what)s") % {"what": record}, gettext("Add"), back)
    if request.method != "POST":
        return form_page(request, screen, FileForm(initial={"request_key": new_key().hex}))
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return form_page(request, screen, form, status=422)

    def work() -> Any:
        if resource.check_file is not None:
            resource.check_file(record)
        file = form.cleaned_data["file"]
        name = tidy(file.name)
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        attachments.attach(record, name, file.chunks(), media_type=media_type)
        return record

    try:
        done = writing.perform(order_of(request, form), resource, "attach", resource.verb("attach"), work)
    except Refusal as refusal:
        form.take(writing.faults_of(refusal, gettext))
        return form_page(request, screen, form, status=422)
    return done_page(request, screen, done)


@open_to("members")
def read(request: HttpRequest, slug: str, key: str, file: str) -> HttpResponseBase:
    """A file of the record."""
    resource = resource_at(slug)
    record = record_at(request, resource, "view", key)
    found = Attachment.objects.filter(model=resource.model._meta.label_lower, record=record.pk, pk=file).first()
    if found is None or not attachments.path_of(found.sha256).exists():
        raise Http404
    readings.note(request.user, record, "file")
    inline = found.media_type in SHOWN
    response = FileResponse(
        attachments.path_of(found.sha256).open("rb"),
        as_attachment=not inline,
        filename=found.name,
        content_type=found.media_type if inline else "application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
