"""The board: a unit's figures on a day, and the page behind each figure."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.policy import rows
from thenchot.foundation.access.reach import today
from thenchot.foundation.indicators import figures as engine
from thenchot.foundation.indicators import visible
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.board import behind, places, tiles, words
from thenchot.insight.board.places import Place


@open_to("members")
def board(request: HttpRequest) -> HttpResponse:
    """A unit's figures with what is short and where, its children worst first."""
    place = places.of(request)
    if place is None:
        return render(request, "board/nothing.html", {"title": _("Board")})
    children = list(queries.children(place.unit, place.on))
    found = visible.figures_for(request.user, [place.unit.pk, *(unit.pk for unit in children)], place.on)
    figures = found.get(place.unit.pk, [])
    below = tiles.rows_of(place, children, found) if figures else []
    own = tiles.tiles_of(figures, place)
    column = _column(request.GET.get("sort", ""), own)
    if column is not None:
        below.sort(key=lambda row: (row.unit is None, row.rank_in(column)))
    context = _context(request, place) | {
        "title": place.unit.name,
        "tiles": own,
        "shortages": tiles.shortages(own, below, place),
        "counts": _counts(own),
        "rows": below,
        "sorted_by": column,
        "unplaced": _unplaced(place, figures),
        "head": figures[0].head if figures else "",
    }
    return render(request, "board/board.html", context)


@open_to("members")
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """The records behind a figure: those that fall short and why, those not reported, those that count."""
    place = places.needed(request)
    definition = open_indicator(request, name, place)
    found = visible.figures_for(request.user, [place.unit.pk], place.on)[place.unit.pk]
    part = request.GET.get("slice", definition.slices[0].code)
    shown = next((f for f in found if (f.indicator, f.slice) == (name, part)), None)
    if shown is None:
        raise Http404
    listing = behind.listing(request, place, shown)
    others = [tiles.Tile(f, place.figure(f.indicator, f.slice)) for f in found if f.indicator == name]
    context = _context(request, place) | {
        "title": words.name(shown),
        "tile": tiles.Tile(shown, ""),
        "others": others if len(others) > 1 else [],
        "listing": listing,
        "definition": definition,
        "counts_text": definition.counts.in_(words.language()),
        "head": shown.head,
    }
    return render(request, "board/figure.html", context)


def open_indicator(request: HttpRequest, name: str, place: Place) -> Definition:
    """The indicator of this name, where it exists and its figures may be seen at the unit; else Http404."""
    try:
        definition = by_name(name)
    except Refusal as refused:
        raise Http404 from refused
    if definition not in visible.open_indicators(request.user, place.unit.pk, place.on):
        raise Http404
    return definition


def _context(request: HttpRequest, place: Place) -> dict[str, object]:
    above = queries.path(place.unit, place.on)[:-1]
    seen = set(rows(request.user, "view", Unit.objects.filter(pk__in=[unit.pk for unit in above])).values_list("pk"))
    return {
        "place": place,
        "today": today(),
        "crumbs": [(unit.name, place.board(unit) if (unit.pk,) in seen else "") for unit in above],
    }


def _counts(own: Sequence[tiles.Tile]) -> dict[str, int]:
    standings = [tile.figure.met for tile in own if tile.figure.target is not None and tile.figure.is_applicable]
    return {"met": standings.count(True), "not_met": standings.count(False)}


def _unplaced(place: Place, figures: Sequence[engine.Figure]) -> int:
    """Records that no unit of the day's tree answers for; said at a root, where a total would otherwise look whole."""
    if not queries.roots(place.on).filter(pk=place.unit.pk).exists():
        return 0
    shown = {figure.definition.name: figure.definition for figure in figures}
    return sum(engine.unplaced(place.on, list(shown.values())).values()) if shown else 0


def _column(text: str, own: Sequence[tiles.Tile]) -> int | None:
    names = [f"{tile.figure.indicator}.{tile.figure.slice}" for tile in own]
    return names.index(text) if text in names else None
