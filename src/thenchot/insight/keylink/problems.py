"""The solver's problem out of the house's facts: records that fall short, the obstacles in their way, estimates, targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from math import gcd
from uuid import UUID

from django.db.models import Q

from thenchot.foundation.indicators import rules
from thenchot.foundation.indicators.definition import Definition, Standing
from thenchot.foundation.indicators.entries import Obstacle, every_entry, every_obstacle
from thenchot.foundation.indicators.figures import Figure, figures_of
from thenchot.foundation.indicators.kept import Head, last_touch
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import UnitSpan
from thenchot.insight.keylink.asked import Asked
from thenchot.insight.keylink.kept import reads_of
from thenchot.insight.keylink.models import Estimate
from thenchot.insight.keylink.solver.problem import Comparator, Fix, Problem, Ratio, Record, Target

_TRIES = 3
# An empty cause of the table of estimates and a bench left blank hold for any.
Known = Mapping[tuple[str, str, str], Estimate]


@dataclass(frozen=True)
class Facts:
    """A problem with the figures it is of. `causes` are an obstacle's causes by fix, `child_of` the child a unit lies under."""

    asked: Asked
    figures: tuple[Figure, ...]
    problem: Problem
    causes: Mapping[str, tuple[str, str]]
    child_of: Mapping[str, str]
    head: Head
    definitions: tuple[Definition, ...]
    steps: Mapping[str, int]

    def scale(self, indicator: str) -> int:
        """How many of the problem's integers make one thing that the indicator counts."""
        return next(each.scale for each in self.definitions if each.name == indicator) // self.steps[indicator]

    @cached_property
    def serves(self) -> Mapping[str, tuple[str, ...]]:
        """The records in whose way each fix's obstacle stands."""
        found: dict[str, list[str]] = defaultdict(list)
        for record in self.problem.records:
            for key in record.needs:
                found[key].append(record.key)
        return {key: tuple(keys) for key, keys in found.items()}


def definitions_of(figures: Sequence[tuple[str, str]]) -> tuple[Definition, ...]:
    """The indicators of these figures, each once; refuses an unknown one."""
    return tuple(by_name(name) for name in dict.fromkeys(name for name, _part in figures))


def facts_of(asked: Asked) -> Facts:
    """What the question is about, read at one ledger head."""
    if not asked.figures:
        raise Refusal("No figure was named")
    definitions = definitions_of(asked.figures)
    for _attempt in range(_TRIES):
        head, touched = last_touch(reads_of(definitions))
        facts = _read(asked, definitions, head)
        if last_touch(reads_of(definitions))[1] == touched:
            return facts
    raise Refusal("The records are being changed just now; ask again in a moment")


