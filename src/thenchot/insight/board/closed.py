"""A closing opened: its figures as they were closed, what they are now where that differs, and where the change came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse

from thenchot.foundation.access.policy import Who
from thenchot.foundation.indicators import closings
from thenchot.foundation.indicators.figures import Figure, figures_of
from thenchot.foundation.indicators.models import ClosedFigure, Closing
from thenchot.foundation.indicators.visible import units_open_to
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.board import trend, words
from thenchot.insight.board.places import Place

MOST_ACTS = 5


@dataclass(frozen=True, slots=True)
class Source:
    """An act that touched what the figure is made of after it was closed."""

    at: object
    by: str
    reason: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One closed figure. `now` is empty while it is still the same."""

    unit: Unit
    name: str
    then: str
    now: str
    url: str
    sources: tuple[Source, ...]


def lines(user: Who, closing: Closing) -> list[Line]:
    """The figures of the closing that the reader may see: all of the unit itself, then those below that were restated."""
    rows = list(ClosedFigure.objects.filter(closing=closing).select_related("unit"))
    units = {row.unit_id for row in rows}
    now = {(f.unit, f.indicator, f.slice): f for figures in figures_of(units, closing.on).values() for f in figures}
    seen = _seen(user, closing, {figure.definition.record for figure in now.values()})
    return [
        _line(closing, row, figure)
        for row in sorted(rows, key=lambda row: (row.unit_id != closing.unit_id, row.unit.code))
        if (figure := now.get((row.unit_id, row.indicator, row.slice)))
        and figure.definition.record in seen
        and (row.unit_id == closing.unit_id or closings.sums_of(row) != figure.sums)
    ]


def _seen(user: Who, closing: Closing, records: set[str]) -> set[str]:
    return {label for label in records if units_open_to(user, apps.get_model(label), [closing.unit_id])}


def _line(closing: Closing, row: ClosedFigure, figure: Figure) -> Line:
    changed = closings.sums_of(row) != figure.sums
    place = Place(row.unit, closing.on)
    return Line(
        unit=row.unit,
        name=words.name(figure),
        then=trend.closed_text(figure, row),
        now=f"{words.value(figure)} ({words.out_of(figure)})" if changed else "",
        url=place.figure(figure.indicator, figure.slice),
        sources=tuple(_sources(closing, figure)) if changed and row.unit_id == closing.unit_id else (),
    )


def _sources(closing: Closing, figure: Figure) -> Iterator[Source]:
    for act in closings.later_acts(closing, figure.definition)[:MOST_ACTS]:
        yield Source(act.at, act.actor_name, act.reason, reverse("desk:detail", args=["acts", act.pk]))
