"""Intake over the API: `POST /api/intake/` with the file, the same answer as `thenchot intake FILE --json`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from thenchot.edges.intake import profile as profiles
from thenchot.edges.intake import work
from thenchot.edges.intake.guess import mapping
from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.pages import file_said, units_open_to
from thenchot.edges.intake.reading import FileRefused, open_book
from thenchot.edges.intake.run import bring_in
from thenchot.edges.intake.targets.registry import target_named
from thenchot.foundation.access import policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.desk.api.operations import TokenAuth
from thenchot.foundation.kernel.refusal import Refusal


@open_to("tokens")
@csrf_exempt
@require_POST
def intake(request: HttpRequest) -> JsonResponse:
    """Form fields: file; profile or to (what the rows are); under (a unit's code); dry_run (1: write nothing).

    401 without a token, 403 without the right, 422 with the reason when the file as a whole cannot be taken; else the outcome.
    Only a token in the header admits, so that no other site's form can post here with a reader's cookie.
    """
    user = _user(request)
    if user is None:
        return _problem(401, gettext("Log in first"))
    if not policy.may_anywhere(user, "take_in", IntakeRun):
        return _problem(403, gettext("Not yours to do"))
    upload = request.FILES.get("file")
    if upload is None:
        return _problem(422, gettext("Send the file in the form field “file”"))
    try:
        return JsonResponse(_taken(user, upload, request.POST))
    except FileRefused as refused:
        return _problem(422, file_said(refused))
    except Refusal as refusal:
        return _problem(422, refusal.said(gettext))


def _user(request: HttpRequest) -> User | None:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    found = TokenAuth().authenticate(request, token) if scheme.lower() == "bearer" and token else None
    return found if isinstance(found, User) else None


def _problem(status: int, detail: str) -> JsonResponse:
    return JsonResponse({"title": detail, "status": status, "detail": detail}, status=status)


def _taken(user: User, upload: Any, asked: Any) -> dict[str, object]:
    places = units_open_to(user)
    code = asked.get("under", "")
    under = places.filter(code=code).first() if code else places.first()
    if under is None:
        raise Refusal("You may not bring files in under {unit}", unit=code or "-")
    stored, name = work.keep(upload)
    try:
        chosen = _chosen(stored, asked, user)
        outcome = bring_in(
            stored, by=user, profile=chosen, under=under, dry_run=bool(asked.get("dry_run")), file_name=name
        )
    finally:
        work.drop(stored)
    return outcome.as_plain()


def _chosen(stored: Any, asked: Any, user: User) -> Any:
    if target := asked.get("to"):
        with open_book(stored) as book:
            return mapping(book, target_named(target), user)
    return profiles.named(asked["profile"]) if asked.get("profile") else None