def _read(asked: Asked, definitions: tuple[Definition, ...], head: Head) -> Facts:
    figures = tuple(_figure(asked, definitions, name, part) for name, part in asked.figures)
    obstacles = {each.name: every_obstacle(each, asked.unit.pk, asked.on) for each in definitions}
    found = {figure: list(_records(figure, obstacles[figure.indicator])) for figure in figures}
    steps = {each.name: _step(each, figures, found) for each in definitions}
    records = [replace(r, weight=r.weight // steps[r.indicator]) for some in found.values() for r in some]
    standing = {(record.indicator, record.key) for record in records}
    met = [
        (name, obstacle)
        for name, by_record in obstacles.items()
        for key, in_the_way in by_record.items()
        if (name, str(key)) in standing
        for obstacle in in_the_way
    ]
    fixes, causes = _fixes(met, estimates_on(asked.on), asked.on)
    targets = tuple(target for figure in figures if (target := _asked_target(figure, asked, steps)) is not None)
    known = {fix.key for fix in fixes}
    problem = Problem(
        records=tuple(records),
        fixes=tuple(fixes),
        targets=targets,
        must_do=frozenset(_named(asked.must, known)),
        must_not=frozenset(_named(asked.leave, known)),
        precede=tuple(pair for pair in asked.order if list(_named(pair, known))),
    )
    return Facts(asked, figures, problem, causes, _children(asked), head, definitions, steps)


def _step(definition: Definition, figures: Sequence[Figure], found: Mapping[Figure, Sequence[Record]]) -> int:
    """The step in which every number here is counted: the whole thing where no quantity has a fraction.

    Counted so, what is short comes out in whole things, and so do its parts by unit and by cause.
    """
    mine = [figure for figure in figures if figure.indicator == definition.name]
    numbers = [number for figure in mine for number in (figure.numerator, figure.denominator)]
    return gcd(definition.scale, *numbers, *(record.weight for figure in mine for record in found[figure]))


def _named(keys: Sequence[str], known: set[str]) -> Iterator[str]:
    for key in keys:
        if key not in known:
            raise Refusal("No obstacle here is called “{key}”; it may be gone since", field="must", key=key)
        yield key


def _figure(asked: Asked, definitions: Sequence[Definition], name: str, part: str) -> Figure:
    found = figures_of([asked.unit.pk], asked.on, definitions)[asked.unit.pk]
    shown = next((figure for figure in found if (figure.indicator, figure.slice) == (name, part)), None)
    if shown is None:
        parts = ", ".join(figure.slice or "-" for figure in found if figure.indicator == name)
        raise Refusal(
            "Indicator {name} has no part “{part}”; its parts are: {parts}",
            field="slice",
            name=name,
            part=part,
            parts=parts,
        )
    return shown


def _records(figure: Figure, obstacles: Mapping[UUID, Sequence[Obstacle]]) -> Iterator[Record]:
    lower = figure.definition.direction == "lower"
    for entry in every_entry(figure.definition, figure.unit, figure.on, figure.slice, standing=Standing.SHORT):
        counted = entry.numerator or 0
        yield Record(
            key=str(entry.record),
            needs=frozenset(obstacle.key for obstacle in obstacles.get(entry.record, ())),
            weight=counted if lower else entry.denominator - counted,
            unit=str(entry.unit),
            slice=figure.slice,
            cause=entry.cause,
            indicator=figure.indicator,
        )


def estimates_on(day: date) -> Known:
    """The estimates in force on a day; of two for the same cause the later one."""
    standing = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    rows = Estimate.objects.filter(standing, valid_from__lte=day).order_by("valid_from", "pk")
    return {(row.indicator, row.cause, row.resource): row for row in rows}


def _fixes(
    met: Sequence[tuple[str, Obstacle]], known: Known, day: date
) -> tuple[list[Fix], dict[str, tuple[str, str]]]:
    """Each obstacle once, however many records it stands in the way of, and the indicator and cause it goes by."""
    gathered: dict[str, list[tuple[str, Obstacle]]] = defaultdict(list)
    for name, obstacle in met:
        gathered[obstacle.key].append((name, obstacle))
    shared = {str(o.unit) for found in gathered.values() if len({o.unit for _n, o in found}) > 1 for _n, o in found}
    above = _above(shared, day)
    fixes = [_fix(key, found, known, above) for key, found in sorted(gathered.items())]
    return fixes, {key: (found[0][0], found[0][1].cause) for key, found in gathered.items()}


def _fix(key: str, found: Sequence[tuple[str, Obstacle]], known: Known, above: Mapping[str, Sequence[str]]) -> Fix:
    """One fix. Where several records tell its cost or days, the greatest is taken: the careful reading."""
    ways = [_priced(name, obstacle, known) for name, obstacle in found]
    costs = [cost for cost, _days, _resource in ways if cost is not None]
    return Fix(
        key=key,
        cost=max(costs, default=None),
        days=max((days for _cost, days, _resource in ways), default=0),
        resource=next((resource for _cost, _days, resource in ways if resource), None),
        label=next((obstacle.label for _name, obstacle in found if obstacle.label), ""),
        unit=_owner([str(obstacle.unit) for _name, obstacle in found], above),
    )


def _priced(name: str, obstacle: Obstacle, known: Known) -> tuple[int | None, int, str]:
    """Cost in hundredths, days and bench of an obstacle: its own, else what its cause usually takes."""
    usual = known.get((name, obstacle.cause, obstacle.resource)) or known.get((name, obstacle.cause, ""))
    cost, days, resource = obstacle.cost, obstacle.days, obstacle.resource
    if usual is not None:
        cost = int(usual.cost * 100) if cost is None and usual.cost is not None else cost
        days = usual.days if days is None else days
        resource = resource or usual.resource
    return cost, days or 0, resource


def _owner(units: Sequence[str], above: Mapping[str, Sequence[str]]) -> str:
    """The unit that answers for the fix: its own, or the lowest above all that share it."""
    if len(set(units)) == 1:
        return units[0]
    paths = [above.get(unit, (unit,)) for unit in sorted(set(units))]
    common = [steps[0] for steps in zip(*paths, strict=False) if len(set(steps)) == 1]
    return common[-1] if common else min(units)


def _above(units: set[str], day: date) -> dict[str, list[str]]:
    """The path from the root down to each of the units."""
    found: dict[str, list[str]] = defaultdict(list)
    spans = UnitSpan.objects.filter(queries.during(day), unit__in=[UUID(unit) for unit in units]).order_by(
        "unit", "-depth"
    )
    for unit, ancestor in spans.values_list("unit_id", "ancestor_id"):
        found[str(unit)].append(str(ancestor))
    return found


def _children(asked: Asked) -> dict[str, str]:
    """For every unit below, the child of the asked unit under which it lies."""
    spans = UnitSpan.objects.filter(
        queries.during(asked.on), ancestor__in=queries.children(asked.unit, asked.on).values("pk")
    )
    return {str(unit): str(child) for unit, child in spans.values_list("unit_id", "ancestor_id")}


def _asked_target(figure: Figure, asked: Asked, steps: Mapping[str, int]) -> Target | None:
    """The target asked for or in force; for a best use where none is set, all of it: any step towards that counts."""
    found = target_of(figure, asked.target)
    if found is None and asked.best_use:
        found = target_of(figure, Decimal(0 if figure.definition.direction == "lower" else 100))
    step = steps[figure.indicator]
    return None if found is None else replace(found, won=found.won // step, total=found.total // step)


def target_of(figure: Figure, percent: Decimal | None) -> Target | None:
    """What the figure must come to for the solver; None where no target is set or asked for, or nothing is measured."""
    asked = figure.target
    if percent is not None:
        falling = figure.definition.direction == "lower"
        asked = rules.Target("<=" if falling else ">=", percent) if asked is None else replace(asked, percent=percent)
    if asked is None or not figure.is_applicable:
        return None
    top, bottom = (asked.percent / 100).as_integer_ratio()
    found = Target(
        won=figure.numerator,
        total=figure.denominator,
        goal=Ratio(top, bottom),
        comparator=Comparator.AT_LEAST if asked.comparator == "~" else Comparator(asked.comparator),
        indicator=figure.indicator,
        slice=figure.slice,
        decimals=asked.compared_at,
    )
    return found if asked.comparator != "~" and asked.rounding == "half_up" else _by_gap(figure, asked, found)


def _by_gap(figure: Figure, asked: rules.Target, found: Target) -> Target:
    """A target of another kind ("about", rounded otherwise) as the numerator at which it holds."""
    gap = rules.gap(figure.numerator, figure.denominator, asked)
    if gap is None:
        return found
    rising = figure.definition.direction == "higher"
    goal = figure.numerator + (gap if rising else -gap)  # over the denominator, so the step cancels out
    comparator = Comparator.AT_LEAST if rising else Comparator.AT_MOST
    return replace(found, goal=Ratio(goal, figure.denominator), comparator=comparator, decimals=None)
