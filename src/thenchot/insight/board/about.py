"""Explains the indicators: what each counts, by which rule and target, with the query it runs and the records it lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.policy import may_anywhere
from thenchot.foundation.desk.language import language
from thenchot.foundation.indicators import rules
from thenchot.foundation.indicators.definition import DatedTarget, Definition
from thenchot.foundation.indicators.registry import by_name, indicators
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.board import places
from thenchot.insight.board.places import Place


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in words, with the days it holds."""

    part: str
    target: str
    from_on: date | None
    until_on: date | None
    source: str


@open_to("members")
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every indicator the reader may see the records of."""
    shown = [
        {
            "name": each.name,
            "title": each.title.in_(language()),
            "counts": each.counts.in_(language()),
            "of": _records(each),
        }
        for each in indicators()
        if _is_open(request, each)
    ]
    return render(
        request, "board/indicators.html", {"title": _("Indicators"), "indicators": shown, "folder": _own_folder()}
    )


def _own_folder() -> str:
    """Where the organisation's own indicators lie, below the house's own folder; no address of the machine is told."""
    folder = next(iter(settings.INDICATOR_FOLDERS), None)
    return "/".join(Path(folder).parts[-2:]) if folder else ""


@open_to("members")
def indicator(request: HttpRequest, name: str) -> HttpResponse:
    """One indicator explained."""
    try:
        definition = by_name(name)
    except Refusal as refused:
        raise Http404 from refused
    if not _is_open(request, definition):
        raise Http404
    context = {
        "title": definition.title.in_(language()),
        "definition": definition,
        "counts_text": definition.counts.in_(language()),
        "targets": _targets(definition),
        "causes": [(code, said.in_(language())) for code, said in definition.causes.items()],
        "facts": _facts(definition),
        "lists": _lists(definition, places.of(request)),
        "crumbs": [(_("Indicators"), reverse("indicators"))],
    }
    return render(request, "board/indicator.html", context)


def _is_open(request: HttpRequest, definition: Definition) -> bool:
    return may_anywhere(request.user, "view", apps.get_model(definition.record))


def _records(definition: Definition) -> str:
    return capfirst(str(apps.get_model(definition.record)._meta.verbose_name_plural))


def _targets(definition: Definition) -> list[TargetLine]:
    return [_line(part.label.in_(language()), dated) for part in definition.slices for dated in part.targets]


def _line(part: str, dated: DatedTarget) -> TargetLine:
    target = rules.target_text(dated.target.comparator, dated.target.percent, language())
    from_on = None if dated.during.start == date.min else dated.during.start
    return TargetLine(part, target, from_on, dated.during.until, dated.source)


def _facts(definition: Definition) -> list[tuple[str, str]]:
    rounding = {"half_up": _("half up"), "half_even": _("half to even"), "down": _("down")}[definition.rounding]
    better = _("more is better") if definition.direction == "higher" else _("less is better")
    decimals = _("%(decimals)s decimals, rounded %(rounding)s; targets are compared on exact numbers")
    return [
        (_("Name in the files"), definition.name),
        (_("Records"), _records(definition)),
        (_("Direction"), better),
        (_("Printed with"), decimals % {"decimals": definition.decimals, "rounding": rounding}),
        *([(_("Source"), definition.source)] if definition.source else []),
    ]


def _lists(definition: Definition, place: Place | None) -> list[tuple[str, str]]:
    """The way to the records, by slice, at the unit where the reader starts."""
    if place is None:
        return []
    return [
        (
            part.label.in_(language()) or definition.title.in_(language()),
            place.figure(definition.name, part.code),
        )
        for part in definition.slices
    ]
