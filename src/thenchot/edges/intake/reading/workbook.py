"""How do the workbook formats become rows? (first cut on python-calamine)"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, SheetTypeEnum, SheetVisibleEnum, load_workbook

from thenchot.edges.intake.reading.cells import Cell, Row, Sheet, Span
from thenchot.edges.intake.reading.exact import exact_number
from thenchot.edges.intake.reading.faults import Place, ReadingFault, phrase, refused


class Workbook:
    """A spreadsheet file read through calamine."""

    def __init__(self, path: Path, date_base: int = 1900) -> None:
        self._place = Place(path.name)
        self._date_base = date_base
        try:
            self._book = load_workbook(path)
        except (CalamineError, OSError, ValueError) as error:
            raise refused("damaged-file", self._place, error, phrase("a whole workbook file")) from error

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(
            Sheet(
                meta.name,
                meta.visible != SheetVisibleEnum.Visible,
                "cells" if meta.typ == SheetTypeEnum.WorkSheet else "chart",
            )
            for meta in self._book.sheets_metadata
        )

    @property
    def date_base(self) -> int:
        return self._date_base

    @property
    def warnings(self) -> tuple[ReadingFault, ...]:
        return ()

    def rows(self, sheet: str) -> Iterator[Row]:
        grid = self._sheet(sheet)
        left: tuple[Cell, ...] = (None,) * (grid.start[1] if grid.start else 0)
        for number, values in enumerate(grid.iter_rows(), start=1):
            yield Row(number, left + tuple(map(_cell, values)))

    def merged(self, sheet: str) -> tuple[Span, ...]:
        ranges = self._sheet(sheet).merged_cell_ranges or []
        return tuple(Span(top + 1, bottom + 1, left, right) for (top, left), (bottom, right) in ranges)

    def close(self) -> None:
        self._book.close()

    def _sheet(self, name: str) -> CalamineSheet:
        try:
            return self._book.get_sheet_by_name(name)
        except CalamineError as error:
            raise refused("damaged-sheet", self._place, error, phrase("a readable sheet")) from error


def _cell(value: str | float | bool | datetime.date | datetime.time | datetime.timedelta) -> Cell:
    if value == "":
        return None
    return exact_number(value) if type(value) is float else value
