"""The board and its lists as files: csv and xlsx from the same numbers, each with its day and its ledger head.

Numbers are numbers (numerator, denominator, target in percent), so that a spreadsheet can go on from them.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk.language import language
from thenchot.foundation.indicators import visible
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.entries import Entry, every_entry
from thenchot.foundation.indicators.figures import Figure
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.board import behind, by, pages, places, words

Cell = str | int | Decimal | date | None
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_CHUNK = 400


@open_to("members")
def board(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The figures of the unit and of the units directly below it."""
    place = places.needed(request)
    units = [place.unit, *queries.children(place.unit, place.on)]
    found = visible.figures_for(request.user, [unit.pk for unit in units], place.on)
    rows = (_figure_row(unit, figure) for unit in units for figure in found.get(unit.pk, []))
    return _file(kind, f"{place.unit.code}-{place.on.isoformat()}", _figure_headings(), rows)


@open_to("members")
def records(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """Every record behind a figure, those that fall short first; records out of the reader's reach have no name."""
    place = places.needed(request)
    definition = pages.open_indicator(request, name, place)
    part = request.GET.get("slice", definition.slices[0].code)
    within = by.asked(request, definition)
    entries = every_entry(definition, place.unit.pk, place.on, part, within=within)
    headings = [_("Record"), _("Unit"), _("Standing"), _("Cause"), _("Numerator"), _("Denominator"), _("Key")]
    rows = _record_rows(request, definition, entries)
    return _file(kind, f"{name}-{place.unit.code}-{place.on.isoformat()}", headings, rows)


def _figure_headings() -> list[str]:
    return [
        *(_("Unit"), _("Unit (code)"), _("Indicator"), _("Part"), _("Day"), _("Numerator"), _("Denominator")),
        *(
            _("Share (%)"),
            _("Not reported"),
            _("Comparator"),
            _("Target (%)"),
            _("Standing"),
            _("Gap"),
            _("Ledger head"),
        ),
    ]


def _figure_row(unit: Unit, figure: Figure) -> list[Cell]:
    target = figure.target
    return [
        unit.name,
        unit.code,
        figure.definition.title.in_(language()),
        words.part(figure),
        figure.on,
        figure.amount(figure.numerator),
        figure.amount(figure.denominator),
        words.share(figure),
        figure.amount(figure.missing),
        target.comparator if target else "",
        target.percent if target else None,
        words.standing(figure),
        None if figure.gap is None else figure.amount(figure.gap),
        figure.head,
    ]


def _record_rows(request: HttpRequest, definition: Definition, entries: Iterable[Entry]) -> Iterator[list[Cell]]:
    waiting = iter(entries)
    while chunk := list(islice(waiting, _CHUNK)):
        names, units = behind.named(request, definition, chunk)
        for entry in chunk:
            unit = units.get(entry.unit)
            yield [
                names.get(entry.record, ("", ""))[0],
                unit.name if unit else "",
                behind.standing_text(entry.standing),
                definition.cause(entry.cause, language()) if entry.cause else "",
                None if entry.numerator is None else words.exact(entry.numerator, definition),
                words.exact(entry.denominator, definition),
                str(entry.record) if entry.record in names else "",
            ]


def _file(kind: str, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponseBase:
    if kind not in pages.FILES:
        raise Http404
    response = _csv(headings, rows) if kind == "csv" else _xlsx(headings, rows)
    response["Content-Type"] = _TYPES[kind]
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    return StreamingHttpResponse(_csv_lines(headings, rows))


def _csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    # The mark at the start lets Excel see that it is UTF-8.
    yield "\N{ZERO WIDTH NO-BREAK SPACE}"
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
        if buffer.tell() > 60_000:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _harmless(cell: Cell) -> object:
    """A text that a spreadsheet would run as a formula is marked as text."""
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t"}:
        return f"'{cell}"
    return cell.isoformat() if isinstance(cell, date) else cell


def _xlsx(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the response
    book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, headings, book.add_format({"bold": True, "bottom": 1}))
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            match cell:
                case None | "":
                    continue
                case date():
                    sheet.write_datetime(line, column, cell, day)
                case str():
                    sheet.write_string(line, column, cell)
                case _:
                    sheet.write_number(line, column, cell)
    book.close()
    file.seek(0)
    return FileResponse(file)
