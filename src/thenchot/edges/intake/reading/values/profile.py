"""What kind of column is this, in which style is it written, and what else could it be?

The answer is for a person to confirm: the style taken with three parsed samples, other styles that fit, the cells that do
not. Where the cells cannot decide between two readings, no style is taken and all that fit are offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from thenchot.edges.intake.reading.cells import Cell, CellError, is_blank
from thenchot.edges.intake.reading.faults import Place, ReadingFault
from thenchot.edges.intake.reading.values.dates import DateStyle, Order, match_date
from thenchot.edges.intake.reading.values.numbers import NUMBER_STYLES, PLAIN, NumberStyle
from thenchot.edges.intake.reading.values.refusal import ValueRefused
from thenchot.edges.intake.reading.values.words import NO, YES, TextStyle, TruthStyle

SAMPLES = 3
FAULTS_NAMED = 100
REFUSED_AT_MOST = 0.2
AS_GOOD = 3
SURE_WORDS = frozenset(("true", "false", "có", "không", "yes", "no", "đúng", "sai"))
SERIALS = range(18_264, 54_789)
ORDERS: tuple[Order, ...] = ("ymd", "dmy", "mdy")
Style = NumberStyle | DateStyle | TruthStyle | TextStyle
Value = str | bool | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Sample:
    """A cell as found and as read."""

    found: str
    value: Value


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a column: kind, style, up to three samples, and the indexes of the cells that it refuses."""

    kind: str
    style: Style
    samples: tuple[Sample, ...]
    refused: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """What was found out about a column.

    `kind` is empty, text, whole, decimal, date, moment or truth. `style` is None where the cells do not decide (or there are
    none); `alternatives` holds every reading that fits, best first. `flags`: leading-zeros, long-numbers, two-digit-years,
    serial-dates, formula-errors. `faults` are the cells that the style taken refuses (the first hundred).
    """

    kind: str
    style: Style | None
    samples: tuple[Sample, ...]
    alternatives: tuple[Reading, ...]
    faults: tuple[ReadingFault, ...]
    flags: tuple[str, ...]
    count: int
    blanks: int


def column_profile(
    cells: Sequence[Cell], *, rows: Sequence[int] | None = None, place: Place | None = None, date_base: int = 1900
) -> ColumnProfile:
    """Find out how a column is written. `rows` are the row numbers of the cells, `place` the file, sheet and column."""
    shown = [(index, cell) for index, cell in enumerate(cells) if not is_blank(cell)]
    blanks = len(cells) - len(shown)
    if not shown:
        return ColumnProfile("empty", None, (), (), (), (), 0, blanks)
    flags = tuple(_flags(shown))
    readings, decided = _readings(shown, flags, date_base)
    best = readings[0]
    faults = tuple(_faults(best, cells, rows, place)) if decided else ()
    style = best.style if decided else None
    return ColumnProfile(best.kind, style, best.samples, tuple(readings), faults, flags, len(shown), blanks)


def _readings(shown: list[tuple[int, Cell]], flags: Sequence[str], date_base: int) -> tuple[list[Reading], bool]:
    text = _read("text", TextStyle(), shown)
    dates = _best(_date_styles(shown, date_base), shown)
    numbers = _best((PLAIN, *NUMBER_STYLES), shown)
    truths = _best((TruthStyle(),), shown) if _sure_words(shown) else []
    coded = "leading-zeros" in flags or "long-numbers" in flags
    first = truths or dates or ([] if coded else numbers)
    others = [*(numbers if coded or dates else []), *_as_serials(shown, date_base), text]
    if not first:
        return [text, *(reading for reading in others if reading is not text)], True
    return [*first, *(reading for reading in others if reading not in first)], len(first) == 1


def _best(styles: Iterable[Style], shown: list[tuple[int, Cell]]) -> list[Reading]:
    """Return the readings that refuse few cells, the fewest first; of those that read every cell alike only one."""
    read = [_read("", style, shown) for style in styles]
    fitting = [reading for reading in read if len(reading.refused) <= REFUSED_AT_MOST * len(shown)]
    if not fitting:
        return []
    fewest = min(len(reading.refused) for reading in fitting)
    distinct: dict[tuple[Value, ...], Reading] = {}
    for reading in sorted(fitting, key=lambda each: len(each.refused)):
        if len(reading.refused) <= AS_GOOD * fewest:
            distinct.setdefault(_values(reading.style, shown), reading)
    return list(distinct.values())


