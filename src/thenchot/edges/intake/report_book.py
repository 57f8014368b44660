"""The report of a check as a workbook to send back: what was read, what would be made, faults by kind and one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext
from xlsxwriter import Workbook

Line = Sequence[object]


def report_book(counts: Iterable[Line], kinds: Iterable[Line], faults: Iterable[Line]) -> bytes:
    """Three sheets; texts of the sender's file stay texts, never formulas or links."""
    out = BytesIO()
    book = Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for name, titles, lines, widths in (
        (gettext("Report"), (gettext("What"), gettext("Rows")), counts, (44, 14)),
        (
            gettext("By kind"),
            (gettext("Rows"), gettext("Found"), gettext("Expected")),
            kinds,
            (10, 36, 70),
        ),
        (
            gettext("Faults"),
            tuple(map(gettext, ("Sheet", "Row", "Column", "Found", "Expected", "Suggestion"))),
            faults,
            (16, 8, 10, 30, 50, 50),
        ),
    ):
        sheet = book.add_worksheet(name[:31])
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        for row, line in enumerate((titles, *lines)):
            for column, value in enumerate(line):
                _write(sheet, row, column, value, bold if row == 0 else wrapped)
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: object, style: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
    elif value is not None:
        sheet.write_string(row, column, str(value)[:32_767], style)
