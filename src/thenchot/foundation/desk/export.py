"""A list as a csv or xlsx file, row by row in memory that does not grow; every value comes back exactly when read again."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import Model
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext
from xlsxwriter import Workbook

from thenchot.foundation.desk.columns import Bound
from thenchot.foundation.desk.listing import Listing
from thenchot.foundation.desk.neutral import neutral
from thenchot.foundation.desk.reading import Ref, read_all
from thenchot.foundation.desk.shown import shown
from thenchot.foundation.kernel.vietnamese import fold

SHEET_ROWS = 1_000_000  # A sheet of Excel ends at 1,048,576.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def header(columns: Sequence[Bound]) -> list[str]:
    """The headings: a column that names another record gives two, its name and its code; the record's key comes last."""
    names: list[str] = []
    for bound in columns:
        names += (
            [str(bound.label), gettext("%(what)s (code)") % {"what": bound.label}]
            if has_code(bound)
            else [str(bound.label)]
        )
    return [*names, gettext("Key")]


def rows(listing: Listing) -> Iterator[list[Any]]:
    """Every row of the list as values: text, number, date, moment or None."""
    for line in read_all(listing.user, listing.resource, listing.ordered, listing.columns):
        values: list[Any] = []
        for bound, value in zip(listing.columns, line.values, strict=True):
            values += values_of(bound, value)
        yield [*values, str(line.key)]


def csv_file(listing: Listing) -> StreamingHttpResponse:
    """Comma-separated, with the mark by which Excel knows UTF-8; numbers with a point, dates as 2026-11-25."""
    language = translation.get_language()
    response = StreamingHttpResponse(csv_lines(listing, language or "vi"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(listing)}.csv"'
    return response


def xlsx_file(listing: Listing) -> FileResponse:
    """A workbook; numbers are numbers, dates are dates, everything else is text that is never calculated."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the response
    book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats: dict[type, Any] = {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
    }
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet: Any = None
    for number, values in enumerate(rows(listing)):
        if number % SHEET_ROWS == 0:
            sheet = _sheet(book, listing, bold)
        for column, value in enumerate(values):
            _write(sheet, number % SHEET_ROWS + 1, column, value, formats)
    if sheet is None:
        _sheet(book, listing, bold)
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{_file_name(listing)}.xlsx", content_type=XLSX)


def _sheet(book: Any, listing: Listing, bold: Any) -> Any:
    sheet = book.add_worksheet()
    for column, name in enumerate(header(listing.columns)):
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _write(sheet: Any, row: int, column: int, value: Any, formats: dict[type, Any]) -> None:
    match value:
        case None:
            return
        case int() | Decimal() if _fits(value):
            sheet.write_number(row, column, value)
        case datetime():
            sheet.write_datetime(row, column, timezone.localtime(value).replace(tzinfo=None), formats[datetime])
        case date() if value.year >= 1900:
            sheet.write_datetime(row, column, value, formats[date])
        case _:
            sheet.write_string(row, column, str(value))


def _fits(value: int | Decimal) -> bool:
    """A workbook keeps a number as a binary float of 15 sure digits; a longer one stays exact as text."""
    return len(Decimal(value).normalize().as_tuple().digits) <= 15


def csv_lines(listing: Listing, language: str) -> Iterator[str]:
    """The file's lines, headings first, in the reader's language; made one by one as they are sent."""
    writer = csv.writer(_Echo())
    with translation.override(language):
        yield "\ufeff" + writer.writerow(map(neutral, header(listing.columns)))
        for values in rows(listing):
            yield writer.writerow(map(_csv_value, values))


def _csv_value(value: Any) -> Any:
    match value:
        case None:
            return ""
        case int():
            return value
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.isoformat()
        case date():
            return value.isoformat()
    return neutral(str(value))


class _Echo:
    """A file that gives back what is written to it: the csv writer's line."""

    def write(self, line: str) -> str:
        return line


def has_code(bound: Bound) -> bool:
    """Whether the column takes two cells: the other record's name and its code."""
    return bound.target is not None and _model_has_code(bound.target)


@cache
def _model_has_code(model: type[Model]) -> bool:
    return any(field.name == "code" for field in model._meta.concrete_fields)


def values_of(bound: Bound, value: Any) -> list[Any]:
    """A column's value as the file holds it: one cell, or two (name and code) for another record that has a code."""
    if bound.target is not None:
        name = value.name if isinstance(value, Ref) else None
        found: list[Any] = [name.text if name else None]
        return [*found, name.code if name else None] if has_code(bound) else found
    if value is None or value == "":
        return [None]
    if bound.kind in {"choice", "flag"}:
        return [shown(value, bound.field)]
    if isinstance(value, int | Decimal | date) and not isinstance(value, bool):
        return [value]
    return [shown(value) if isinstance(value, bool | list | tuple) else str(value)]


def _file_name(listing: Listing) -> str:
    words = fold(str(listing.resource.title)).replace(" ", "-")
    return "".join(c for c in words if c.isalnum() or c == "-") + f"-{timezone.localdate():%Y-%m-%d}"
