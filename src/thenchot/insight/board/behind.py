"""The list behind a figure: a page of its records with names, causes and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from thenchot.foundation.access.policy import rows
from thenchot.foundation.desk.language import language
from thenchot.foundation.desk.resource import by_model
from thenchot.foundation.indicators import entries
from thenchot.foundation.indicators.definition import Definition, Standing
from thenchot.foundation.indicators.entries import Entry, Obstacle, Share
from thenchot.foundation.indicators.figures import Figure
from thenchot.foundation.indicators.statements import PAGE
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.board import words
from thenchot.insight.board.by import Breakdown
from thenchot.insight.board.places import Place

TONES: dict[Standing, str] = {
    Standing.SHORT: "bad",
    Standing.MISSING: "warn",
    Standing.COUNTS: "good",
    Standing.NOT_APPLICABLE: "muted",
}


@dataclass(frozen=True, slots=True)
class Hindrance:
    """An obstacle in words."""

    label: str
    cause: str
    cost: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A record of the figure. Without a name it is out of the reader's reach and only counted."""

    name: str
    url: str
    unit: Unit | None
    unit_url: str
    standing: str
    tone: str
    cause: str
    amount: str
    hindrances: tuple[Hindrance, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """How many records stand so, and why."""

    standing: str
    tone: str
    cause: str
    records: int
    amount: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of lines, with the groups of the whole figure above it and the way to the other pages."""

    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    hidden: int
    first: int
    last: int
    total: int
    previous: str
    following: str
    shown: str
    every: str
    shows_amount: bool


def listing(request: HttpRequest, place: Place, figure: Figure, by: Breakdown) -> Listing:
    """The page of the list that the address asks for: `show` one standing only, from the `start`-th on, within one branch."""
    definition, unit = figure.definition, place.unit.pk
    chosen = next((s for s in Standing if s.name.lower() == request.GET.get("show")), None)
    shares = entries.summary(definition, unit, place.on, figure.slice, by.within)
    total = sum(share.records for share in shares if chosen in {None, share.standing})
    start = _start(request.GET.get("start", ""), total)
    page = entries.entries(definition, unit, place.on, figure.slice, standing=chosen, start=start, within=by.within)
    lines = _lines(request, place, definition, page)
    show = chosen.name.lower() if chosen else ""

    def at(where: int) -> str:
        return place.figure(figure.indicator, figure.slice, show=show, start=where or "", **by.query)

    return Listing(
        groups=tuple(_group(share, place, figure, chosen, lines, by) for share in shares),
        lines=tuple(line for line in lines if line.name),
        hidden=sum(not line.name for line in lines),
        first=start + 1 if page else 0,
        last=start + len(page),
        total=total,
        previous=at(max(0, start - PAGE)) if start else "",
        following=at(start + PAGE) if start + PAGE < total else "",
        shown=standing_text(chosen) if chosen is not None else "",
        every=place.figure(figure.indicator, figure.slice, **by.query),
        shows_amount=any(entry.denominator != definition.scale for entry in page),
    )


def _start(text: str, total: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return number if number < total else 0


def standing_text(standing: Standing) -> str:
    """How a record stands, in words."""
    return {
        Standing.SHORT: _("Falls short"),
        Standing.MISSING: _("Not reported"),
        Standing.COUNTS: _("Counts"),
        Standing.NOT_APPLICABLE: _("Does not apply"),
    }[standing]


def _group(  # all that a group is told by
    share: Share, place: Place, figure: Figure, chosen: Standing | None, lines: Sequence[Line], by: Breakdown
) -> Group:
    return Group(
        standing=standing_text(share.standing),
        tone=TONES[share.standing],
        cause=_cause(share.cause, figure.definition, [h for line in lines for h in line.hindrances]),
        records=share.records,
        amount=words.counted(share.denominator, figure.definition),
        url=place.figure(figure.indicator, figure.slice, show=share.standing.name.lower(), **by.query),
        is_chosen=share.standing == chosen,
    )


def _lines(request: HttpRequest, place: Place, definition: Definition, page: Sequence[Entry]) -> list[Line]:
    names, units = named(request, definition, page)
    short = [entry.record for entry in page if entry.standing in {Standing.SHORT, Standing.MISSING}]
    obstacles = entries.obstacles_of(definition, short, place.on)
    return [_line(entry, definition, names, obstacles, units.get(entry.unit), place) for entry in page]


def named(
    request: HttpRequest, definition: Definition, page: Sequence[Entry]
) -> tuple[dict[UUID, tuple[str, str]], dict[UUID, Unit]]:
    """Name and address of the records of these entries, and their units, as far as the reader may open them."""
    model: type[Record] = apps.get_model(definition.record)
    units = rows(request.user, "view", Unit.objects.filter(pk__in={entry.unit for entry in page}))
    return _names(request, model, [entry.record for entry in page]), {unit.pk: unit for unit in units}


def _names(request: HttpRequest, model: type[Record], keys: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """Name and address of those records that the reader may open."""
    resource = by_model(model)
    query = model._default_manager.filter(pk__in=keys).select_related(*model.named_through)
    found: dict[UUID, tuple[str, str]] = {}
    for record in rows(request.user, "view", query):
        url = reverse("desk:detail", args=[resource.slug, record.pk]) if resource else ""
        found[record.pk] = (_called(record), url)
    return found


def _called(record: Model) -> str:
    """The record's name, with its code where it has one of its own."""
    code = getattr(record, "code", "")
    return f"{code} {record}" if code and not str(record).startswith(str(code)) else str(record)


def _line(
    entry: Entry,
    definition: Definition,
    names: Mapping[UUID, tuple[str, str]],
    obstacles: Mapping[UUID, Sequence[Obstacle]],
    unit: Unit | None,
    place: Place,
) -> Line:
    name, url = names.get(entry.record, ("", ""))
    hindrances = tuple(_hindrance(obstacle, definition) for obstacle in obstacles.get(entry.record, ()))
    return Line(
        name=name,
        url=url,
        unit=unit,
        unit_url=place.board(unit) if unit else "",
        standing=standing_text(entry.standing),
        tone=TONES[entry.standing],
        cause=_cause(entry.cause, definition, hindrances),
        amount=words.number(entry.denominator, definition),
        hindrances=hindrances,
    )


def _cause(code: str, definition: Definition, hindrances: Sequence[Hindrance]) -> str:
    """The cause in words; a criterion's code gets its text from the obstacle that begins with it."""
    if not code or code in definition.causes:
        return definition.cause(code, language()) if code else ""
    label = next((h.label for h in hindrances if h.label.partition(" ")[0] == code), code)
    # What was found stands before the criterion's own text, which is what all records of the cause have in common.
    return f"{code} {label.rpartition(' · ')[2]}" if " · " in label else label


def _hindrance(obstacle: Obstacle, definition: Definition) -> Hindrance:
    cause = definition.cause(obstacle.cause, language()) if obstacle.cause else ""
    return Hindrance(
        label=obstacle.label or cause,
        cause=cause if obstacle.label else "",
        cost="" if obstacle.cost is None else words.money(obstacle.cost),
        days=obstacle.days,
    )
