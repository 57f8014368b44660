"""The refused rows as a workbook: each once, with its own cells and the reasons, to be mended and brought back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext
from xlsxwriter import Workbook

from thenchot.edges.intake.lines import REASON_TITLE, ROW_TITLE, Line
from thenchot.edges.intake.reading import Phrase, ReadingFault
from thenchot.edges.intake.targets.styles import plain_text

SURE_DIGITS = 15
NAME_LENGTH = 31


class RefusedBook:
    """Writes the lines it is given as they come; a sheet of the file is a sheet here. No file where nothing was refused."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Any = None
        self.sheets: dict[str, Any] = {}
        self.rows: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.book is not None:
            self.book.close()
        else:
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Finish the workbook."""
        self.__exit__(None, None, None)

    def add(self, line: Line) -> None:
        """One refused line."""
        sheet = self._sheet(line)
        row = self.rows[line.sheet] = self.rows.get(line.sheet, 0) + 1
        for column, cell in enumerate(line.cells):
            self._write(sheet, row, column, cell)
        sheet.write_number(row, len(line.cells), line.row)
        sheet.write_string(row, len(line.cells) + 1, "\n".join(dict.fromkeys(map(said, line.faults))), self.wrapped)

    def _sheet(self, line: Line) -> Any:
        if self.book is None:
            self.book = Workbook(str(self.path), {"strings_to_formulas": False, "strings_to_urls": False})
            self.bold = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
            self.day = self.book.add_format({"num_format": "dd/mm/yyyy"})
            self.instant = self.book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
            self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        if line.sheet not in self.sheets:
            sheet = self.book.add_worksheet(_name(line.sheet, self.sheets))
            titles = [*line.titles, gettext(ROW_TITLE), gettext(REASON_TITLE)]
            for column, title in enumerate(titles):
                sheet.write_string(0, column, title, self.bold)
            sheet.set_column(0, len(titles) - 2, 16)
            sheet.set_column(len(titles) - 1, len(titles) - 1, 70)
            sheet.freeze_panes(1, 0)
            self.sheets[line.sheet] = sheet
        return self.sheets[line.sheet]

    def _write(self, sheet: Any, row: int, column: int, cell: Any) -> None:
        match cell:
            case None:
                return
            case bool():
                sheet.write_boolean(row, column, cell)
            case int() | Decimal() if len(Decimal(cell).normalize().as_tuple().digits) <= SURE_DIGITS:
                sheet.write_number(row, column, cell)
            case datetime():
                sheet.write_datetime(row, column, cell.replace(tzinfo=None), self.instant)
            case date() if cell.year >= 1900:
                sheet.write_datetime(row, column, cell, self.day)
            case _:
                sheet.write_string(row, column, plain_text(cell)[:32_767])


def _name(sheet: str, taken: dict[str, Any]) -> str:
    """A sheet's name as a workbook takes it."""
    name = "".join("_" if c in "[]:*?/\\" else c for c in sheet or "1")[:NAME_LENGTH].strip("'") or "1"
    while name.casefold() in {known.get_name().casefold() for known in taken.values()}:
        name = f"{name[: NAME_LENGTH - 2]}_{len(taken)}"
    return name


def put(phrase: Phrase) -> str:
    """A phrase in the reader's language."""
    return gettext(phrase.template).format(**dict(phrase.params)) if phrase.template else ""


def said(fault: ReadingFault) -> str:
    """What is wrong, for people: what was found, what was expected, what to do."""
    text = gettext("found “{found}”; expected: {expected}").format(found=fault.found, expected=put(fault.expected))
    return f"{text}. {put(fault.suggestion)}".strip().removesuffix(".")
