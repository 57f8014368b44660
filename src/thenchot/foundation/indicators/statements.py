"""The statements the engine runs around an indicator's query, written once and transpiled for each engine.

Records are added up per owning unit first, then the sums climb the tree of the day: joined straight to the records the climb
was measured a hundred times dearer.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import sqlglot
from sqlglot import exp

from thenchot.foundation.indicators import schema
from thenchot.foundation.indicators.definition import Definition, Standing, Way

Engine = Literal["sqlite", "postgresql", "duckdb", "spark"]
PAGE = 50

_DIALECTS: dict[Engine, str] = {
    "sqlite": "sqlite",
    "postgresql": "postgres",
    "duckdb": "duckdb",
    "spark": "spark",
}
# Django's cursors take %(name)s on both its databases.
_BOUND: dict[Engine, str] = {
    "sqlite": r"%(\1)s",
    "postgresql": r"%(\1)s",
    "duckdb": r"$\1",
    "spark": r":\1",
}
_MARK = re.compile(r"bound__(\w+?)__")

_SPAN = (
    "JOIN organisation_unitspan AS span ON span.unit_id = {unit}"
    " AND span.from_on <= :as_of AND (span.until_on IS NULL OR span.until_on > :as_of)"
)

# Units without a place in the tree on the day come out with no unit: they are shown, not lost.
TOTALS = """
SELECT span.ancestor_id AS unit_id, owned.slice AS slice, SUM(owned.numerator) AS numerator,
    SUM(owned.denominator) AS denominator, SUM(owned.missing) AS missing, SUM(owned.records) AS records
FROM (
    SELECT entry.unit_id AS unit_id, entry.slice AS slice,
        SUM(COALESCE(entry.numerator, 0)) AS numerator,
        SUM(CASE WHEN entry.numerator IS NULL THEN 0 ELSE entry.denominator END) AS denominator,
        SUM(CASE WHEN entry.numerator IS NULL THEN entry.denominator ELSE 0 END) AS missing,
        COUNT(*) AS records
    FROM indicator_query AS entry
    GROUP BY entry.unit_id, entry.slice
) AS owned
LEFT {span}
GROUP BY span.ancestor_id, owned.slice
"""

# Where less is better, a record falls short by being counted. The numbers are those of definition.Standing.
_STANDING = {
    "higher": "CASE WHEN entry.denominator = 0 THEN 3 WHEN entry.numerator IS NULL THEN 1"
    " WHEN entry.numerator < entry.denominator THEN 0 ELSE 2 END",
    "lower": "CASE WHEN entry.denominator = 0 THEN 3 WHEN entry.numerator IS NULL THEN 1"
    " WHEN entry.numerator > 0 THEN 0 ELSE 2 END",
}

_BELOW = """
FROM indicator_query AS entry
{span}
{joins}
WHERE span.ancestor_id = :unit AND entry.slice = :slice {within}
"""

BREAKDOWN = """
SELECT {key} AS belongs_to, SUM(COALESCE(entry.numerator, 0)) AS numerator,
    SUM(CASE WHEN entry.numerator IS NULL THEN 0 ELSE entry.denominator END) AS denominator,
    SUM(CASE WHEN entry.numerator IS NULL THEN entry.denominator ELSE 0 END) AS missing,
    COUNT(*) AS records
{below}
GROUP BY {key}
"""

SUMMARY = """
SELECT {standing} AS standing, COALESCE(entry.cause, '') AS cause, COUNT(*) AS records,
    SUM(COALESCE(entry.numerator, 0)) AS numerator, SUM(entry.denominator) AS denominator
{below}
GROUP BY {standing}, COALESCE(entry.cause, '')
"""

ENTRIES = """
SELECT entry.record_id AS record_id, entry.unit_id AS unit_id, entry.numerator AS numerator,
    entry.denominator AS denominator, COALESCE(entry.cause, '') AS cause, {standing} AS standing
{below} {more}
ORDER BY {standing}, COALESCE(entry.cause, ''), entry.record_id
"""

OBSTACLES = """
SELECT obstacle.record_id AS record_id, obstacle.obstacle_id AS obstacle_id, obstacle.label AS label,
    obstacle.unit_id AS unit_id, obstacle.cost AS cost, obstacle.days AS days, obstacle.resource AS resource,
    {cause} AS cause
