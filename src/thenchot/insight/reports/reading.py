"""Reads what a report says: figures at the cut-off day, those of the period before, gaps, receipts and restatements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from thenchot.domain.standards.models import Criterion
from thenchot.foundation.access.models import User
from thenchot.foundation.indicators import definition as indicator
from thenchot.foundation.indicators import visible
from thenchot.foundation.indicators.entries import summary
from thenchot.foundation.indicators.figures import Figure, figures_of
from thenchot.foundation.indicators.kept import NO_RECORDS, Sums
from thenchot.foundation.indicators.registry import indicators_on
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.keylink import sentences
from thenchot.insight.keylink.answers import Plain, answer, units_named
from thenchot.insight.keylink.wording import DOT
from thenchot.insight.reports.definition import Definition
from thenchot.insight.reports.facts import Below, Cause, Facts, Gap, Line, Plan, Restated, Step, key_of
from thenchot.insight.reports.received import last_issued, receipts
from thenchot.insight.reports.spans import Span

# Who reads: a person sees what they may see; None is the house itself (the command line, a scheduled run).
Reader = User | None
SECONDS = 5.0
_STEPS = 6
_UNITS = 3
_TRIES = 3


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The indicators a reader may see, and those that are kept from them."""

    open: tuple[indicator.Definition, ...]
    hidden: tuple[str, ...]


def read(definition: Definition, unit: Unit, span: Span, reader: Reader = None, *, seconds: float = SECONDS) -> Facts:
    """The facts of a report, at one ledger head; `seconds` are allowed for each key link.

    Refuses a unit that had no place in the tree on the last day, and a day that has not come.
    """
    path = queries.path(unit, span.last)
    if not path:
        raise Refusal("{unit} had no place in the tree on {day}", field="unit", unit=str(unit), day=span.last)
    for _attempt in range(_TRIES):
        facts = _read(definition, unit, path, span, reader, seconds)
        if facts is not None:
            return facts
    raise Refusal("The records keep changing while the report is read; try again")


def _read(
    definition: Definition, unit: Unit, path: Sequence[Unit], span: Span, reader: Reader, seconds: float
) -> Facts | None:
    """None when an act came in between, and the figures are of two heads."""
    chosen = _chosen(definition, unit, span.last, reader)
    children = list(queries.children(unit, span.last))
    now = figures_of([unit.pk, *(child.pk for child in children)], span.last, chosen.open)
    was_there = bool(queries.path(unit, span.compared_on))
    before = figures_of([unit.pk], span.compared_on, chosen.open)[unit.pk] if was_there else []
    order = definition.indicators
    own = sorted(now[unit.pk], key=lambda figure: order.index(figure.indicator))
    earlier = {(figure.indicator, figure.slice): figure.sums for figure in before}
    lines = tuple(Line(f.indicator, f.slice, f.sums, earlier.get((f.indicator, f.slice)), f.target) for f in own)
    gaps = tuple(_gap(figure, unit, seconds) for figure in own if figure.met is False)
    heads = {figure.head for figures in (own, before) for figure in figures}
    if len(heads) > 1:
        return None
    return Facts(
        unit=unit.pk,
        unit_code=unit.code,
        unit_name=unit.name,
        upper_name=path[-2].name if len(path) > 1 else "",
        on=span.last,
        compared_on=span.compared_on,
        head=next(iter(heads), "-"),
        lines=lines,
        below=tuple(_below(child, now[child.pk]) for child in children),
        gaps=gaps,
        receipts=tuple(receipts(definition, [child for child in children if child.kind in definition.reporting], span)),
        restated=tuple(_restated(definition, unit, span, chosen.open)),
        hidden=chosen.hidden,
    )


def _chosen(definition: Definition, unit: Unit, on: date, reader: Reader) -> _Chosen:
    wanted = set(definition.indicators)
    there = tuple(each for each in indicators_on(on) if each.name in wanted)
    if reader is None:
        return _Chosen(there, ())
    seen = {each.name for each in visible.open_indicators(reader, unit.pk, on)}
    return _Chosen(
        tuple(each for each in there if each.name in seen),
        tuple(each.name for each in there if each.name not in seen),
    )


def may_see(reader: User, unit: UUID, on: date, names: Collection[str]) -> bool:
    """Whether the reader may see the figures of all these indicators at the unit."""
    return set(names) <= {each.name for each in visible.open_indicators(reader, unit, on)}


def _below(child: Unit, figures: Sequence[Figure]) -> Below:
    sums = {_key(figure): figure.sums for figure in figures if figure.records}
    return Below(child.pk, child.code, child.name, sums)


def _key(figure: Figure) -> str:
    return key_of(figure.indicator, figure.slice)


