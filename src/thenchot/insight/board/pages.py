"""The board: a unit's figures on a day, and the page behind each figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.policy import rows
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.charts import BarChart
from thenchot.foundation.desk.language import language
from thenchot.foundation.indicators import figures as engine
from thenchot.foundation.indicators import visible
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.board import behind, by, compare, places, tiles, trend, words
from thenchot.insight.board.places import Place
from thenchot.insight.keylink import progress_words, sentences
from thenchot.insight.keylink.answers import Plain
from thenchot.insight.keylink.sentences import Key

# Seconds a request may spend on figures of the past that are not kept yet. The board itself spends none.
LOOK = 3.0
FILES = ("csv", "xlsx")
_MAPS = {"heat": compare.heat, "coverage": compare.coverage}
VIEWS = ("table", "bars", *_MAPS)


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
    past = trend.of(place, figures, seconds=0)
    links = sentences.known(figures, place.unit)
    own = _with_key_link(tiles.with_trend(tiles.tiles_of(figures, place), past), place, links)
    column = _column(request.GET.get("sort", ""), own)
    view = request.GET.get("view", "")
    if column is not None:
        below.sort(key=lambda row: (row.unit is None, row.rank_in(column)))
    context = _context(request, place) | {
        "title": place.unit.name,
        "tiles": own,
        "more": "" if past.is_complete and all(t.is_worked_out for t in own) else _more_url(place, past, links),
        "shortages": tiles.shortages(own, below, place),
        "counts": _counts(own),
        "rows": below,
        "sorted_by": column,
        "view": view if view in VIEWS else "table",
        "heat": _MAPS[view](below, own) if view in _MAPS else None,
        "bars": _bars(below, own, column) if view == "bars" else None,
        "files": [(kind, reverse("board-export", args=[kind]) + place.query()) for kind in FILES],
        "kiosk": reverse("board-kiosk") + place.query(),
        # By name only: reports stand above the board, and read it.
        "report": reverse("desk:list", args=["reports"]) + f"?unit={place.unit.pk}",
        "alerts_url": reverse("board-alert-counts") + place.query(),
        "unplaced": _unplaced(place, figures),
        "head": figures[0].head if figures else "",
    }
    return render(request, "board/board.html", context)


@open_to("members")
def kiosk(request: HttpRequest) -> HttpResponse:
    """The figures large, for a screen on a wall: no menu, read anew every few minutes."""
    place = places.needed(request)
    figures = visible.figures_for(request.user, [place.unit.pk], place.on).get(place.unit.pk, [])
    own = tiles.with_trend(tiles.tiles_of(figures, place), trend.of(place, figures, seconds=0))
    own = _with_key_link(own, place, sentences.known(figures, place.unit))
    context = {"title": place.unit.name, "place": place, "today": today(), "tiles": own, "counts": _counts(own)}
    return render(request, "board/kiosk.html", context | {"head": figures[0].head if figures else ""})


@open_to("members")
def tiles_with_trend(request: HttpRequest) -> HttpResponse:
    """The board's tiles once more, with as many key links and as much of the past as a few seconds allow.

    The board asks for it when it stands; what is worked out is kept for the next reader.
    """
    place = places.needed(request)
    figures = visible.figures_for(request.user, [place.unit.pk], place.on).get(place.unit.pk, [])
    links = sentences.worked_out(figures, place.unit, seconds=LOOK)
    past = trend.of(place, figures, seconds=LOOK)
    own = _with_key_link(tiles.with_trend(tiles.tiles_of(figures, place), past), place, links)
    days_before, _sign, links_before = request.GET.get("known", "").partition("-")
    more_days = not past.is_complete and str(past.known) != days_before
    more_links = not all(tile.is_worked_out for tile in own) and str(len(links)) != links_before
    context = {"tiles": own, "more": _more_url(place, past, links) if more_days or more_links else ""}
    return render(request, "board/parts/tiles.html", context)


def _with_key_link(own: Sequence[tiles.Tile], place: Place, links: Mapping[Key, Plain]) -> tuple[tiles.Tile, ...]:
    return tiles.with_key_link(own, place, sentences.said(links), progress_words.on_board(place.unit, place.on))


def _more_url(place: Place, past: trend.Trend, links: Mapping[Key, Plain]) -> str:
    return reverse("board-tiles") + place.query(known=f"{past.known}-{len(links)}")


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
    parts = by.of(request, place, shown)
    listing = behind.listing(request, place, shown, parts)
    past = trend.of(place, [shown], seconds=LOOK)
    own = tiles.with_trend([tiles.Tile(shown, "")], past)
    others = [tiles.Tile(f, place.figure(f.indicator, f.slice)) for f in found if f.indicator == name]
    context = _context(request, place) | {
        "title": words.name(shown),
        "tile": _with_key_link(own, place, sentences.worked_out([shown], place.unit, seconds=LOOK))[0],
        "line": trend.line(past, shown),
        "others": others if len(others) > 1 else [],
        "listing": listing,
        "by": parts,
        "files": [
            (kind, reverse("figure-export", args=[name, kind]) + place.query(slice=part, **parts.query))
            for kind in FILES
        ],
        "definition": definition,
        "counts_text": definition.counts.in_(language()),
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


def _bars(below: Sequence[tiles.Row], own: Sequence[tiles.Tile], column: int | None) -> list[BarChart]:
    """One chart for the figure chosen, or one for each, each worst first."""
    chosen = range(len(own)) if column is None else [column]
    return [
        compare.bars(sorted(below, key=lambda row: (row.unit is None, row.rank_in(number))), own[number], number)
        for number in chosen
    ]


def _column(text: str, own: Sequence[tiles.Tile]) -> int | None:
    names = [f"{tile.figure.indicator}.{tile.figure.slice}" for tile in own]
    return names.index(text) if text in names else None
