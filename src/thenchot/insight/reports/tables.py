"""The tables of a report and its chart: the figures exactly, with numerator, denominator, what was not reported, and formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from thenchot.foundation.indicators.figures import amount
from thenchot.foundation.indicators.kept import Sums
from thenchot.foundation.papers.document import Block, Chart, Column, Row, Series, Table, Value
from thenchot.insight.reports.composing import Composition
from thenchot.insight.reports.definition import Definition, TableName
from thenchot.insight.reports.facts import Facts, Line
from thenchot.insight.reports.figure_words import (
    change_of,
    day,
    exact_share,
    name_of,
    period_name,
    share_as_said,
    target_text,
    thing_of,
)

_MOST_IN_A_CHART = 12


def results(facts: Facts, made: Composition) -> Table:
    """The table in the body: each figure beside its target and the period before, and how it stands."""
    say = made.phrases.plain
    review = made.span.length == "review"
    places = max((line.definition.decimals for line in facts.lines), default=1)
    columns = (
        Column(say("column_name"), width=4),
        Column(say("column_value"), "share", 1, width=2),
        Column(say("column_target"), width=2),
        Column(say("column_before_review" if review else "column_before"), "share", 1, width=2),
        Column(say("column_change"), "decimal", places, width=2),
        Column(say("column_standing"), width=2),
    )
    rows = tuple(Row(tuple(_result(line, facts, made))) for line in facts.lines)
    return Table(say("table_results", period=period_name(made.span, made.phrases)), columns, rows)


def _result(line: Line, facts: Facts, made: Composition) -> Iterator[Value]:
    language = made.phrases.language
    figure = line.figure(facts)
    change = change_of(line)
    yield name_of(line, language)
    yield share_as_said(figure)
    yield target_text(line, language)
    yield exact_share(line.before, line.definition) if line.before is not None else None
    yield None if change.direction == "no_before" else change.points * (-1 if change.direction == "falling" else 1)
    yield made.phrases.plain(_standing(line, facts))


def _standing(line: Line, facts: Facts) -> str:
    figure = line.figure(facts)
    if not figure.is_applicable:
        return "standing_unreported" if line.now.missing else "standing_nothing"
    if figure.met is None:
        return "standing_no_target"
    return "standing_met" if figure.met else "standing_missed"


def _number(integer: int, line: Line) -> int | Decimal:
    exact = amount(integer, line.definition.scale)
    return int(exact) if exact == exact.to_integral_value() else exact


def figures(facts: Facts, made: Composition) -> Table:
    """Numerator, denominator and share of each figure, with what was not reported and how many records these are."""
    say, language = made.phrases.plain, made.phrases.language
    columns = (
        Column(say("column_name"), width=4),
        Column(say("column_thing"), width=2),
        Column(say("column_numerator"), "whole", width=2),
        Column(say("column_denominator"), "whole", width=2),
        Column(say("column_share"), "share", 1, width=2),
        Column(say("column_missing"), "whole", width=2),
        Column(say("column_records"), "whole", width=2),
    )
    rows = tuple(
        Row(
            (
                name_of(line, language),
                thing_of(line.indicator, language),
                _number(line.now.numerator, line),
                _number(line.now.denominator, line),
                exact_share(line.now, line.definition),
                _number(line.now.missing, line),
                line.now.records,
            )
        )
        for line in facts.lines
    )
    return Table(say("table_figures", day=day(facts.on)), columns, rows, say("note_figures"))


def below(facts: Facts, made: Composition) -> Iterator[Table]:
    """For each figure that anything below has, the units directly below: exact sums that add up, and their share."""
    say, language = made.phrases.plain, made.phrases.language
    for line in facts.lines:
        units = [(unit.name, unit.sums[line.key]) for unit in facts.below if line.key in unit.sums]
        if len(units) < 2:
            continue
        rest = Sums(
            *(mine - sum(theirs) for mine, *theirs in zip(line.now, *(sums for _name, sums in units), strict=True))
        )
        if any(rest):
            units.append((say("unit_itself"), rest))
        columns = (
            Column(say("column_unit"), width=4),
            Column(say("column_numerator"), "whole", total=True, width=2),
            Column(say("column_denominator"), "whole", total=True, width=2),
            Column(say("column_share"), "share", line.definition.decimals, total=True, width=2),
            Column(say("column_missing"), "whole", total=True, width=2),
        )
        rows = tuple(
            Row(
                (
                    name,
                    _number(sums.numerator, line),
                    _number(sums.denominator, line),
                    exact_share(sums, line.definition),
                    _number(sums.missing, line),
                )
            )
            for name, sums in units
        )
        title = say("table_below", name=name_of(line, language), day=day(facts.on))
        yield Table(title, columns, rows)


def missing(facts: Facts, made: Composition) -> Iterator[Table]:
    """What was expected and not reported, by figure and unit directly below; no table where all was reported."""
    say, language = made.phrases.plain, made.phrases.language
    columns = (
        Column(say("column_name"), width=4),
        Column(say("column_unit"), width=4),
        Column(say("column_missing"), "whole", width=2),
    )
    rows = tuple(
        Row((name_of(line, language), unit.name, _number(sums.missing, line)))
        for line in facts.lines
        for unit in facts.below
        if (sums := unit.sums.get(line.key)) is not None and sums.missing
    )
    if rows:
        yield Table(say("table_missing", day=day(facts.on)), columns, rows, say("note_missing"))


def receipts(facts: Facts, made: Composition) -> Iterator[Table]:
    """The reports of the units directly below: received, late, missing."""
    if not facts.receipts:
        return
    say = made.phrases.plain
    columns = (
        Column(say("column_unit"), width=4),
        Column(say("column_report"), width=2),
        Column(say("column_number"), width=2),
        Column(say("column_day"), "day", width=2),
    )
    rows = tuple(
        Row((each.name, say(f"report_{each.standing}"), each.symbol, each.issued_on)) for each in facts.receipts
    )
    yield Table(say("table_received"), columns, rows)


def restated(facts: Facts, made: Composition) -> Iterator[Table]:
    """Figures that the last issued report gave otherwise."""
    if not facts.restated:
        return
    say, language = made.phrases.plain, made.phrases.language
    columns = (
        Column(say("column_name"), width=4),
        Column(say("column_number"), width=2),
        Column(say("column_then"), "share", 1, width=2),
        Column(say("column_now"), "share", 1, width=2),
    )
    rows = []
    for each in facts.restated:
        line = Line(each.indicator, each.slice, each.now, None)
        rows.append(
            Row(
                (
                    name_of(line, language),
                    each.symbol,
                    exact_share(each.then, line.definition),
                    exact_share(each.now, line.definition),
                )
            )
        )
    yield Table(say("table_restated"), columns, tuple(rows))


def formulas(facts: Facts, made: Composition) -> Table:
    """What each figure counts, under which formula, and where its target comes from."""
    say, language = made.phrases.plain, made.phrases.language
    columns = (
        Column(say("column_name"), width=3),
        Column(say("column_formula"), width=2),
        Column(say("column_counts"), width=5),
        Column(say("column_source"), width=3),
    )
    lines = {line.indicator: line for line in facts.lines}
    rows = tuple(
        Row(
            (
                line.definition.title.in_(language),
                f"{line.definition.name} ({line.definition.digest[:8]})",
                line.definition.counts.in_(language),
                line.definition.source,
            )
        )
        for line in lines.values()
    )
    return Table(say("table_formulas"), columns, rows)


def chart(facts: Facts, made: Composition) -> Iterator[Chart]:
    """The measured figures beside those of the period before; shares of which a reader can tell more from less."""
    language, say = made.phrases.language, made.phrases.plain
    lines = [line for line in facts.lines if line.now.denominator and line.definition.direction == "higher"][
        :_MOST_IN_A_CHART
    ]
    if not lines:
        return
    review = made.span.length == "review"
    now = say("chart_now_review") if review else say("chart_now", year=made.span.year)
    then = say("chart_before_review") if review else say("chart_before", year=made.span.year - 1)
    yield Chart(
        title=say("chart_title"),
        kind="bars",
        places=tuple(name_of(line, language) for line in lines),
        series=(
            Series(then, tuple(_percent(line.before, line) for line in lines)),
            Series(now, tuple(_percent(line.now, line) for line in lines)),
        ),
        unit="%",
        tabled=True,
    )


def _percent(sums: Sums | None, line: Line) -> Decimal | None:
    found = None if sums is None else exact_share(sums, line.definition)
    return None if found is None else found.shown


def _one(make: Callable[[Facts, Composition], Table]) -> Callable[[Facts, Composition], Iterator[Block]]:
    def made(facts: Facts, composition: Composition) -> Iterator[Block]:
        yield make(facts, composition)

    return made


MAKERS: Mapping[TableName, Callable[[Facts, Composition], Iterator[Block]]] = {
    "chart": chart,
    "figures": _one(figures),
    "below": below,
    "missing": missing,
    "received": receipts,
    "restated": restated,
    "formulas": _one(formulas),
}


def appended(definition: Definition, facts: Facts, made: Composition) -> tuple[Block, ...]:
    """The blocks of the appendix, in the order of the definition, the formulas apart."""
    names = [name for name in definition.tables if name != "formulas"]
    return tuple(block for name in names for block in MAKERS[name](facts, made))
