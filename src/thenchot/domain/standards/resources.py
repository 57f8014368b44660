"""What standards show: standards, their versions and criteria, and the assessments made by them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from thenchot.domain.standards import actions, panels, profile
from thenchot.domain.standards.models import Answer, Assessment, Criterion, Result, Standard, StandardVersion
from thenchot.foundation.desk.resource import Action, Column, Panel, Related, Resource, Tone, register

RESULT_TONES: dict[object, Tone] = {Result.MET: "good", Result.NOT_MET: "bad", Result.NOT_APPLICABLE: "muted"}


def load_profile() -> StandardVersion:
    """The desk's action: the example depot standard that ships with the house."""
    return profile.load_depot_standard()


def correct(  # noqa: PLR0913  # its keywords are the form
    assessment: Assessment,
    *,
    criterion: Criterion,
    on: date,
    result: Result,
    measured: Decimal | None = None,
    certificate_until: date | None = None,
    note: str = "",
    assessor: str,
    minutes: str = "",
) -> None:
    """The desk's form of a correction: one answer, put right by a new assessment."""
    answered = actions.Answered(result=result, measured=measured, certificate_until=certificate_until, note=note)
    actions.correct(assessment, criterion=criterion, on=on, answered=answered, assessor=assessor, minutes=minutes)


STANDARDS = register(
    Resource(
        slug="standards",
        model=Standard,
        section="depots",
        icon="scroll-text",
        columns=("code", "name", "applies_to"),
        search=("code", "name"),
        related=(Related(title=_("Versions"), resource="standard-versions", path="standard"),),
        story=("versions",),
        actions=(
            Action(
                name="load_profile",
                run=load_profile,
                label=_("load the example depot standard"),
                on="none",
                icon="download",
                confirm=_("A standard that is known already stays as it is. The example is not official."),
            ),
            Action(
                name="copy_version",
                run=actions.copy_version,
                label=_("new version"),
                icon="copy-plus",
                labels={
                    "valid_from": _("Valid from"),
                    "pass_mark": _("Pass mark (%)"),
                    "validity_months": _("An assessment holds for (months)"),
                    "source": _("Source"),
                },
                hints={
                    "valid_from": _("The version before ends that day; its criteria are taken over and may be reworded")
                },
            ),
        ),
    )
)
STANDARD_VERSIONS = register(
    Resource(
        slug="standard-versions",
        model=StandardVersion,
        section="depots",
        icon="file-stack",
        columns=(
            "standard",
            "number",
            "valid_from",
            "valid_until",
            "pass_mark",
            "validity_months",
            "is_example",
            "source",
        ),
        filters=("standard", "valid_from", "is_example"),
        related=(
            Related(title=_("Criteria"), resource="criteria", path="standard_version", limit=100),
            Related(title=_("Assessments"), resource="assessments", path="standard_version"),
        ),
        story=("criteria",),
        actions=(
            Action(
                name="reword",
                run=actions.reword,
                label=_("reword a criterion"),
                icon="pen-line",
                labels={
                    "code": _("Code of the criterion"),
                    "text": _("Criterion"),
                    "limit": _("Limit"),
                    "weight": _("Weight"),
                    "is_must_pass": _("Must pass"),
                    "may_not_apply": _("May not apply"),
                    "validity_months": _("An answer holds for (months)"),
                    "source": _("Source"),
                },
                hints={"code": _("A code the version does not have yet adds a criterion")},
                needs_reason=True,
            ),
        ),
        in_menu=False,
    )
)
CRITERIA = register(
    Resource(
        slug="criteria",
        model=Criterion,
        section="depots",
        icon="list-checks",
        columns=(
            "code",
            "text",
            "limit",
            "weight",
            "is_must_pass",
            "may_not_apply",
            "validity_months",
            "standard_version",
        ),
        details=("minimum", "maximum", "unit_of_measure", "applies_to", "source"),
        search=("code", "text"),
        filters=("standard_version", "is_must_pass", "may_not_apply"),
        in_menu=False,
    )
)
ASSESSMENTS = register(
    Resource(
        slug="assessments",
        model=Assessment,
        files=True,
        section="depots",
        icon="clipboard-check",
        columns=("subject_name", "standard_version", "assessed_on", "valid_until", "unit", "assessor", "minutes"),
        details=("corrects",),
        search=("subject_name", "minutes", "assessor"),
        filters=("unit", "standard_version", "assessed_on", "valid_until"),
        ordering=("-assessed_on", "id"),
        story=("answers",),
        panels=(Panel(title=_("Answers"), template="standards/answers.html", context=panels.answers),),
        actions=(
            Action(
                name="correct",
                run=correct,
                label=_("put an answer right"),
                icon="pen-line",
                labels={
                    "criterion": _("Criterion"),
                    "on": _("On"),
                    "result": _("Result"),
                    "measured": _("Measured value"),
                    "certificate_until": _("Certificate valid until"),
                    "note": _("Note"),
                },
                hints={"on": _("Days before keep the answer as it was; a new assessment is made")},
                needs_reason=True,
            ),
        ),
    )
)
ANSWERS = register(
    Resource(
        slug="answers",
        model=Answer,
        files=True,
        section="depots",
        icon="list-checks",
        columns=(
            "assessment__subject_name",
            "criterion",
            Column(path="result", tones=RESULT_TONES),
            "value",
            "valid_until",
            "note",
        ),
        details=("assessment", "fix_key", "fix_cost", "fix_days", "fix_resource"),
        filters=("result", "valid_until", "assessment"),
        in_menu=False,
    )
)
