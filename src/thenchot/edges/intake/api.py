"""Intake over the API: `POST /api/intake/` with the file, the same answer as `thenchot intake FILE --json`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import File, Form, Schema
from ninja.files import UploadedFile
from pydantic import ConfigDict, Field

from thenchot.edges.intake import profile as profiles
from thenchot.edges.intake import work
from thenchot.edges.intake.guess import mapping
from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.pages import file_said, units_open_to
from thenchot.edges.intake.profile import Profile
from thenchot.edges.intake.reading import FileRefused, open_book
from thenchot.edges.intake.run import bring_in
from thenchot.edges.intake.targets.registry import target_named
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.desk.api.items import JSON
from thenchot.foundation.desk.api.operations import Operation
from thenchot.foundation.desk.api.problems import problem
from thenchot.foundation.kernel.refusal import Refusal


class Asked(Schema):
    """How the file is to be read and where it goes."""

    profile: str = Field("", description="A profile's name; the one that fits without it")
    to: str = Field("", description="What the rows are, such as equipment_register or a table's name")
    under: str = Field("", description="A unit's code; the first the program may bring in under without it")
    dry_run: str = Field("", description="1: check every row and write nothing")


class Taken(Schema):
    """What came in, or would; the same as `thenchot intake FILE --json`."""

    model_config = ConfigDict(extra="allow")

    file: str
    profile: str
    dry_run: bool
    rows_read: int
    rows_written: int
    rows_refused: int
    rows_unchanged: int
    rows_left_out: dict[str, int]
    created: dict[str, int]
    will_create: dict[str, int]
    fault_groups: list[dict[str, Any]]
    faults: list[dict[str, Any]]


def intake(request: HttpRequest, file: File[UploadedFile], asked: Form[Asked]) -> HttpResponse:
    """Takes the file in at once; 422 with the reason when it cannot be taken as a whole.

    Only a token in the header admits, so that no other site's form can post here with a reader's cookie.
    """
    user = request.user
    if not isinstance(user, User) or not policy.may_anywhere(user, "take_in", IntakeRun):
        return problem(403)
    try:
        return HttpResponse(msgspec.json.encode(_taken(user, file, asked)), content_type=JSON)
    except FileRefused as refused:
        return problem(422, file_said(refused))
    except Refusal as refusal:
        return problem(422, refusal.said(gettext))


OPERATION = Operation(
    method="POST",
    path="/intake/",
    view=intake,
    answers={200: Taken},
    name="intake",
    says="Bring in a file",
    tag="Intake",
    tokens_only=True,
)


def _taken(user: User, upload: UploadedFile, asked: Asked) -> dict[str, object]:
    places = units_open_to(user)
    code = asked.under
    under = places.filter(code=code).first() if code else places.first()
    if under is None:
        raise Refusal("You may not bring files in under {unit}", unit=code or "-")
    stored, name = work.keep(upload)
    try:
        chosen = _chosen(stored, asked, user)
        outcome = bring_in(stored, by=user, profile=chosen, under=under, dry_run=bool(asked.dry_run), file_name=name)
    finally:
        work.drop(stored)
    return outcome.as_plain()


def _chosen(stored: Path, asked: Asked, user: User) -> Profile | None:
    if asked.to:
        with open_book(stored) as book:
            return mapping(book, target_named(asked.to), user)
    return profiles.named(asked.profile) if asked.profile else None
