"""The document's tables as a workbook: a sheet each, numbers exact, shares as part over whole, sums as formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from thenchot.foundation.desk.neutral import neutral
from thenchot.foundation.papers import charts
from thenchot.foundation.papers.containers import repacked
from thenchot.foundation.papers.document import Column, Row, Share, Table, Value
from thenchot.foundation.papers.numbers import SAID, said, shown_percent, total_row
from thenchot.foundation.papers.setting import Pages, SetChart, SetHeading, SetTable, SetText, Setting, header_of

_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook knows no zones
_MOST_RANGES = 200


def written(setting: Setting) -> bytes:
    """The file. Its bytes depend on the document alone."""
    found = io.BytesIO()
    book = Workbook(
        found,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    day = setting.document.day
    book.set_properties(
        {
            "title": setting.name[:255],
            "author": setting.document.issuer[:255],
            "created": datetime(day.year, day.month, day.day) if day else _UNDATED,  # noqa: DTZ001
        }
    )
    _Writer(book, setting).write()
    book.close()
    return repacked(found.getvalue())


class _Writer:
    """Writes the first sheet and a sheet for each table; formats are made once."""

    def __init__(self, book: Any, setting: Setting) -> None:
        self.book = book
        self.setting = setting
        self.language = setting.document.language
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.names: set[str] = set()

    def write(self) -> None:
        """The whole workbook."""
        first = self._sheet(self.setting.document.kind or "1")
        contents: list[tuple[str, str]] = []
        for pages in (*self.setting.body, *self.setting.appendices):
            for table, label in _tables(pages):
                name = self._sheet_name(label)
                contents.append((name, table.title))
                self._table(name, table, label)
        self._first(first, contents)

    def _sheet(self, name: str) -> Any:
        return self.book.add_worksheet(self._sheet_name(name))

    def _sheet_name(self, name: str) -> str:
        plain = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:28] or "1"
        found, number = plain, 2
        while found.casefold() in self.names:
            found, number = f"{plain} {number}", number + 1
        self.names.add(found.casefold())
        return found

    def _form(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(
                {"font_name": "Times New Roman", "font_size": 12, "valign": "top", **look}
            )
        return self.formats[key]

    def _first(self, sheet: Any, contents: list[tuple[str, str]]) -> None:
        """What the workbook is: the document's heading, the list of its tables, the lines at its foot."""
        setting, document = self.setting, self.setting.document
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 90)
        number = next(line.text for line in reversed(setting.left))
        lines = [*(line.text for line in setting.left[:-1]), number, setting.right[-1].text]
        row = 0
        for words in (*lines, *(line.text for line in setting.title), *setting.marks):
            sheet.write_string(row, 0, neutral(words), self._form(bold=words in {t.text for t in setting.title}))
            row += 1
        row += 1
        for name, title in contents:
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self._form(font_color="#0b4f9e", underline=1), name)
            sheet.write_string(row, 1, neutral(title), self._form(text_wrap=True))
            row += 1
        for words in document.foot:
            row += 1
            sheet.write_string(row, 0, neutral(words), self._form(italic=True))

    def _table(self, name: str, table: Table, label: str) -> None:
        sheet = self.book.add_worksheet()
        sheet.name = name
        sheet.write_string(0, 0, neutral(f"{label}. {table.title}" if table.title else label), self._form(bold=True))
        top = self._header(sheet, table.columns)
        sheet.freeze_panes(top, 1)
        sheet.repeat_rows(top - (2 if any(column.group for column in table.columns) else 1), top - 1)
        if sum(column.width for column in table.columns) > 8 or len(table.columns) > 6:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for number, row in enumerate(table.rows, start=top):
            self._row(sheet, number, row, table.columns)
        end = top + len(table.rows)
        if total := total_row(table, self.setting.words.total):
            self._total(sheet, end, total, table, top)
            end += 1
        if table.note:
            sheet.write_string(end, 0, neutral(table.note), self._form(italic=True))
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, self._width(table, place, column))

    def _width(self, table: Table, place: int, column: Column) -> float:
        longest = max((len(said(row.cells[place], self.language, column)) for row in table.rows[:500]), default=0)
        return min(60.0, max(10.0, min(len(column.title), 18), longest + 2.0))

    def _header(self, sheet: Any, columns: tuple[Column, ...]) -> int:
        """The headings from the third line on; returns the first line below them."""
        look = self._form(bold=True, text_wrap=True, align="center", valign="vcenter", border=1, bg_color="#EBEBEB")
        lines = header_of(columns)
        place = 0
        lower = iter(lines[1] if len(lines) > 1 else ())
        for head in lines[0]:
            if head.down > 1:
                sheet.merge_range(2, place, 3, place, neutral(head.text), look)
            elif len(lines) > 1:
                self._over(sheet, place, head.across, head.text, look)
                for step in range(head.across):
                    sheet.write_string(3, place + step, neutral(next(lower).text), look)
            else:
                sheet.write_string(2, place, neutral(head.text), look)
            place += head.across
        return 2 + len(lines)

    def _over(self, sheet: Any, place: int, across: int, text: str, look: Any) -> None:
        if across > 1:
            sheet.merge_range(2, place, 2, place + across - 1, neutral(text), look)
        else:
            sheet.write_string(2, place, neutral(text), look)

    def _row(self, sheet: Any, number: int, row: Row, columns: tuple[Column, ...]) -> None:
        for place, (value, column) in enumerate(zip(row.cells, columns, strict=True)):
            look = {"border": 1, "bold": row.strong}
            if row.level and place == 0:
                look["indent"] = row.level
            self._cell(sheet, number, place, value, column, look)

    def _cell(self, sheet: Any, row: int, place: int, value: Value, column: Column, look: dict[str, Any]) -> None:
        match value:
            case None:
                sheet.write_blank(row, place, None, self._form(**look))
            case str():
                sheet.write_string(row, place, neutral(value), self._form(text_wrap=True, **look))
            case Share():
                shown = float(Fraction(value.part, value.whole))
                sheet.write_formula(
                    row, place, f"={value.part}/{value.whole}", self._form(num_format=self._share(value), **look), shown
                )
            case date() if value.year >= 1900:
                moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001
                sheet.write_datetime(row, place, moment, self._form(num_format="dd/mm/yyyy", align="center", **look))
            case date():
                sheet.write_string(row, place, said(value, self.language), self._form(**look))
            case Fraction() if value.denominator != 1:
                text = f"={value.numerator}/{value.denominator}"
                sheet.write_formula(
                    row, place, text, self._form(num_format=_number(column, value), **look), float(value)
                )
            case _:
                self._number(sheet, row, place, value, column, look)

    def _number(
        self, sheet: Any, row: int, place: int, value: int | Decimal | Fraction, column: Column, look: dict[str, Any]
    ) -> None:
        exact = Decimal(value.numerator) if isinstance(value, Fraction) else Decimal(value)
        if len(exact.normalize().as_tuple().digits) > 15:
            # A workbook keeps 15 sure digits; a longer number stays exact as text.
            sheet.write_string(row, place, said(value, self.language, column), self._form(align="right", **look))
            return
        if column.kind == "share":
            sheet.write_number(row, place, exact / 100, self._form(num_format=_percent(column.places), **look))
            return
        sheet.write_number(row, place, exact, self._form(num_format=_number(column, value), **look))

    def _share(self, share: Share) -> str:
        """The share's number format: its word stays before it while the cell keeps the exact share."""
        shown = shown_percent(share)
        places = 0 if shown == shown.to_integral_value() else share.places
        word = SAID[self.language].get(share.comparator, "")
        return f'"{word} "{_percent(places)}' if word else _percent(share.places)

    def _total(self, sheet: Any, number: int, total: Row, table: Table, top: int) -> None:
        for place, (value, column) in enumerate(zip(total.cells, table.columns, strict=True)):
            look = {"border": 1, "bold": True}
            formula = _sum(table, place, top) if column.total and isinstance(value, int | Decimal | Fraction) else ""
            if formula:
                form = self._form(num_format=_number(column, value), **look)
                sheet.write_formula(number, place, formula, form, float(value))  # type: ignore[arg-type]
            else:
                self._cell(sheet, number, place, value, column, look)


