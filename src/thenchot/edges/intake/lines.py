"""A file as lines: each row of each sheet with its values under the target's field names, parsed, faults beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy, gettext_noop

from thenchot.edges.intake.profile import ColumnRule, Profile
from thenchot.edges.intake.reading import Book, Phrase, Place, ReadingFault, Table, find_table, letter_fault, phrase
from thenchot.edges.intake.reading.cells import Cell, is_blank
from thenchot.edges.intake.reading.faults import NOTHING_TO_SUGGEST
from thenchot.edges.intake.reading.values.profile import Style
from thenchot.edges.intake.reading.values.refusal import ValueRefused
from thenchot.edges.intake.targets.contract import Field, Target
from thenchot.edges.intake.targets.styles import STYLES, both_languages, plain_text, read
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold, tidy

# What people changed in place: line number -> position of the column -> the text it is read as.
Fixes = Mapping[str, Mapping[str, str]]


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
    cells: Sequence[Cell] = ()
    titles: Sequence[str] = ()
    is_unchanged: bool = False

    def refuse(
        self, name: str, code: str, found: object, expected: Phrase, suggestion: Phrase = NOTHING_TO_SUGGEST
    ) -> None:
        """Add a fault at the column that feeds this field."""
        place = Place(self.file, self.sheet, self.row, self.columns.get(name))
        self.faults.append(ReadingFault(code, place, str(found), expected, suggestion))


@dataclass(frozen=True, slots=True)
class Feed:
    """A column of a table joined to the field it feeds, and what its values are read as."""

    index: int
    position: int
    rule: ColumnRule
    field: Field
    style: Style | None
    replace: Mapping[str, str]


def tables_of(book: Book, profile: Profile | None = None) -> list[Table]:
    """The table of each sheet that has cells (of those the profile names); a sheet without columns is left out."""
    wanted = profile.sheets if profile else ()
    choices: Any = {name: value for name, value in profile.table.items() if name != "skip"} if profile else {}
    sheets = [sheet.name for sheet in book.sheets if sheet.kind == "cells" and (not wanted or sheet.name in wanted)]
    tables = [find_table(book, name, **choices) for name in sheets]
    return [table for table in tables if table.columns]


def feeds_of(table: Table, profile: Profile, target: Target) -> list[Feed]:
    """Which column feeds which field. A column no rule names is refused by name: nothing is dropped in silence."""
    rules = {fold(rule.header): rule for rule in profile.columns}
    fields = {f.name: f for f in target.fields}
    feeds = []
    for index, column in enumerate(table.columns):
        rule = rules.pop(fold(column.name), None)
        if rule is None and fold(column.name) in own_columns():
            continue
        if rule is None:
            raise Refusal(
                "Sheet {sheet}: the profile {profile} says nothing of column {column}",
                sheet=table.sheet,
                profile=profile.name or target.name,
                column=column.name,
            )
        if rule.to != "-":
            feeds.append(_feed(index, column.position, rule, fields, profile))
    fed = {feed.field.name for feed in feeds} | set(profile.options.get("constants", {}))
    for needed in target.fields:
        if needed.required and needed.name not in fed and needed.name not in profile.options:
            name = str(needed.label or needed.name)
            raise Refusal("Sheet {sheet}: no column gives {field}", sheet=table.sheet, field=name)
    return feeds


def constants(profile: Profile, target: Target) -> dict[str, Any]:
    """Values that are the same for every row, as the person who mapped the file gave them."""
    fields = {f.name: f for f in target.fields}
    found = {}
    for name, text in profile.options.get("constants", {}).items():
        try:
            found[name] = read(text, fields[name], None)
        except (ValueRefused, KeyError) as error:
            label = str(fields[name].label or name) if name in fields else name
            raise Refusal("“{text}” cannot be {field} for every row", text=text, field=label) from error
    return found


def _feed(index: int, position: int, rule: ColumnRule, fields: Mapping[str, Field], profile: Profile) -> Feed:
    if rule.to not in fields:
        raise Refusal("Column {column} is to go to {field}, which there is not", column=rule.header, field=rule.to)
    replaced = {fold(found): meant for found, meant in profile.replace.get(rule.to, {}).items()}
    return Feed(index, position, rule, fields[rule.to], STYLES.get(rule.style), replaced)


def lines_of(
    tables: list[Table],
    profile: Profile,
    target: Target,
    file: str,
    fixes: Fixes | None = None,
    left_out: Counter[str] | None = None,
) -> Iterator[Line]:
    """Every row of every table as a line, in the order of the file.

    Rows that are no records (titles between, totals, remarks) are counted by kind in `left_out`; one of them that could not be
    read whole is a line of its own with its faults, so that it is not lost.
    """
    number = 0
    for table in tables:
        feeds = feeds_of(table, profile, target)
        titles = tuple(column.name for column in table.columns)
        given = constants(profile, target)
        skipped = profile.table.get("skip")
        records = table.records()
        for record in records:
            # Our own empty sheets explain their columns in lines that begin so.
            if skipped and record.cells and str(record.cells[0]).startswith(skipped):
                continue
            sheet = "" if table.book.text else table.sheet
            line = Line(number, file, sheet, record.number, dict(given), faults=list(record.faults), titles=titles)
            line.cells = tuple(record.cells)
            mended = (fixes or {}).get(str(number), {})
            for feed in feeds:
                _take(line, feed, mended.get(str(feed.position), record.cells[feed.index]))
            _require(line, target)
            yield line
            number += 1
        for row, faults in groupby(records.faults, lambda fault: fault.place.row):
            yield Line(
                number, file, "" if table.book.text else table.sheet, row or 0, faults=list(faults), titles=titles
            )
            number += 1
        if left_out is not None:
            left_out.update(records.skipped)


def _take(line: Line, feed: Feed, cell: Cell) -> None:
    name = feed.field.name
    line.columns.setdefault(name, feed.position)
    if feed.replace and not is_blank(cell):
        cell = feed.replace.get(fold(plain_text(cell)), cell)
    if is_blank(cell):
        return
    try:
        value = read(cell, feed.field, feed.style)
    except ValueRefused as refused:
        line.refuse(name, f"not-{feed.field.kind}", refused.found, refused.expected, refused.suggestion)
        return
    if isinstance(value, str) and (fault := letter_fault(value, Place(line.file, line.sheet, line.row, feed.position))):
        line.faults.append(fault)
    elif feed.rule.join and name in line.values:
        line.values[name] = f"{line.values[name]}{feed.rule.join}{value}"
    elif feed.rule.label:
        said = f"{feed.rule.label}: {value}"
        line.values[name] = f"{line.values[name]}; {said}" if name in line.values else said
    elif feed.field.most and isinstance(value, str) and len(value) > feed.field.most:
        expected = phrase("at most {most} characters", most=feed.field.most)
        line.refuse(name, "too-long", f"{value[:40]}… ({len(value)})", expected)
    else:
        line.values[name] = value


def _require(line: Line, target: Target) -> None:
    for needed in target.fields:
        if not needed.required or needed.name in line.values or needed.name not in line.columns:
            continue
        if not any(fault.place.column == line.columns[needed.name] for fault in line.faults):
            line.refuse(needed.name, "missing", "-", phrase("a value"))


# The columns that a table of refused rows has besides those of the file it came from.
ROW_TITLE, REASON_TITLE = gettext_noop("Row in the file"), gettext_noop("Why it was refused")


def own_columns() -> frozenset[str]:
    """The columns we add to a table of refused rows, folded, in both languages: they feed nothing."""
    return frozenset(fold(name) for title in (ROW_TITLE, REASON_TITLE) for name in both_languages(gettext_lazy(title)))


def headers_of(tables: list[Table]) -> list[str]:
    """The column names of the first table: what a profile is recognised by."""
    return [tidy(column.name) for table in tables[:1] for column in table.columns]
