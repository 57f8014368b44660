"""A file as lines: each row of each sheet with its values under the target's field names, parsed, faults beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from thenchot.edges.intake.profile import ColumnRule, Profile
from thenchot.edges.intake.reading import Book, CellError, Phrase, Place, ReadingFault, Table, find_table, phrase
from thenchot.edges.intake.reading.cells import Cell, is_blank
from thenchot.edges.intake.targets.contract import Field, Target
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold, tidy


@dataclass(slots=True)
class Line:
    """One row on its way in. `number` counts the lines of the whole file from 0; `row` is the number the user sees."""

    number: int
    file: str
    sheet: str
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    faults: list[ReadingFault] = field(default_factory=list)

    def refuse(self, name: str, code: str, found: object, expected: Phrase) -> None:
        """Add a fault at the column that feeds this field."""
        place = Place(self.file, self.sheet, self.row, self.columns.get(name))
        self.faults.append(ReadingFault(code, place, str(found), expected))


@dataclass(frozen=True, slots=True)
class Feed:
    """A column of a table joined to the field it feeds."""

    index: int
    position: int
    rule: ColumnRule
    field: Field


def tables_of(book: Book) -> list[Table]:
    """The table of each sheet that has cells; an empty sheet gives a table without columns, which is left out."""
    tables = [find_table(book, sheet.name) for sheet in book.sheets if sheet.kind == "cells"]
    return [table for table in tables if table.columns]


def feeds_of(table: Table, profile: Profile, target: Target) -> list[Feed]:
    """Which column feeds which field. A column no rule names is refused by name: nothing is dropped in silence."""
    rules = {fold(rule.header): rule for rule in profile.columns}
    fields = {f.name: f for f in target.fields}
    feeds = []
    for index, column in enumerate(table.columns):
        rule = rules.pop(fold(column.name), None)
        if rule is None:
            raise Refusal(
                "Sheet {sheet}: the profile {profile} says nothing of column {column}",
                sheet=table.sheet,
                profile=profile.name,
                column=column.name,
            )
        if rule.to != "-":
            feeds.append(Feed(index, column.position, rule, fields[rule.to]))
    fed = {feed.field.name for feed in feeds}
    for needed in target.fields:
        if needed.required and needed.name not in fed and needed.name not in profile.options:
            raise Refusal("Sheet {sheet}: no column gives {field}", sheet=table.sheet, field=needed.name)
    return feeds


def lines_of(tables: list[Table], profile: Profile, target: Target, file: str) -> Iterator[Line]:
    """Every row of every table as a line, in the order of the file."""
    number = 0
    for table in tables:
        feeds = feeds_of(table, profile, target)
        for record in table.records():
            line = Line(number, file, table.sheet, record.number, faults=list(record.faults))
            for feed in feeds:
                _take(line, feed, record.cells[feed.index])
            _require(line, target)
            yield line
            number += 1


def _take(line: Line, feed: Feed, cell: Cell) -> None:
    name = feed.field.name
    line.columns.setdefault(name, feed.position)
    if is_blank(cell):
        return
    value = parse(cell, feed.field.kind)
    if value is None:
        line.refuse(name, f"not-{feed.field.kind}", cell, EXPECTED[feed.field.kind])
    elif feed.rule.label:
        said = f"{feed.rule.label}: {value}"
        line.values[name] = f"{line.values[name]}; {said}" if name in line.values else said
    elif feed.field.most and isinstance(value, str) and len(value) > feed.field.most:
        line.refuse(
            name, "too-long", f"{value[:40]}… ({len(value)})", phrase("at most {most} characters", most=feed.field.most)
        )
    else:
        line.values[name] = value


def _require(line: Line, target: Target) -> None:
    for needed in target.fields:
        if not needed.required or needed.name in line.values or needed.name not in line.columns:
            continue
        if not any(fault.place.column == line.columns[needed.name] for fault in line.faults):
            line.refuse(needed.name, "missing", "-", phrase("a value"))


EXPECTED = {
    "text": phrase("text"),
    "decimal": phrase("a number"),
    "integer": phrase("a whole number"),
    "date": phrase("a date"),
}


def parse(cell: Cell, kind: str) -> Any:
    """The cell as a value of this kind, or None when it is not one. Numbers as text keep their leading zeros."""
    if isinstance(cell, CellError):
        return None
    match kind:
        case "text":
            return tidy(plain_text(cell))
        case "decimal":
            return _decimal(cell)
        case "integer":
            number = _decimal(cell)
            return int(number) if number is not None and number == number.to_integral_value() else None
        case "date":
            return _date(cell)
    raise ValueError(kind)


def plain_text(cell: Cell) -> str:
    """What the cell shows, dates as ISO text."""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)


def _decimal(cell: Cell) -> Decimal | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | Decimal):
        return Decimal(cell)
    text = cell.strip() if isinstance(cell, str) else ""
    # Plain digits with one point only: a comma or two marks depend on the column's style, which is not guessed here.
    whole, point, part = text.removeprefix("-").partition(".")
    return Decimal(text) if whole.isdecimal() and (part.isdecimal() or not point) else None


def _date(cell: Cell) -> date | None:
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