FROM indicator_query AS obstacle
{where}
"""


@cache
def totals(definition: Definition, engine: Engine) -> str:
    """Sums per unit of the whole tree of the day and per slice."""
    return _around(definition.query, TOTALS.format(span=_SPAN.format(unit="owned.unit_id")), engine)


@cache
def summary(definition: Definition, engine: Engine, way: Way | None = None) -> str:
    """How many records below :unit in :slice fall short, are missing and count, by cause; with a way, of those of :key only."""
    text = SUMMARY.format(standing=_STANDING[definition.direction], below=_below(way, of_key=True))
    return _around(definition.query, text, engine)


@cache
def breakdown(definition: Definition, engine: Engine, way: Way) -> str:
    """The sums of the records below :unit in :slice by what the way leads to."""
    return _around(definition.query, BREAKDOWN.format(key=_key(way), below=_below(way, of_key=False)), engine)


@cache
def entries(
    definition: Definition,
    engine: Engine,
    standing: Standing | None = None,
    *,
    page: bool = True,
    way: Way | None = None,
) -> str:
    """The records below :unit in :slice, those that fall short first; a page of them, from :start, or all.

    `standing` keeps only those that stand so; with a way, only those that belong to :key.
    """
    rank = _STANDING[definition.direction]
    more = "" if standing is None else f"AND {rank} = {standing.value}"
    text = ENTRIES.format(standing=rank, below=_below(way, of_key=True), more=more)
    if page:
        text += f" LIMIT {PAGE} OFFSET :start"
    return _around(definition.query, text, engine)


@cache
def obstacles(definition: Definition, engine: Engine, *, records: bool) -> str:
    """What stands in the way: of the records :record_0 to :record_49, or of all below :unit."""
    if definition.obstacles is None:
        raise LookupError(f"{definition.name} names no obstacles")
    named = definition.obstacles.named_selects
    cause = "COALESCE(obstacle.cause, '')" if "cause" in named else "''"
    if records:
        where = f"WHERE obstacle.record_id IN ({', '.join(f':record_{i}' for i in range(PAGE))})"
    else:
        where = _SPAN.format(unit="obstacle.unit_id") + " WHERE span.ancestor_id = :unit"
    return _around(definition.obstacles, OBSTACLES.format(cause=cause, where=where), engine)


def _below(way: Way | None, *, of_key: bool) -> str:
    joins, held = "", "entry.record_id"
    for place, (label, column) in enumerate(way.steps if way else ()):
        joins += f" JOIN {schema.table(label)} AS way_{place} ON way_{place}.id = {held}"
        held = f"way_{place}.{column}"
    within = f"AND {held} = :key" if way and of_key else ""
    return _BELOW.format(span=_SPAN.format(unit="entry.unit_id"), joins=joins, within=within)


def _key(way: Way) -> str:
    return f"way_{len(way.steps) - 1}.{way.steps[-1][1]}"


def _around(query: exp.Query, text: str, engine: Engine) -> str:
    outer = sqlglot.parse_one(text, read="duckdb")
    for table in outer.find_all(exp.Table):
        if table.name == "indicator_query":
            table.replace(exp.Subquery(this=query.copy(), alias=exp.TableAlias(this=exp.to_identifier(table.alias))))
    return render(outer, engine)


def render(tree: exp.Expr, engine: Engine) -> str:
    """The statement in the engine's own words, its bound names in the way its driver takes them."""
    bound = tree.transform(
        lambda node: exp.Var(this=f"bound__{node.name}__") if isinstance(node, exp.Placeholder) else node
    )
    text = bound.sql(dialect=_DIALECTS[engine], comments=False)
    if engine in {"sqlite", "postgresql"}:
        text = text.replace("%", "%%")
    return _MARK.sub(_BOUND[engine], text)
