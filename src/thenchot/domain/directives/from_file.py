"""Registering a document from its file: the file is read, what it says is proposed, a person checks and confirms."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives import waiting
from thenchot.domain.directives.cascade import programmes
from thenchot.domain.directives.numbers import Pages, Parsed, UnreadableFileError, text_of
from thenchot.domain.directives.numbers.errors import NoTextError
from thenchot.domain.directives.register import actions
from thenchot.domain.directives.register.models import Document
from thenchot.domain.directives.register.proposal import Proposal, propose
from thenchot.domain.directives.relations import actions as relations
from thenchot.foundation.access import policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.desk import writing
from thenchot.foundation.desk.forms import DeskForm
from thenchot.foundation.desk.inputs import PlainDateField, RecordField, TidyField
from thenchot.foundation.desk.resource import by_model
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import attachments
from thenchot.foundation.organisation.models import Unit

SALT = "directives.from_file"
MOST_BYTES = 50 << 20


class FileForm(forms.Form):
    """The file of an unclassified document."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File of the document"),
        help_text=_("pdf with text, docx, html or txt; never a classified document"),
    )


class ProposalForm(DeskForm):
    """What was read, to be checked."""

    token = forms.CharField(widget=forms.HiddenInput)
    symbol = TidyField(label=_("Number and symbol"), max_length=80)
    issued_on = PlainDateField(label=_("Issued on"))
    abstract = TidyField(label=_("Abstract"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    effective_from = PlainDateField(label=_("In force from"), required=False)
    clauses = forms.BooleanField(label=_("Take in the clauses found"), required=False, initial=True)

    def __init__(self, user: policy.Who, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"] = RecordField(model=Unit, user=user, label=_("Unit"))


@open_to("members")
def from_file(request: HttpRequest) -> HttpResponseBase:
    """Two steps: send the file, then check what it says and register it."""
    if not policy.may_anywhere(request.user, "register", Document):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, FileForm())
    return _confirm(request) if "token" in request.POST else _read(request)


def _page(request: HttpRequest, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
    title = gettext("Register from a file")
    return render(request, "directives/from_file.html", {"title": title, "form": form, **more}, status=status)


def _read(request: HttpRequest) -> HttpResponseBase:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    sent = form.cleaned_data["file"]
    try:
        sha256 = waiting.keep(sent.chunks(), most=MOST_BYTES)
        pages = _text(waiting.content(sha256) or b"", sent.name)
    except Refusal as refusal:
        form.add_error("file", refusal.said(gettext))
        return _page(request, form, status=422)
    read = propose(pages.text)
    token = signing.dumps({"sha256": sha256, "name": sent.name, "type": sent.content_type or ""}, salt=SALT)
    unit = request.user.unit if isinstance(request.user, User) else None
    start = {
        "token": token,
        "symbol": read.symbol,
        "issued_on": read.issued_on,
        "abstract": read.abstract,
        "clauses": bool(read.clauses),
        "unit": unit.pk if unit else None,
        "request_key": new_key().hex,
    }
    return _page(request, ProposalForm(request.user, initial=start), **_shown(read, pages))


def _shown(read: Proposal, pages: Pages) -> dict[str, Any]:
    lines = [
        {
            "symbol": c.result.canonical if isinstance(c.result, Parsed) else c.raw,
            "day": c.result.day if isinstance(c.result, Parsed) else None,
            "doubt": "" if isinstance(c.result, Parsed) else c.result.said(gettext),
            "conflicts": [f"{x.symbol} ≠ {x.words}" for x in c.conflicts],
            "page": pages.page_at(c.start),
            "context": c.context,
        }
        for c in read.citations
    ]
    return {
        "read": read,
        "citations": lines,
        "notes": [note.said(gettext) for note in pages.notes],
        "name": pages.name,
        "n_pages": len(pages.pages),
    }


def _text(content: bytes, name: str) -> Pages:
    """The text of a file that waits; its own name is kept for messages."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / (Path(name).name or "file")
        copy.write_bytes(content)
        try:
            return text_of(copy)
        except NoTextError as error:
            raise Refusal(
                "{name} holds pictures of pages and no text; register it by hand and add the file", name=name
            ) from error
        except UnreadableFileError as error:
            raise Refusal("The file cannot be read: {error}", error=str(error)) from error


def _confirm(request: HttpRequest) -> HttpResponseBase:
    form = ProposalForm(request.user, request.POST)
    try:
        kept = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=waiting.KEPT_FOR)
        content = waiting.content(kept["sha256"])
    except signing.BadSignature:
        content = None
    if content is None:
        first = FileForm()
        first.full_clean()
        messages.error(request, gettext("Send the file again; what was read of it is no longer at hand"))
        return _page(request, first, status=422)
    pages = _text(content, kept["name"])
    read = propose(pages.text)
    if not form.is_valid():
        return _page(request, form, status=422, **_shown(read, pages))
    assert isinstance(request.user, User)
    order = writing.Order(request.user, form.cleaned_data["request_key"], kept["name"])
    resource = by_model(Document)
    assert resource is not None
    try:
        done = writing.perform(
            order, resource, "register", "directives.register_file", lambda: _register(form.asked, kept, content, read)
        )
    except (Refusal, ValidationError) as error:
        form.take(writing.faults_of(error, gettext))
        return _page(request, form, status=422, **_shown(read, pages))
    if done.again:
        messages.info(request, gettext("This was already done; nothing was done twice"))
    else:
        said = gettext("Registered, with %(cited)s documents cited and %(clauses)s clauses")
        counts = {"cited": done.record.relations.count(), "clauses": done.record.clauses.count()}
        messages.success(request, said % counts)
    return HttpResponseRedirect(reverse("desk:detail", args=["documents", done.record.pk]))


def _register(asked: dict[str, Any], kept: dict[str, str], content: bytes, read: Proposal) -> Document:
    document = actions.register(
        unit=asked["unit"],
        symbol=asked["symbol"],
        issued_on=asked["issued_on"],
        abstract=asked["abstract"],
        effective_from=asked["effective_from"],
    )
    attachments.attach(document, kept["name"], [content], media_type=kept["type"] or "application/octet-stream")
    relations.cite(document, read.citations)
    if asked["clauses"]:
        for clause in read.clauses:
            programmes.add_clause(document, code=clause.code, text=clause.text)
    return document
