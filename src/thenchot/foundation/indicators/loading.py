"""Reads an indicator's toml and sql, and refuses what is not right in them by place, found and expected."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from textwrap import indent
from typing import Any, TypeVar

from thenchot.foundation.indicators import fence, schema, ways
from thenchot.foundation.indicators.definition import (
    ENTRY_COLUMNS,
    OBSTACLE_COLUMNS,
    Bound,
    DatedTarget,
    Definition,
    Said,
    Slice,
    Thing,
)
from thenchot.foundation.indicators.faults import Misdefined
from thenchot.foundation.indicators.rules import COMPARATORS, ROUNDINGS, Target, is_name
from thenchot.foundation.kernel.dates import Interval, first_overlap

T = TypeVar("T")
_MONTHS = range(-1200, 1201)


class Table:
    """A toml table that is read key by key and, at the end, must have nothing left."""

    def __init__(self, found: object, place: str) -> None:
        if not isinstance(found, dict):
            raise Misdefined(place, repr(found), "a table")
        self.place = place
        self._left: dict[str, Any] = dict(found)

    def at(self, key: str) -> str:
        """The place of a key, for messages."""
        return f"{self.place}, {key}"

    def take(self, key: str, kind: type[T], expected: str) -> T:
        """A value that must be there."""
        found = self._left.pop(key, None)
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            raise Misdefined(self.at(key), "nothing" if found is None else repr(found), expected)
        return found

    def maybe(self, key: str, kind: type[T], expected: str, default: T) -> T:
        """A value that may be left out."""
        return self.take(key, kind, expected) if key in self._left else default

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> Any:
        """One of a few words."""
        found = self.take(key, str, f"one of {', '.join(choices)}") if default is None or key in self._left else default
        if found not in choices:
            raise Misdefined(self.at(key), repr(found), f"one of {', '.join(choices)}")
        return found

    def said(self, key: str) -> Said:
        """A text in both languages."""
        words = Table(self._left.pop(key, None), self.at(key))
        both = Said(words.take("vi", str, "a Vietnamese text"), words.take("en", str, "an English text"))
        words.done()
        return both

    def table(self, key: str) -> Table:
        """A table within."""
        return Table(self._left.pop(key, {}), self.at(key))

    def tables(self, key: str) -> list[Table]:
        """A list of tables within, perhaps empty."""
        found = self._left.pop(key, [])
        if not isinstance(found, list):
            raise Misdefined(self.at(key), repr(found), f"[[{key}]] tables")
        return [Table(each, f"{self.at(key)} {number}") for number, each in enumerate(found, start=1)]

    def left(self) -> list[str]:
        """The keys not yet taken."""
        return list(self._left)

    def done(self) -> None:
        """Refuses a key that nothing reads: a misspelt one must not be dropped in silence."""
        if self._left:
            raise Misdefined(self.place, f"key {next(iter(self._left))}", "no further key")


def load(toml: Path, app: str) -> Definition:
    """The indicator defined by this toml, the sql of the same name and, where it exists, the obstacles beside them."""
    place = f"{app}/{toml.name}"
    if not is_name(toml.stem):
        raise Misdefined(place, toml.stem, "a name of lower-case letters, digits and _")
    top = _parsed(toml, place)
    reads, obstacle_reads = _labels(top, "reads"), _labels(top, "obstacle_reads", ())
    bounds = _bounds(top.table("bounds"))
    clauses, obstacle_clauses = _clauses(top, "clauses", toml), _clauses(top, "obstacle_clauses", toml)
    text, query = _statement(toml.with_suffix(".sql"), app, ENTRY_COLUMNS, reads, bounds, clauses)
    obstacles_file = toml.with_suffix(".obstacles.sql")
    obstacles_text, obstacles = "", None
    if obstacles_file.exists():
        obstacles_text, obstacles = _statement(
            obstacles_file, app, OBSTACLE_COLUMNS, obstacle_reads, bounds, obstacle_clauses
        )
    elif obstacle_reads:
        raise Misdefined(top.at("obstacle_reads"), "tables", f"a file {obstacles_file.name}")
    record = _record(top)
    offered = tuple(ways.way(record, str(path), top.at("by")) for path in top.maybe("by", list, ways.EXPECTED, []))
    definition = Definition(
        name=toml.stem,
        app=app,
        title=top.said("title"),
        counts=top.said("counts"),
        thing=_thing(top.table("thing")),
        record=record,
        reads=reads,
        slices=_slices(top),
        causes=_causes(top.table("causes")),
        query=query,
        text=text,
        obstacles=obstacles,
        obstacles_text=obstacles_text,
        obstacle_reads=obstacle_reads,
        ways=offered,
        columns=_with(_columns((query, reads), (obstacles, obstacle_reads)), ways.columns(offered)),
        bounds=bounds,
        during=_during(top),
        direction=top.choice("direction", ("higher", "lower"), "higher"),
        decimals=_between(top, "decimals", 0, 6, 1),
        rounding=top.choice("rounding", ROUNDINGS, "half_up"),
        scale=_scale(top),
        source=top.maybe("source", str, "the document the definition is taken from", ""),
        is_example=top.maybe("is_example", bool, "true or false", False),
    )
    top.done()
    return definition


def _parsed(toml: Path, place: str) -> Table:
    try:
        return Table(tomllib.loads(toml.read_text(encoding="utf-8")), place)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misdefined(place, str(error), "a toml file in UTF-8") from error


def _clauses(top: Table, key: str, toml: Path) -> dict[str, str]:
    """The opening clauses the query names, in its order, each from its own file, so that two queries can share one."""
    expected = "a list of names of files in clauses/, without .sql"
    found = {}
    for name in top.maybe(key, list, expected, []):
        file = toml.parent / "clauses" / f"{name}.sql"
        if not isinstance(name, str) or not is_name(name) or not file.exists():
            raise Misdefined(top.at(key), repr(name), expected)
        found[name] = file.read_text(encoding="utf-8").strip()
    return found


def _with_clauses(text: str, clauses: Mapping[str, str]) -> str:
    """The whole query, as it runs and as its page shows it: what it says of itself, the shared clauses, its own."""
    if not clauses:
        return text
    lines = text.splitlines(keepends=True)
    start = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    head, own = "".join(lines[:start]), "".join(lines[start:])
    shared = ",\n".join(f"{name} AS (\n{indent(clause, '    ')}\n)" for name, clause in clauses.items())
    further = own.removeprefix("WITH ")
    between = "\n" if further == own else ",\n"
    return f"{head}WITH {shared}{between}{further}"


def _statement(
    file: Path,
    app: str,
    gives: Mapping[str, str],
    reads: tuple[str, ...],
    bounds: Mapping[str, Bound],
    clauses: Mapping[str, str],
) -> tuple[str, Any]:
    place = f"{app}/{file.name}"
    if not file.exists():
        raise Misdefined(place, "no file", "the query of the indicator")
    text = _with_clauses(file.read_text(encoding="utf-8"), clauses)
    tables = {schema.table(label): schema.columns(label) for label in reads}
    return text, fence.read(text, place, gives=gives, tables=tables, bounds=frozenset({"as_of", *bounds}))


def _columns(*parts: tuple[Any, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for query, reads in parts:
        if query is not None:
            tables = {schema.table(label): schema.columns(label) for label in reads}
            for name, columns in fence.columns_of(query, tables).items():
                found[name] = found.get(name, frozenset()) | columns
    return found


def _with(columns: dict[str, frozenset[str]], more: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {name: columns.get(name, frozenset()) | more.get(name, frozenset()) for name in {**columns, **more}}


def _labels(top: Table, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
    expected = 'a list of tables, such as ["depots.depot"]'
    found = top.take(key, list, expected) if default is None else top.maybe(key, list, expected, list(default))
    labels = tuple(str(label).lower() for label in found)
    for label in labels:
        schema.readable(label, top.at(key))
    if len(set(labels)) < len(labels):
        raise Misdefined(top.at(key), "a table twice", "each table once")
    return labels


def _record(top: Table) -> str:
    label = top.take("record", str, "the table whose records are counted, such as depots.depot").lower()
    schema.readable(label, top.at("record"))
    return label


def _bounds(table: Table) -> dict[str, Bound]:
    """Named dates: so many whole months after (before, when negative) the day of the figure, or the first day of that month."""
    found: dict[str, Bound] = {}
    for name in table.left():
        bound = table.table(name)
        months = bound.take("months", int, "a whole number of months")
        if not is_name(name) or name == "as_of" or months not in _MONTHS:
            raise Misdefined(table.at(name), f"{months} months", "a new name and at most 1200 months either way")
        found[name] = Bound(
            months, bound.maybe("of_month", bool, "true for the first day of that month", default=False)
        )
        bound.done()
    return found


def _thing(table: Table) -> Thing:
    vi, en = table.take("vi", str, "a Vietnamese word"), table.take("en", str, "an English word")
    thing = Thing(vi, en, table.maybe("en_plural", str, "the English plural", f"{en}s"))
    table.done()
    return thing


def _slices(top: Table) -> tuple[Slice, ...]:
    """The slices; an indicator without any has its targets at the top and one slice without a code."""
    tables = top.tables("slices")
    if not tables:
        return (Slice("", Said("", ""), _targets(top)),)
    slices = tuple(_slice(table) for table in tables)
    if len({part.code for part in slices}) < len(slices):
        raise Misdefined(top.at("slices"), "a code twice", "each slice once")
    return slices


def _slice(table: Table) -> Slice:
    code = table.take("code", str, "the value of `slice` in the query")
    if not is_name(code):
        raise Misdefined(table.at("code"), repr(code), "a name of lower-case letters, digits and _")
    part = Slice(code, table.said("label"), _targets(table))
    table.done()
    return part


def _targets(table: Table) -> tuple[DatedTarget, ...]:
    targets = tuple(_target(each) for each in table.tables("targets"))
    if clash := first_overlap([target.during for target in targets]):
        raise Misdefined(table.at("targets"), f"two targets on {clash[1].start}", "one target on a day")
    return targets


def _target(table: Table) -> DatedTarget:
    target = Target(
        comparator=table.choice("comparator", COMPARATORS),
        percent=_decimal(table, "percent"),
        within=_decimal(table, "within", Decimal(0)),
        compared_at=_between(table, "compared_at", 0, 6, None),
        rounding=table.choice("rounding", ROUNDINGS, "half_up"),
    )
    if (target.comparator == "~") != bool(target.within):
        raise Misdefined(table.at("within"), target.within, "percentage points for ~, and only for ~")
    dated = DatedTarget(target, _during(table), table.maybe("source", str, "the document that sets it", ""))
    table.done()
    return dated


def _decimal(table: Table, key: str, default: Decimal | None = None) -> Decimal:
    """Percent as text: a binary float would not be the number that was written."""
    expected = 'a percentage as text, such as "0.2"'
    found = table.take(key, str, expected) if default is None else table.maybe(key, str, expected, str(default))
    try:
        number = Decimal(found)
    except InvalidOperation as error:
        raise Misdefined(table.at(key), repr(found), expected) from error
    if not number.is_finite() or number < 0:
        raise Misdefined(table.at(key), repr(found), expected)
    return number


def _during(table: Table) -> Interval:
    start = table.maybe("valid_from", date, "a date", date.min)
    during = Interval(start, table.maybe("valid_until", date, "a date", date.max))
    if not during:
        raise Misdefined(table.at("valid_until"), during.end, f"a day after {during.start}")
    return during


def _between(table: Table, key: str, low: int, high: int, default: Any) -> Any:
    expected = f"a whole number from {low} to {high}"
    found = table.maybe(key, int, expected, default) if default is not None else _optional(table, key, expected)
    if found is not None and not low <= found <= high:
        raise Misdefined(table.at(key), found, expected)
    return found


def _optional(table: Table, key: str, expected: str) -> int | None:
    return table.take(key, int, expected) if key in table.left() else None


def _scale(top: Table) -> int:
    scale = top.maybe("scale", int, "1, 10, 100 or 1000", 1)
    if scale not in {1, 10, 100, 1000}:
        raise Misdefined(top.at("scale"), scale, "1, 10, 100 or 1000")
    return scale


def _causes(table: Table) -> dict[str, Said]:
    causes = {}
    for code in table.left():
        if not is_name(code):
            raise Misdefined(table.at(code), code, "a name of lower-case letters, digits and _")
        causes[code] = table.said(code)
    return causes