def _gap(figure: Figure, unit: Unit, seconds: float) -> Gap:
    shares = summary(figure.definition, unit.pk, figure.on, figure.slice)
    short = [share for share in shares if share.standing is indicator.Standing.SHORT]
    words = _criteria({share.cause for share in short} - set(figure.definition.causes))
    causes = tuple(Cause(s.cause, s.records, s.denominator - s.numerator, words.get(s.cause, "")) for s in short)
    failing = figure.numerator if figure.definition.direction == "lower" else figure.denominator - figure.numerator
    return Gap(_key(figure), failing, causes, _plan(figure, unit, seconds))


def _criteria(codes: Collection[str]) -> dict[str, str]:
    """The texts of criteria that name a cause by their codes, of the latest version of a standard."""
    rows = Criterion.objects.filter(code__in=codes).order_by("standard_version__valid_from", "pk")
    return dict(rows.values_list("code", "text")) if codes else {}


def _plan(figure: Figure, unit: Unit, seconds: float) -> Plan | None:
    """The key link's plan; None where no obstacle is on record."""
    if not sentences.is_due(figure) or figure.records > sentences.MOST_RECORDS * 5:
        return None
    try:
        found = answer(sentences.asked_of(figure, unit, seconds), around=False)
    except Refusal:
        return None
    told = found["plan"]
    if not told or not told["fixes"] or not told["standings"]:
        return None
    standing, scale = told["standings"][0], figure.definition.scale
    return Plan(
        verdict=told["verdict"],
        count=told["count"],
        known_cost=str(told["known_cost"] or 0),
        uncosted=told["uncosted"],
        due=date.fromisoformat(told["due_on"]),
        after=int(Decimal(str(standing["after"])) * scale),
        total=int(Decimal(str(standing["total"])) * scale),
        steps=_steps(found),
    )


def _steps(found: Plain) -> tuple[Step, ...]:
    """The fixes of the plan by what is to be done, those that most units have first."""
    names: Mapping[str, Unit] = units_named(found)
    kinds: dict[tuple[str, str, str], list[Plain]] = defaultdict(list)
    codes = _criteria({str(line["label"]).partition(" ")[0] for line in found["plan"]["fixes"]})
    for line in found["plan"]["fixes"]:
        label = str(line["label"] or "").partition(DOT)[0]
        code, _blank, rest = label.partition(" ")
        kinds[rest if code in codes and rest else label, line["indicator"], line["cause"]].append(line)
    order = sorted(kinds.items(), key=lambda each: (-len(each[1]), each[0]))
    return tuple(_step(*kind, lines, names) for kind, lines in order[:_STEPS])


def _step(label: str, indicator_name: str, cause: str, lines: Sequence[Plain], names: Mapping[str, Unit]) -> Step:
    units = sorted({names[line["unit"]].name for line in lines if line["unit"] in names})
    costs = [Decimal(str(line["cost"])) for line in lines if line["cost"] is not None]
    return Step(
        label=label,
        indicator=indicator_name,
        cause=cause,
        count=len(lines),
        units=tuple(units[:_UNITS]),
        n_units=len(units),
        known_cost=str(sum(costs, Decimal(0))),
        uncosted=len(lines) - len(costs),
        due=max(date.fromisoformat(line["due_on"]) for line in lines),
    )


def _restated(definition: Definition, unit: Unit, span: Span, chosen: Sequence[indicator.Definition]) -> list[Restated]:
    """Figures of the last issued report of this kind that are something else now."""
    before = last_issued(definition, unit, span)
    if before is None or before.issued_on is None:
        return []
    then = before.read_facts()
    still = [each for each in chosen if each.name in then.indicators]
    now = {(f.indicator, f.slice): f.sums for f in figures_of([unit.pk], then.on, still)[unit.pk]}
    shown = {each.name for each in still}
    found: list[Restated] = []
    for line in then.lines:
        sums: Sums = now.get((line.indicator, line.slice), NO_RECORDS)
        if line.indicator in shown and sums != line.now:
            found.append(Restated(before.symbol, before.issued_on, line.indicator, line.slice, line.now, sums))
    return found


def reread(then: Facts) -> Facts:
    """The same figures as they are now: the same unit, days, indicators and units below; nothing of what is planned."""
    chosen = [each for each in indicators_on(then.on) if each.name in then.indicators]
    units = [then.unit, *(unit.unit for unit in then.below)]
    now = figures_of(units, then.on, chosen)
    before = {_key(f): f.sums for f in figures_of([then.unit], then.compared_on, chosen)[then.unit]}
    compared = any(line.before is not None for line in then.lines)
    return replace(
        then,
        head=next((figure.head for figure in now[then.unit]), then.head),
        lines=tuple(
            Line(f.indicator, f.slice, f.sums, before.get(_key(f)) if compared else None, f.target)
            for f in now[then.unit]
        ),
        below=tuple(replace(unit, sums={_key(f): f.sums for f in now[unit.unit] if f.records}) for unit in then.below),
    )
