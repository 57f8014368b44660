"""An xls file as a source of rows."""

from __future__ import annotations

import io
import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.compdoc import CompDocError

from thenchot.edges.intake.reading.cells import Cell, CellError, Row, Sheet, Span
from thenchot.edges.intake.reading.exact import exact_float
from thenchot.edges.intake.reading.faults import Place, ReadingFault, phrase, refused
from thenchot.edges.intake.reading.limits import Limits
from thenchot.edges.intake.reading.markup import SAVE_AGAIN, WHOLE
from thenchot.edges.intake.reading.number_format import NumberKind, number_kind
from thenchot.edges.intake.reading.serial import shown_value

ERROR_TEXTS: dict[object, str] = dict(error_text_from_code.items())
MOST_BYTES = 64 * 1024 * 1024
_OTHER_SHEET = "Ignoring non-worksheet data"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")


class XlsSource:
    """An open xls file; a sheet is loaded when it is asked for and let go for the next one."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._place = Place(path.name)
        self._limits = limits
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise refused(
                "file-too-large", self._place, f"{size} bytes", phrase("at most {limit} bytes", limit=MOST_BYTES)
            )
        self._loaded: str | None = None
        self._log = io.StringIO()
        _check_password(path, self._place)
        with _damage_refused(self._place):
            self._book = xlrd.open_workbook(
                str(path), formatting_info=True, on_demand=True, ragged_rows=True, logfile=self._log, verbosity=1
            )
            self._kinds = [self._kind(style.format_key) for style in self._book.xf_list]
            names = self._book.sheet_names()
        if len(set(names)) < len(names):
            raise refused("damaged-file", self._place, "two sheets of one name", WHOLE)
        self.sheets = tuple(Sheet(name, self._grid(name).visibility != 0) for name in names)
        self.date_base = 1904 if self._book.datemode else 1900
        self.warnings = tuple(self._warnings(path))

    def rows(self, sheet: str) -> Iterator[Row]:
        grid = self._grid(sheet)
        for index in range(grid.nrows):
            types, values = grid.row_types(index), grid.row_values(index)
            if len(values) > self._limits.columns:
                expected = phrase("values in the first {limit} columns only", limit=self._limits.columns)
                raise refused("too-many-columns", Place(self._place.file, sheet, index + 1), len(values), expected)
            cells = [
                self._cell(kind, value, grid.cell_xf_index(index, position) if kind in (2, 3) else 0)
                for position, (kind, value) in enumerate(zip(types, values, strict=True))
            ]
            yield Row(index + 1, tuple(cells))

    def merged(self, sheet: str) -> tuple[Span, ...]:
        ranges = self._grid(sheet).merged_cells[: self._limits.merged_ranges]
        return tuple(Span(top + 1, bottom, left, right - 1) for top, bottom, left, right in ranges)

    def close(self) -> None:
        self._book.release_resources()

    def _grid(self, name: str) -> xlrd.sheet.Sheet:
        with _damage_refused(Place(self._place.file, name)):
            if self._loaded not in (None, name):
                self._book.unload_sheet(self._loaded)
            self._loaded = name
            return self._book.sheet_by_name(name)

    def _kind(self, format_key: int) -> NumberKind:
        known = self._book.format_map.get(format_key)
        return number_kind(format_key, known.format_str if known else None)

    def _cell(self, kind: int, value: object, style: int) -> Cell:
        if kind == xlrd.XL_CELL_TEXT:
            return str(value) or None
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE) and isinstance(value, float):
            number = exact_float(value)
            shown: NumberKind = self._kinds[style] if style < len(self._kinds) else "number"
            return CellError(str(value)) if number is None else shown_value(number, shown, self.date_base)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_ERROR:
            return CellError(ERROR_TEXTS.get(value, f"error {value}"))
        return None

    def _warnings(self, path: Path) -> Iterator[ReadingFault]:
        with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if content.find(_MACROS) >= 0:
                expected = phrase("a workbook without macros; only cell values are read, the macros are not run")
                yield ReadingFault("macros", self._place, "macros", expected)
        if _OTHER_SHEET in self._log.getvalue():
            expected = phrase("sheets of cells; charts and macro sheets are left out")
            yield ReadingFault("other-sheets", self._place, "other sheets", expected)


def _check_password(path: Path, place: Place) -> None:
    """Refuse an xlsx file under a password, which is kept in the old container under a name of its own."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find(_ENCRYPTED) >= 0:
            raise refused("password", place, "an encrypted workbook", phrase("a workbook without a password"))


@contextmanager
def _damage_refused(place: Place) -> Iterator[None]:
    """Xlrd leaves the errors of the parser's own arithmetic to its caller; all of them mean a damaged file."""
    try:
        yield
    except XLRDError as error:
        if "encrypt" in str(error).lower():
            raise refused("password", place, error, phrase("a workbook without a password")) from error
        raise refused("damaged-file", place, error, WHOLE, SAVE_AGAIN) from error
    except (CompDocError, struct.error, LookupError, ValueError, TypeError, AttributeError) as error:
        raise refused("damaged-file", place, repr(error), WHOLE, SAVE_AGAIN) from error
    except (AssertionError, ArithmeticError, OSError, RuntimeError, MemoryError, EOFError) as error:
        raise refused("damaged-file", place, repr(error), WHOLE, SAVE_AGAIN) from error
