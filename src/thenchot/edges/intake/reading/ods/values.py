"""What value does an ods cell hold, given its attributes and its text? (OpenDocument 1.3 part 3, 19.385 and following)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from thenchot.edges.intake.reading.cells import Cell, CellError
from thenchot.edges.intake.reading.exact import exact_number
from thenchot.edges.intake.reading.markup import Attributes

_duration = re.compile(r"(-?)P(?:(\d{1,6})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d+)?)S)?")
NUMBERS = ("float", "percentage", "currency")


def cell_value(attributes: Attributes, text: str) -> Cell:
    """Return the value of a cell; what does not fit its declared type is an error cell with the text found."""
    kind = _named(attributes, "value-type")
    if attributes.get("calcext:value-type") == "error":
        return CellError(text or "error")
    if kind in NUMBERS:
        raw = _named(attributes, "value")
        number = exact_number(raw)
        return CellError(raw) if number is None else number
    if kind == "date":
        return _moment(_named(attributes, "date-value"))
    if kind == "time":
        return _elapsed(_named(attributes, "time-value"))
    if kind == "boolean":
        return _named(attributes, "boolean-value") == "true"
    return (_named(attributes, "string-value") or text) or None


def _named(attributes: Attributes, local: str) -> str:
    return attributes.get(f"office:{local}", "")


def _moment(text: str) -> date | datetime | CellError:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return CellError(text)
    return moment.replace(tzinfo=None) if "T" in text else moment.date()


def _elapsed(text: str) -> timedelta | CellError:
    match = _duration.fullmatch(text)
    if match is None:
        return CellError(text)
    sign, days, hours, minutes, seconds = match.groups(default="0")
    whole = Decimal(seconds.replace(",", ".")) + 60 * int(minutes) + 3600 * int(hours)
    length = timedelta(days=int(days), milliseconds=int(whole * 1000))
    return -length if sign == "-" else length
