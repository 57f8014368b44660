"""A list as a csv or xlsx file, row by row in memory that does not grow; every value comes back exactly when read again."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import IO, Any

from django.db.models import Model
from django.http import FileResponse, QueryDict, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from xlsxwriter import Workbook

from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.desk import jobs
from thenchot.foundation.desk.columns import Bound
from thenchot.foundation.desk.listing import Listing
from thenchot.foundation.desk.models import Job
from thenchot.foundation.desk.neutral import neutral
from thenchot.foundation.desk.reading import AT_ONCE, Ref
from thenchot.foundation.desk.resource import Resource, by_slug
from thenchot.foundation.desk.shown import shown
from thenchot.foundation.kernel.refusal import Refusal
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
    for line in listing.every_line():
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
    """A workbook, at once; for a list that is short."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the response
    write_xlsx(listing, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{_file_name(listing)}.xlsx", content_type=XLSX)


def ask_for_xlsx(listing: Listing, user: User, query: str) -> Job:
    """A workbook of a long list, as work that may be left."""
    title = gettext("%(what)s as Excel (xlsx)") % {"what": capfirst(str(listing.resource.title))}
    return jobs.start("desk.export", user, title, slug=listing.resource.slug, query=query)


@jobs.kind("desk.export")
def make_xlsx(work: jobs.Work, *, slug: str, query: str) -> str:
    """The work: the list as its reader asked for it, with what they may export now."""
    resource = by_slug(slug)
    if resource is None or not policy.may_anywhere(work.user, "export", resource.model):
        raise Refusal("You may not export this any more")
    listing = Listing(resource, work.user, QueryDict(query), verb="export")
    total = listing.rows.order_by().count()
    with work.file(f"{_file_name(listing)}.xlsx").open("wb") as file:
        written = write_xlsx(listing, file, lambda done: work.progress(done, total))
    return ngettext("%(n)s row", "%(n)s rows", written) % {"n": shown(written)}


def write_xlsx(listing: Listing, file: IO[bytes], progress: Callable[[int], None] = lambda _done: None) -> int:
    """Write the workbook and return how many rows it has; numbers are numbers, dates are dates, the rest is never calculated."""
    book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats: dict[type, Any] = {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
    }
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet, number = _sheet(book, listing, bold), 0
    for number, values in enumerate(rows(listing), start=1):
        place = (number - 1) % SHEET_ROWS + 1
        if place == 1 and number > 1:
            sheet = _sheet(book, listing, bold)
        for column, value in enumerate(values):
            _write(sheet, place, column, value, formats)
        if number % AT_ONCE == 0:
            progress(number)
    book.close()
    return number


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
    return f"{plain_name(listing.resource)}-{timezone.localdate():%Y-%m-%d}"


def plain_name(resource: Resource) -> str:
    """What a file of this resource is called: its title without marks, blanks and signs."""
    words = fold(str(resource.title)).replace(" ", "-")
    return "".join(c for c in words if c.isalnum() or c == "-")
