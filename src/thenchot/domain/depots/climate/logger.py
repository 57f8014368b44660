"""Reads the csv file a climate logger wrote: which columns, which order of day and month, which decimal mark. Pure.

Nothing is guessed silently: an order of day and month that the file does not settle must be told, and every fault is listed
with its row, what was found and what was expected.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from decimal import Decimal, InvalidOperation

from thenchot.domain.depots.climate.rules import Reading, check_reading
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold

MOST_BYTES = 20_000_000
_HEADER_WITHIN = 40
_TIME = ("date time", "datetime", "date/time", "timestamp", "thoi gian", "ngay gio", "ngay/gio")
_DATE, _CLOCK = ("date", "ngay"), ("time", "gio")
_TEMPERATURE, _HUMIDITY = ("temp", "nhiet do", "°c"), ("hum", "do am", "rh", "%")
_MOMENT = re.compile(
    r"(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{1,4})[T ]+(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp][Mm])?"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row of the file (1 is the first line; 0 the file as a whole), and what was expected, to be said."""

    row: int
    found: str
    expected: Refusal


@dataclass(frozen=True, slots=True)
class Log:
    """The readings of a file in its order, and every fault. A file with faults is not to be taken."""

    readings: tuple[Reading, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Columns:
    """Where things stand in a row."""

    header: int
    moment: int = -1
    date: int = -1
    clock: int = -1
    temperature: int = -1
    humidity: int = -1
    names: list[str] = field(default_factory=list)


def read_log(content: bytes, zone: tzinfo, *, day_first: bool | None = None) -> Log:
    """The file's readings; instants without a zone are of `zone`. `day_first` settles 03/04: None where the file must settle it.

    Refuses what is no such file at all, Fahrenheit, and an order of day and month that cannot be known.
    """
    if len(content) > MOST_BYTES:
        raise Refusal("The file is larger than {most} bytes", field="file", most=MOST_BYTES)
    rows = list(_rows(_text(content)))
    columns = _columns([cells for _row, cells in rows[:_HEADER_WITHIN]])
    body = [(row, cells) for row, cells in rows[columns.header + 1 :] if any(cell.strip() for cell in cells)]
    order = _order([_moment_text(columns, cells) for _row, cells in body], day_first)
    readings: list[Reading] = []
    faults: list[Fault] = []
    for row, cells in body:
        try:
            readings.append(_reading(columns, cells, zone, order))
        except Refusal as refusal:
            faults.append(Fault(row, ", ".join(cells)[:100], refusal))
    return Log(tuple(readings), (*faults, *_twice(readings)))


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Loggers made for the West write the degree sign in code page 1252; nothing else in such a file needs letters.
        return content.decode("cp1252", errors="replace")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    sample = [line for line in text.splitlines()[:_HEADER_WITHIN] if line.strip()]
    delimiter = max("\t;,", key=lambda mark: sum(line.count(mark) for line in sample))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        yield reader.line_num, cells


def _columns(rows: Sequence[Sequence[str]]) -> _Columns:
    for number, cells in enumerate(rows):
        names = [fold(cell) for cell in cells]
        found = _Columns(number, names=names)
        for place, name in enumerate(names):
            if any(mark in name for mark in ("°f", "(f)", "fahrenheit")):
                raise Refusal("The logger wrote degrees Fahrenheit; set it to Celsius", field="file")
            _note(found, place, name)
        if (found.moment >= 0 or found.date >= 0) and (found.temperature >= 0 or found.humidity >= 0):
            return found
    raise Refusal("No row names a time and a temperature or humidity", field="file")


def _note(found: _Columns, place: int, name: str) -> None:
    if found.moment < 0 and any(word in name for word in _TIME):
        found.moment = place
    elif found.temperature < 0 and any(word in name for word in _TEMPERATURE):
        found.temperature = place
    elif found.humidity < 0 and any(word in name for word in _HUMIDITY):
        found.humidity = place
    elif found.date < 0 and name.startswith(_DATE):
        found.date = place
    elif found.clock < 0 and name.startswith(_CLOCK):
        found.clock = place


def _moment_text(columns: _Columns, cells: Sequence[str]) -> str:
    wanted = (columns.moment,) if columns.moment >= 0 else (columns.date, columns.clock)
    if columns.moment < 0 and columns.clock < 0:
        wanted = (columns.date,)
    return " ".join(cells[place].strip() for place in wanted if 0 <= place < len(cells))


def _order(texts: Sequence[str], day_first: bool | None) -> bool:
    """Whether the day stands before the month, settled by a number above 12 in either place."""
    seen = [(int(m["a"]), int(m["b"])) for text in texts if (m := _MOMENT.match(text)) and len(m["a"]) < 4]
    says_day, says_month = any(a > 12 for a, _b in seen), any(b > 12 for _a, b in seen)
    if says_day and says_month:
        raise Refusal("Some rows write the day first, some the month first", field="file")
    if says_day or says_month or not seen:
        return says_day or not says_month
    if day_first is None:
        raise Refusal("Say whether the file writes the day or the month first; no row settles it", field="day_first")
    return day_first


def _reading(columns: _Columns, cells: Sequence[str], zone: tzinfo, day_first: bool) -> Reading:
    at = _moment(_moment_text(columns, cells), zone, day_first)
    temperature = _number(cells, columns.temperature)
    humidity = _number(cells, columns.humidity)
    check_reading(temperature, humidity)
    return Reading(at, temperature, humidity)


def _moment(text: str, zone: tzinfo, day_first: bool) -> datetime:
    if (match := _MOMENT.fullmatch(text.strip())) is None:
        raise Refusal("a day and a time such as 25/11/2026 14:30")
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["a"]) == 4:
        year, month, day = a, b, c
    else:
        day, month = (a, b) if day_first else (b, a)
        year = c if c > 99 else 2000 + c
    hour = int(match["h"])
    if half := match["half"]:
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    try:
        return datetime(year, month, day, hour, int(match["m"]), int(match["s"] or 0), tzinfo=zone)
    except ValueError as error:
        raise Refusal("a day and a time that exist, such as 25/11/2026 14:30") from error


def _number(cells: Sequence[str], place: int) -> Decimal | None:
    text = cells[place].strip() if 0 <= place < len(cells) else ""
    text = re.sub(r"\s*(°\s*C|C|%(\s*RH)?)$", "", text)
    if text in {"", "-", "--", "---", "NaN", "nan", "N/A"}:
        return None
    try:
        number = Decimal(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except InvalidOperation as error:
        raise Refusal("a number such as 23.5 or 23,5") from error
    if not number.is_finite():
        raise Refusal("a number such as 23.5 or 23,5")
    return round(number, 2)


def _twice(readings: Sequence[Reading]) -> Iterator[Fault]:
    seen: dict[datetime, Reading] = {}
    for reading in readings:
        before = seen.setdefault(reading.at, reading)
        if (before.temperature, before.humidity) != (reading.temperature, reading.humidity):
            refusal = Refusal("one reading an instant; the file has two that differ")
            yield Fault(0, f"{reading.at:%Y-%m-%d %H:%M:%S}", refusal)
