"""Which day is a spreadsheet serial number?

In the 1900 base 1 is 1 January 1900 and 60 is a 29 February 1900 that never was; from 61 on a serial counts the days since
30 December 1899. In the 1904 base 0 is 1 January 1904 (ECMA-376 part 1, 18.17.4).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from thenchot.edges.intake.reading.cells import Cell, CellError
from thenchot.edges.intake.reading.number_format import NumberKind

LAST_SERIAL = 2_958_465
PHANTOM_DAY = 60
_day = timedelta(days=1)
_MILLISECONDS = 86_400_000


def serial_day(days: int, date_base: int) -> date | None:
    """Return the day of a whole serial, None where there is no such day (zero, negative, 29/02/1900, after 9999)."""
    if date_base == 1904:
        return date(1904, 1, 1) + days * _day if 0 <= days <= LAST_SERIAL - 1462 else None
    if not 1 <= days <= LAST_SERIAL or days == PHANTOM_DAY:
        return None
    return (date(1899, 12, 30) if days > PHANTOM_DAY else date(1899, 12, 31)) + days * _day


def serial_moment(number: int | Decimal, date_base: int) -> date | datetime | CellError:
    """Return the day, or day and time, of a serial in a cell shown as a date; an error where Excel shows none."""
    if not -LAST_SERIAL <= number <= 2 * LAST_SERIAL:
        return CellError("#####")
    days, clock = _split(number)
    day = serial_day(days, date_base)
    if day is None:
        return CellError("00/01/1900" if days == 0 else "29/02/1900" if days == PHANTOM_DAY else "#####")
    return datetime.combine(day, time()) + clock if clock else day


def serial_clock(number: int | Decimal, date_base: int) -> time | date | datetime | CellError:
    """Return the time of day of a serial shown as a time; a serial of one or more is a moment."""
    if 0 <= number < 1:
        days, clock = _split(number)
        return (datetime.combine(date.min, time()) + clock).time() if not days else time()
    return serial_moment(number, date_base)


def serial_duration(number: int | Decimal) -> timedelta | CellError:
    """Return the duration of a serial shown as elapsed hours."""
    if not 0 <= number <= LAST_SERIAL:
        return CellError("#####")
    days, clock = _split(number)
    return days * _day + clock


def shown_value(number: int | Decimal, kind: NumberKind, date_base: int) -> Cell:
    """Return what a number stands for in a cell whose format shows it as this kind."""
    if kind == "number":
        return number
    if kind == "duration":
        return serial_duration(number)
    return serial_clock(number, date_base) if kind == "time" else serial_moment(number, date_base)


def _split(number: int | Decimal) -> tuple[int, timedelta]:
    """Split into days and the time of day, to the millisecond a cell can show."""
    if isinstance(number, int):
        return number, timedelta()
    whole = int((number * _MILLISECONDS).to_integral_value(ROUND_HALF_EVEN))
    days, rest = divmod(whole, _MILLISECONDS)
    return days, timedelta(milliseconds=rest)