def _values(style: Style, shown: list[tuple[int, Cell]]) -> tuple[Value, ...]:
    return tuple(_value(style, cell)[0] for _, cell in shown)


def _value(style: Style, cell: Cell) -> tuple[Value, bool]:
    try:
        return style.parse(cell), True
    except ValueRefused:
        return None, False


def _read(kind: str, style: Style, shown: list[tuple[int, Cell]]) -> Reading:
    refused: list[int] = []
    parsed: list[Sample] = []
    for index, cell in shown:
        value, accepted = _value(style, cell)
        if accepted:
            parsed.append(Sample(str(cell), value))
        else:
            refused.append(index)
    return Reading(kind or _kind(style, parsed), style, _telling(parsed), tuple(refused))


def _kind(style: Style, parsed: list[Sample]) -> str:
    if isinstance(style, TruthStyle):
        return "truth"
    if isinstance(style, DateStyle):
        return "moment" if any(isinstance(sample.value, datetime) for sample in parsed) else "date"
    return "decimal" if any(isinstance(sample.value, Decimal) for sample in parsed) else "whole"


def _telling(parsed: list[Sample]) -> tuple[Sample, ...]:
    """Return three samples: the first, and those whose reading says most (the longest of different ones)."""
    longest = sorted({sample.found: sample for sample in parsed}.values(), key=lambda sample: -len(sample.found))
    chosen = parsed[:1] + [sample for sample in longest if sample not in parsed[:1]]
    return tuple(chosen[:SAMPLES])


def _date_styles(shown: list[tuple[int, Cell]], date_base: int) -> tuple[DateStyle, ...]:
    """Return the date styles worth trying: none where no cell is a date and no text looks like one."""
    dated = sum(
        isinstance(cell, date)
        or (isinstance(cell, str) and any(match_date(" ".join(cell.split()), order) for order in ORDERS))
        for _, cell in shown
    )
    return tuple(DateStyle(order, date_base) for order in ORDERS) if dated * 2 >= len(shown) else ()


def _as_serials(shown: list[tuple[int, Cell]], date_base: int) -> list[Reading]:
    numbers = [cell for _, cell in shown if isinstance(cell, int) and not isinstance(cell, bool)]
    if len(numbers) < len(shown) or not all(number in SERIALS for number in numbers):
        return []
    return [_read("date", DateStyle("dmy", date_base), shown)]


def _sure_words(shown: list[tuple[int, Cell]]) -> bool:
    words = {str(cell).strip().lower() for _, cell in shown}
    return words <= YES | NO and bool(words & SURE_WORDS)


def _flags(shown: list[tuple[int, Cell]]) -> Iterable[str]:
    texts = [cell.strip() for _, cell in shown if isinstance(cell, str)]
    if any(len(text) > 1 and text[0] == "0" and text.isdecimal() for text in texts):
        yield "leading-zeros"
    if any(len(text) > 15 and text.isdecimal() for text in texts):
        yield "long-numbers"
    matches = [match for text in texts if (match := match_date(text, "dmy") or match_date(text, "mdy"))]
    if any(len(match["year"]) == 2 for match in matches):
        yield "two-digit-years"
    if any(isinstance(cell, CellError) for _, cell in shown):
        yield "formula-errors"
    if any(isinstance(cell, date) for _, cell in shown) and any(type(cell) is int for _, cell in shown):
        yield "serial-dates"


def _faults(
    reading: Reading, cells: Sequence[Cell], rows: Sequence[int] | None, place: Place | None
) -> Iterable[ReadingFault]:
    where = place or Place("")
    for index in reading.refused[:FAULTS_NAMED]:
        row = rows[index] if rows is not None else index + 1
        try:
            reading.style.parse(cells[index])
        except ValueRefused as refusal:
            at = Place(where.file, where.sheet, row, where.column)
            yield ReadingFault("value", at, refusal.found, refusal.expected, refusal.suggestion)
