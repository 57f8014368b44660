"""The form of an assessment: the questions of one version, each with its answer and, where wanted, the estimates of a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from thenchot.domain.standards import queries
from thenchot.domain.standards.actions import Answered
from thenchot.domain.standards.models import Criterion, Result, StandardVersion
from thenchot.foundation.desk.forms import DeskForm
from thenchot.foundation.desk.inputs import NumberField, PlainDateField, TidyField

PARTS = ("result", "measured", "certificate_until", "note", "fix_key", "fix_cost", "fix_days", "fix_resource")


@dataclass(frozen=True, slots=True)
class Block:
    """A criterion and its bound fields, for the template: the answer, then what goes with it, then the remedy."""

    criterion: Criterion
    result: Any
    further: tuple[Any, ...]
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
            yield Block(criterion, named["result"], further, tuple(named[p] for p in PARTS if p.startswith("fix_")))

    @property
    def head_fields(self) -> list[Any]:
        """The fields that are about the assessment as a whole."""
        return [self[name] for name in ("on", "assessor", "minutes")]

    def answers(self) -> dict[UUID, Answered]:
        """What was answered, by the criterion's key."""
        found = self.cleaned_data
        return {
            c.pk: Answered(**{part: found[name] for part in PARTS if (name := _name(c, part)) in found})
            for c in self.criteria
        }


def assessment_form(
    version: StandardVersion, data: Any = None, initial: dict[str, Any] | None = None
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
    form: AssessmentForm = made(data, initial=initial)
    form.version_asked, form.criteria = version, criteria
    return form


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
