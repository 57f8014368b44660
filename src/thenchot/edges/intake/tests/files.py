"""Small registers made by the tests, in the shape of the real ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

HEADER = (
    *("State", "Agency Name", "NSN", "Item Name", "Quantity", "UI", "Acquisition Value"),
    *("DEMIL Code", "DEMIL IC", "Ship Date", "Station Type"),
)


def row(agency: str = "ABBEVILLE PD", nsn: str = "1005-00-073-9421", **changed: Any) -> list[Any]:
    """One line of the register; keywords replace columns by their position's name."""
    values = {
        "state": "AL",
        "agency": agency,
        "nsn": nsn,
        "item": "RIFLE,5.56 MILLIMETER",
        "quantity": 1,
        "ui": "Each",
        "value": 499,
        "demil": "D",
        "ic": "1",
        "ship": date(2019, 5, 17),
        "station": "State",
    }
    return list({**values, **changed}.values())


def workbook(path: Path, sheets: dict[str, list[list[Any]]], header: tuple[str, ...] = HEADER) -> Path:
    """An xlsx with one table a sheet."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, values in enumerate([list(header), *rows]):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)
    book.close()
    return path
