"""The form of an assessment: the questions of one version, each with its answer and, where wanted, the estimates of a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from thenchot.domain.standards import actions, queries
from thenchot.domain.standards.actions import Answered
from thenchot.domain.standards.models import Criterion, Result, StandardVersion
from thenchot.foundation.desk.forms import DeskForm
from thenchot.foundation.desk.inputs import NumberField, PlainDateField, TidyField

PARTS = ("result", "measured", "certificate_until", "note", "fix_key", "fix_cost", "fix_days", "fix_resource")
EVIDENCE_AT_MOST = 20 << 20
# Photographs and scans; anything else is no evidence of what was seen on the walk.
EVIDENCE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf")


class Files(forms.ClearableFileInput):
    """Several files at once; a phone offers its camera."""

    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Photographs of one criterion, none or several."""

    widget = Files(attrs={"accept": ",".join(EVIDENCE_TYPES), "data-evidence": ""})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [super(EvidenceField, self).clean(one, initial) for one in data or () if one]
        for file in files:
            if file.size > EVIDENCE_AT_MOST:
                raise forms.ValidationError(_("A file is larger than 20 MB"))
            if file.content_type not in EVIDENCE_TYPES:
                raise forms.ValidationError(_("Only photographs and PDF files"))
        return files


@dataclass(frozen=True, slots=True)
class Block:
    """A criterion and its bound fields, for the template: the answer, then what goes with it, then the remedy."""

    criterion: Criterion
    result: Any
    further: tuple[Any, ...]
    evidence: Any
    taken: Any
    remedy: tuple[Any, ...]

    @property
    def has_faults(self) -> bool:
        """Whether anything here was refused, or a remedy was begun: then its fields are shown open."""
        return any(field.errors or field.value() for field in self.remedy)


class AssessmentForm(DeskForm):
    """When, by whom, and an answer to every question. Made by `assessment_form`."""

    version_asked: StandardVersion
    criteria: list[Criterion]

    def blocks(self) -> Iterator[Block]:
        """The questions in their order."""
        for criterion in self.criteria:
            named = {part: self[_name(criterion, part)] for part in PARTS if _name(criterion, part) in self.fields}
            further = tuple(named[part] for part in ("measured", "certificate_until", "note") if part in named)
            yield Block(
                criterion,
                named["result"],
                further,
                self[_name(criterion, "evidence")],
                self[_name(criterion, "taken")],
                tuple(named[p] for p in PARTS if p.startswith("fix_")),
            )

    @property
    def head_fields(self) -> list[Any]:
        """The fields that are about the assessment as a whole."""
        return [self[name] for name in ("on", "assessor", "minutes")]

    def evidence(self) -> dict[UUID, list[actions.Evidence]]:
        """The photographs given, by the criterion's key, each with the instant the browser says it was taken."""
        found: dict[UUID, list[actions.Evidence]] = {}
        for criterion in self.criteria:
            files = self.cleaned_data[_name(criterion, "evidence")]
            taken = _instants(self.cleaned_data[_name(criterion, "taken")])
            found[criterion.pk] = [
                actions.Evidence(file.name, file.content_type, file.chunks, taken.get(file.name)) for file in files
            ]
        return {key: files for key, files in found.items() if files}

    def answers(self) -> dict[UUID, Answered]:
        """What was answered, by the criterion's key."""
        found = self.cleaned_data
        return {
            c.pk: Answered(**{part: found[name] for part in PARTS if (name := _name(c, part)) in found})
            for c in self.criteria
        }


def assessment_form(
    version: StandardVersion, data: Any = None, initial: dict[str, Any] | None = None, *, files: Any = None
) -> AssessmentForm:
    """The form of a version's questions, filled from `data` or started from `initial`."""
    criteria = queries.criteria(version)
    fields: dict[str, Any] = {
        "on": PlainDateField(label=_("Assessed on")),
        "assessor": TidyField(label=_("Assessed by"), max_length=200),
        "minutes": TidyField(label=_("Minutes number"), max_length=100, required=False),
    }
    for criterion in criteria:
        fields.update({_name(criterion, part): field for part, field in _fields(criterion).items()})
    made = type("VersionForm", (AssessmentForm,), fields)
    form: AssessmentForm = made(data, files, initial=initial)
    form.version_asked, form.criteria = version, criteria
    return form


def _instants(text: str) -> dict[str, datetime]:
    """When each photograph was taken, from the lines "instant name" that the page's script writes; none without it."""
    found: dict[str, datetime] = {}
    for line in text.splitlines():
        instant, _blank, name = line.partition(" ")
        try:
            at = datetime.fromisoformat(instant)
        except ValueError:
            continue
        if at.tzinfo is not None:
            found[name] = at
    return found


def _name(criterion: Criterion, part: str) -> str:
    return f"{criterion.pk.hex}-{part}"


def _fields(criterion: Criterion) -> dict[str, forms.Field]:
    offered = [
        (value, words) for value, words in Result.choices if criterion.may_not_apply or value != Result.NOT_APPLICABLE
    ]
    fields: dict[str, forms.Field] = {
        "result": forms.ChoiceField(
            label=_("Answer"),
            choices=offered,
            widget=forms.RadioSelect,
            error_messages={"required": _("Answer this criterion")},
        ),
    }
    if criterion.minimum is not None or criterion.maximum is not None or criterion.unit_of_measure:
        fields["measured"] = NumberField(label=_("Measured value"), places=3, required=False)
    return fields | {
        "certificate_until": PlainDateField(
            label=_("Certificate valid until"), required=False, help_text=_("First day it no longer holds: 25/11/2026")
        ),
        "note": TidyField(label=_("Note"), required=False, max_length=500),
        "evidence": EvidenceField(
            label=_("Photographs"), required=False, help_text=_("JPEG, PNG, WebP, HEIC or PDF, at most 20 MB each")
        ),
        "taken": forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput),
        "fix_key": TidyField(
            label=_("Shared remedy"),
            required=False,
            max_length=60,
            help_text=_("The same text where one remedy serves several"),
        ),
        "fix_cost": NumberField(label=_("Estimated cost"), places=2, minimum=0, required=False),
        "fix_days": NumberField(label=_("Estimated days"), minimum=0, required=False),
        "fix_resource": TidyField(label=_("Resource"), required=False, max_length=60),
    }
