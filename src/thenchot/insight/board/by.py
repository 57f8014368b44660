"""A figure by technical branch, catalogue field or group: a line for each, which opens its own records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.text import capfirst

from thenchot.foundation.access.policy import Who, rows
from thenchot.foundation.indicators import breakdowns, ways
from thenchot.foundation.indicators.breakdowns import Share
from thenchot.foundation.indicators.definition import Definition, Way
from thenchot.foundation.indicators.entries import Within
from thenchot.foundation.indicators.figures import Figure
from thenchot.insight.board import words
from thenchot.insight.board.places import Place


@dataclass(frozen=True, slots=True)
class Line:
    """What the records of one branch, field or group make of the figure. Without a name they belong to none, or to one unseen."""

    name: str
    url: str
    value: str
    share: Decimal | None
    out_of: str
    missing: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A way the indicator offers, as a link."""

    name: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The ways on offer, the lines of the one chosen (worst first), and the records the list is narrowed to."""

    choices: tuple[Choice, ...]
    title: str
    lines: tuple[Line, ...]
    within: Within | None
    chosen: str
    query: Mapping[str, object]


def asked(request: HttpRequest, definition: Definition) -> Within | None:
    """What the address narrows the records to; Http404 for a way not offered, or a key that is none."""
    path, key = request.GET.get("by", ""), request.GET.get("of", "")
    if not path:
        return None
    way = definition.way(path)
    if way is None:
        raise Http404
    if not key:
        return None
    try:
        return Within(way, UUID(key))
    except ValueError as error:
        raise Http404 from error


def of(request: HttpRequest, place: Place, figure: Figure) -> Breakdown:
    """The breakdown the address asks for; only the ways on offer where it asks for none."""
    within = asked(request, figure.definition)
    way = figure.definition.way(request.GET.get("by", ""))
    lines = _lines(request.user, place, figure, way, within) if way else ()
    return Breakdown(
        choices=tuple(
            Choice(_title(each), place.figure(figure.indicator, figure.slice, by=each.path), each == way)
            for each in figure.definition.ways
        ),
        title=_title(way) if way else "",
        lines=lines,
        within=within,
        chosen=next((line.name for line in lines if line.is_chosen), ""),
        query={"by": way.path if way else "", "of": within.key if within else ""},
    )


def _title(way: Way) -> str:
    return capfirst(str(ways.leads_to(way)._meta.verbose_name))


def _lines(user: Who, place: Place, figure: Figure, way: Way, within: Within | None) -> tuple[Line, ...]:
    found = breakdowns.shares(figure.definition, way, place.unit.pk, place.on, figure.slice)
    model = ways.leads_to(way)
    known = rows(user, "view", model._default_manager.filter(pk__in=[share.key for share in found if share.key]))
    names = {record.pk: str(record) for record in known}
    named = [(names.get(share.key, "") if share.key else "", share) for share in found]
    return tuple(
        _line(name, share, place, words.with_sums(figure, share.sums), way, within)
        for name, share in sorted(named, key=lambda pair: (not pair[0], *_rank(pair[1], figure), pair[0]))
    )


def _rank(share: Share, figure: Figure) -> tuple[bool, Decimal]:
    part = words.share(words.with_sums(figure, share.sums))
    if part is None:
        return True, Decimal(0)
    return False, part if figure.definition.direction == "higher" else -part


def _line(name: str, share: Share, place: Place, figure: Figure, way: Way, within: Within | None) -> Line:
    return Line(
        name=name,
        url=place.figure(figure.indicator, figure.slice, by=way.path, of=share.key) if name else "",
        value=words.value(figure),
        share=words.share(figure),
        out_of=words.out_of_short(figure),
        missing=words.number(figure.missing, figure.definition) if figure.missing else "",
        is_chosen=within is not None and share.key == within.key,
    )
