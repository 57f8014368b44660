"""Which SQL an indicator may be written in: one SELECT of a small portable subset, over the tables it names.

The allow-list is both the promise that four engines give the same answer and the fence against files that
would do anything but read. Left out on purpose: division and casts (engines differ; keep numerator and denominator), date
arithmetic and today's date (bounds are computed in Python and bound by name), LIKE, LOWER and other text functions (they differ
on Vietnamese), LIMIT, and every function not listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import sqlglot
from sqlglot import exp
from sqlglot.errors import OptimizeError, ParseError, TokenError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import traverse_scope

from thenchot.foundation.indicators.faults import Misdefined

Schema: TypeAlias = Mapping[str, Mapping[str, str]]

ALLOWED: frozenset[type[exp.Expr]] = frozenset(
    {
        *(exp.Select, exp.Union, exp.With, exp.CTE, exp.Subquery, exp.From, exp.Join, exp.Where, exp.Group, exp.Having),
        *(exp.Qualify, exp.Table, exp.TableAlias, exp.Alias, exp.Column, exp.Identifier, exp.Star, exp.Paren),
        *(exp.Literal, exp.Null, exp.Boolean, exp.Placeholder, exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.DPipe),
        *(exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.In, exp.Between),
        *(exp.NullSafeEQ, exp.NullSafeNEQ, exp.Exists, exp.Add, exp.Sub, exp.Mul, exp.Neg),
        *(exp.Sum, exp.Count, exp.Min, exp.Max, exp.Filter, exp.Distinct, exp.Window, exp.RowNumber, exp.Order),
        *(exp.Ordered, exp.Tuple),
    }
)
_HINTS: dict[type[exp.Expr], str] = {
    exp.Div: "no division: give numerator and denominator",
    exp.IntDiv: "no division: give numerator and denominator",
    exp.Cast: "no casts: engines round and refuse differently",
    exp.CurrentDate: "the date bound as :as_of",
    exp.Interval: "a bound declared in the toml, such as :since",
    exp.Like: "an equality: LIKE differs between engines",
    exp.Limit: "every record, without LIMIT",
}
_TYPE_WORDS = {"UUID": "a key", "TEXT": "a text", "INTEGER": "a whole number"}


def read(text: str, place: str, *, gives: Mapping[str, str], tables: Schema, bounds: frozenset[str]) -> exp.Query:
    """The statement, proved harmless and well formed; raises Misdefined with the line where one is known.

    `gives` names the columns it must give, in order, each with its kind: UUID, TEXT or INTEGER; a name that ends in `?` may be
    left out. `tables` are those it may read; `bounds` the names that may stand after a colon.
    """
    tree = _single(text, place)
    for node in tree.walk():
        _check_node(node, place, bounds)
    _check_tables(tree, place, tables)
    _check_order(tree, place)
    _check_columns(tree, place, gives, tables)
    return tree


def tables_of(tree: exp.Expr) -> frozenset[str]:
    """The stored tables the statement reads, without the names it gives to its own parts."""
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    return frozenset(table.name for table in tree.find_all(exp.Table) if table.name not in own)


def columns_of(tree: exp.Query, tables: Schema) -> dict[str, frozenset[str]]:
    """The columns the statement reads of each stored table."""
    schema: dict[str, object] = {table: dict(columns) for table, columns in tables.items()}
    whole = qualify(tree.copy(), schema=schema, dialect="duckdb")
    found: dict[str, set[str]] = {table: set() for table in tables_of(tree)}
    for scope in traverse_scope(whole):
        for column in scope.columns:
            source = scope.sources.get(column.table)
            if isinstance(source, exp.Table) and source.name in found:
                found[source.name].add(column.name)
    return {table: frozenset(columns) for table, columns in found.items()}


def _single(text: str, place: str) -> exp.Query:
    try:
        statements = [statement for statement in sqlglot.parse(text, read="duckdb") if statement is not None]
    except (ParseError, TokenError) as error:
        raise Misdefined(place, str(error).splitlines()[0], "SQL that DuckDB can read") from error
    if len(statements) != 1:
        raise Misdefined(place, f"{len(statements)} statements", "one SELECT")
    tree = statements[0]
    if not isinstance(tree, exp.Query):
        raise Misdefined(place, type(tree).__name__.upper(), "one SELECT")
    return tree


def _check_node(node: exp.Expr, place: str, bounds: frozenset[str]) -> None:
    where = _at(place, node)
    if type(node) not in ALLOWED:
        expected = _HINTS.get(type(node), "only the portable SQL listed in indicators/fence.py")
        raise Misdefined(where, _short(node), expected)
    match node:
        case exp.Placeholder() if node.name not in bounds:
            raise Misdefined(where, f":{node.name}", "one of " + ", ".join(f":{name}" for name in sorted(bounds)))
        case exp.Star() if not isinstance(node.parent, exp.Count):
            raise Misdefined(where, "*", "columns by name")
        case exp.Union() if node.args.get("distinct"):
            raise Misdefined(where, "UNION", "UNION ALL: a record is listed once by the query itself")
        case exp.Table() if node.args.get("db") or node.args.get("catalog"):
            raise Misdefined(where, _short(node), "a table without a schema")
        case exp.Literal() if not node.is_string and not node.is_int:
            raise Misdefined(where, _short(node), "whole numbers: quantities are scaled integers")
        case exp.Join() if node.args.get("using") or node.args.get("method"):
            raise Misdefined(where, _short(node), "a join with ON")


def _check_tables(tree: exp.Query, place: str, tables: Schema) -> None:
    for cte in tree.find_all(exp.CTE):
        if cte.alias in tables:
            raise Misdefined(_at(place, cte), f"a part named {cte.alias}", "a name that is no table's")
    for name in sorted(tables_of(tree)):
        if name not in tables:
            raise Misdefined(place, f"table {name}", "one of those under `reads`: " + ", ".join(sorted(tables)))
    for name in sorted(set(tables) - tables_of(tree)):
        raise Misdefined(place, f"no use of {name}", "that every table under `reads` is read")


def _check_order(tree: exp.Query, place: str) -> None:
    for select in tree.find_all(exp.Query):
        if select.args.get("order"):
            raise Misdefined(_at(place, select), "ORDER BY", "no order: the pages sort")


def _check_columns(tree: exp.Query, place: str, gives: Mapping[str, str], tables: Schema) -> None:
    kinds = {name.rstrip("?"): kind for name, kind in gives.items()}
    needed = [name for name in gives if not name.endswith("?")]
    for select in _branches(tree):
        if select.named_selects not in (needed, list(kinds)):
            found = ", ".join(select.named_selects)
            raise Misdefined(_at(place, select), f"columns {found}", "columns " + ", ".join(gives))
    schema: dict[str, object] = {table: dict(columns) for table, columns in tables.items()}
    try:
        typed = annotate_types(qualify(tree.copy(), schema=schema, dialect="duckdb"), schema=schema, dialect="duckdb")
    except OptimizeError as error:
        raise Misdefined(place, str(error), "columns of the tables under `reads`") from error
    for select in _branches(typed):
        for column in select.selects:
            kind = kinds[column.alias_or_name]
            if not _fits(column, kind):
                found = f"{column.alias_or_name} of type {column.type}"
                raise Misdefined(place, found, f"{_TYPE_WORDS[kind]} in {column.alias_or_name}")


def _branches(tree: exp.Expr) -> Iterator[exp.Select]:
    """The SELECTs whose rows the statement gives: one, or the parts of a UNION ALL."""
    if isinstance(tree, exp.Union):
        yield from _branches(tree.left)
        yield from _branches(tree.right)
    elif isinstance(tree, exp.Subquery):
        yield from _branches(tree.this)
    elif isinstance(tree, exp.Select):
        yield tree


def _fits(column: exp.Expr, kind: str) -> bool:
    if column.is_type("NULL", "UNKNOWN"):
        return True
    match kind:
        case "UUID":
            return column.is_type("UUID")
        case "TEXT":
            return column.is_type(*exp.DataType.TEXT_TYPES)
        case _:
            return column.is_type(*exp.DataType.INTEGER_TYPES)


def _at(place: str, node: exp.Expr) -> str:
    lines = [line for part in node.walk() if (line := part.meta.get("line"))]
    return f"{place}, line {min(lines)}" if lines else place


def _short(node: exp.Expr) -> str:
    text = node.sql(dialect="duckdb")
    return text if len(text) <= 60 else f"{text[:57]}..."