def _tables(pages: Pages) -> Iterator[tuple[Table, str]]:
    """The tables of these pages with their labels; a chart's numbers are a table, too."""
    for block in pages.blocks:
        match block:
            case SetChart():
                yield charts.table_of(block.source), block.label
            case SetTable() if block.label:
                yield block.source, block.label
            case SetHeading() | SetText() | SetTable():
                continue


def _sum(table: Table, place: int, top: int) -> str:
    """The sum over the rows that are no sums themselves; empty where they lie in too many pieces for a formula."""
    name, ranges, start = xl_col_to_name(place), [], None
    for number, row in enumerate((*table.rows, Row((), strong=True)), start=top + 1):
        if row.strong and start is not None:
            ranges.append(f"{name}{start}:{name}{number - 1}")
            start = None
        elif not row.strong and start is None:
            start = number
    return f"=SUM({','.join(ranges)})" if 0 < len(ranges) <= _MOST_RANGES else ""


def _percent(places: int) -> str:
    return f"0.{'0' * places}%" if places else "0%"


def _number(column: Column, value: object) -> str:
    if column.kind == "decimal" and column.places:
        return f"#,##0.{'0' * column.places}"
    if column.kind == "text" and isinstance(value, Decimal | Fraction):
        return "General"
    return "#,##0"
