"""How the numbers and dates of a column are written: the styles a profile can name, and a cell read in one of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from thenchot.edges.intake.reading import CellError, phrase
from thenchot.edges.intake.reading.cells import Cell
from thenchot.edges.intake.reading.values.dates import DateStyle
from thenchot.edges.intake.reading.values.numbers import NUMBER_STYLES, PLAIN
from thenchot.edges.intake.reading.values.profile import Style
from thenchot.edges.intake.reading.values.refusal import ValueRefused
from thenchot.edges.intake.reading.values.words import TruthStyle
from thenchot.edges.intake.targets.contract import Field
from thenchot.foundation.kernel.vietnamese import fold, tidy

STYLES: dict[str, Style] = {
    style.name: style for style in (PLAIN, *NUMBER_STYLES, DateStyle("dmy"), DateStyle("mdy"), DateStyle("ymd"))
}
EXPECTED = {
    "text": phrase("text"),
    "record": phrase("text"),
    "cell": phrase("a value, not a formula error"),
    "decimal": phrase("a number"),
    "integer": phrase("a whole number"),
    "date": phrase("a date"),
    "truth": phrase("yes or no"),
}
TRUTH = TruthStyle()


def read(cell: Cell, field: Field, style: Style | None) -> Any:
    """The cell as a value of the field's kind. Raises ValueRefused; numbers as text keep their leading zeros."""
    if isinstance(cell, CellError):
        raise ValueRefused(cell, EXPECTED["cell"])
    match field.kind:
        case "text" | "record":
            return tidy(plain_text(cell))
        case "cell":
            return cell
        case "decimal" | "integer":
            return _number(cell, field.kind, style)
        case "date":
            return _date(cell, style)
        case "truth":
            return TRUTH.parse(cell)
        case "choice":
            return _choice(cell, field)


def plain_text(cell: Cell) -> str:
    """What the cell shows, dates as ISO text."""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)


def _number(cell: Cell, kind: str, style: Style | None) -> Decimal | int:
    said = style.expected if style is not None else EXPECTED[kind]
    number = style.parse(cell) if style is not None else plain_number(cell)
    if number is None or not isinstance(number, int | Decimal):
        raise ValueRefused(cell, said)
    if kind == "decimal":
        return Decimal(number)
    if number != int(number):
        raise ValueRefused(cell, said)
    return int(number)


def plain_number(cell: Cell) -> Decimal | None:
    """Plain digits with one point only: a comma or two marks depend on the column's style, which is not guessed."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | Decimal):
        return Decimal(cell)
    text = cell.strip() if isinstance(cell, str) else ""
    whole, point, part = text.removeprefix("-").partition(".")
    fits = whole.isascii() and whole.isdecimal() and ((part.isascii() and part.isdecimal()) or not point)
    return Decimal(text) if fits else None


def _date(cell: Cell, style: Style | None) -> date:
    day = style.parse(cell) if style is not None else plain_date(cell)
    if isinstance(day, datetime):
        return day.date()
    if not isinstance(day, date):
        raise ValueRefused(cell, style.expected if style is not None else EXPECTED["date"])
    return day


def plain_date(cell: Cell) -> date | None:
    """A date of the file's own, or text as 2026-11-25 or 25/11/2026."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for style in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(str(cell).strip(), style).date()  # noqa: DTZ007  # a calendar day, no instant
        except ValueError:
            continue
    return None


def _choice(cell: Cell, field: Field) -> Any:
    wanted = fold(plain_text(cell))
    for value, label in field.choices:
        if wanted in {fold(str(value)), *map(fold, both_languages(label))}:
            return value
    offered = ", ".join(str(label) for _value, label in field.choices)
    raise ValueRefused(cell, phrase("one of: {offered}", offered=offered))


def both_languages(label: object) -> tuple[str, str]:
    """The label in Vietnamese and in English."""
    said = []
    for language in ("vi", "en"):
        with override(language):
            said.append(str(label))
    return said[0], said[1]
