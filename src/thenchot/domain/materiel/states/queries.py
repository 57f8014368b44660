"""An organisation's technical readiness two ways: by count on a day, and by share of possessed time over a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from thenchot.domain.materiel.catalogue.models import Grade, GradeScheme
from thenchot.domain.materiel.equipment.models import Custody, Equipment, Grading
from thenchot.domain.materiel.states import rules
from thenchot.domain.materiel.states.models import CoefficientFormula, FormulaTerm, StateInterval
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.rule_sets import LookUp, look_up
from thenchot.foundation.organisation.models import UnitSpan

READINESS = "TECHNICAL_READINESS"
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Readiness:
    """A coefficient with what it was made of."""

    formula: CoefficientFormula
    tally: rules.Tally


def formula_in_force(code: str, day: date) -> LookUp[CoefficientFormula]:
    """The formula of this code in force on that day."""
    formulas = CoefficientFormula.objects.filter(code=code).order_by("valid_from")
    return look_up(((Interval.between(f.valid_from, f.valid_until), f) for f in formulas), day)


def treatment(formula: CoefficientFormula) -> dict[str, str]:
    """How the formula treats each state it names."""
    return dict(FormulaTerm.objects.filter(formula=formula).values_list("state", "treatment"))


def by_count(unit_id: UUID, day: date, *, type_id: UUID | None = None, code: str = READINESS) -> Readiness:
    """Good items over items counted, for the unit and all below it on that day."""
    formula = formula_in_force(code, day).rule(f"coefficient {code}", field="on")
    items = items_of(unit_id, Interval(day, date.fromordinal(day.toordinal() + 1)), type_id=type_id)
    return Readiness(formula, rules.by_count(items, treatment(formula), day))


def by_time(unit_id: UUID, period: Interval, *, type_id: UUID | None = None, code: str = READINESS) -> Readiness:
    """Item-days good over item-days possessed, by the formula in force on the period's first day."""
    formula = formula_in_force(code, period.start).rule(f"coefficient {code}", field="on")
    items = items_of(unit_id, period, type_id=type_id)
    return Readiness(formula, rules.by_time(items, treatment(formula), period))


def items_of(unit_id: UUID, period: Interval, *, type_id: UUID | None = None) -> Iterator[rules.Item]:
    """The items held by the unit, or by one that stood under it, on a day of the period, each with its facts.

    Time possessed is cut to the days on which the holder stood under the unit, so a move of a unit moves its time too.
    """
    spans: dict[UUID, list[Interval]] = defaultdict(list)
    for unit, start, end in UnitSpan.objects.filter(ancestor=unit_id).values_list("unit_id", "from_on", "until_on"):
        spans[unit].append(Interval.between(start, end))
    held: dict[UUID, list[Interval]] = defaultdict(list)
    for item, unit, start, end in _custody(list(spans), period, type_id):
        for span in spans[unit]:
            if shared := Interval.between(start, end) & span & period:
                held[item].append(shared)
    good = _Goodness()
    keys = sorted(held)
    for start_at in range(0, len(keys), _CHUNK):
        yield from _items(keys[start_at : start_at + _CHUNK], held, good)


def _custody(units: list[UUID], period: Interval, type_id: UUID | None) -> Iterator[Any]:
    for start_at in range(0, len(units), _CHUNK):
        rows = Custody.objects.filter(unit__in=units[start_at : start_at + _CHUNK], from_on__lt=period.end)
        rows = rows.exclude(until_on__lte=period.start)
        if type_id is not None:
            rows = rows.filter(equipment__type=type_id)
        yield from rows.values_list("equipment_id", "unit_id", "from_on", "until_on")


def _items(keys: list[UUID], held: dict[UUID, list[Interval]], good: _Goodness) -> Iterator[rules.Item]:
    rows = Equipment.objects.filter(pk__in=keys).values_list("pk", "type__grade_scheme", "quantity")
    known = {key: (scheme, quantity) for key, scheme, quantity in rows}
    graded: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    gradings: QuerySet[Grading] = Grading.objects.filter(equipment__in=keys).order_by("graded_on")
    for item, grade, on in gradings.values_list("equipment_id", "grade", "graded_on"):
        graded[item].append((on, grade))
    states: dict[UUID, list[tuple[Interval, str]]] = defaultdict(list)
    intervals = StateInterval.objects.filter(equipment__in=keys)
    for item, state, start, end in intervals.values_list("equipment_id", "state", "from_on", "until_on"):
        states[item].append((Interval.between(start, end), state))
    for key in keys:
        scheme, quantity = known[key]
        yield rules.Item(tuple(held[key]), good.changes(scheme, graded[key]), tuple(states[key]), quantity)


class _Goodness:
    """From which day on an item was good: a grading, or a grade scheme that begins or ends, may change it."""

    def __init__(self) -> None:
        self._schemes: dict[str, list[tuple[Interval, UUID]]] = defaultdict(list)
        for scheme in GradeScheme.objects.all():
            self._schemes[scheme.code].append((Interval.between(scheme.valid_from, scheme.valid_until), scheme.pk))
        grades: Iterable[tuple[UUID, int, bool]] = Grade.objects.values_list("scheme_id", "code", "is_good")
        self._good = {(scheme, code): is_good for scheme, code, is_good in grades}

    def changes(self, scheme: str, gradings: list[tuple[date, int]]) -> tuple[tuple[date, bool | None], ...]:
        """The days on which it may change, oldest first, each with what it is from then on (None: not known)."""
        if not gradings:
            return ()
        days = {on for on, _grade in gradings}
        for during, _key in self._schemes[scheme]:
            days.update(day for day in (during.start, during.end) if gradings[0][0] < day < date.max)
        grade_of = dict(gradings)
        found: list[tuple[date, bool | None]] = []
        grade = 0
        for day in sorted(days):
            grade = grade_of.get(day, grade)
            found.append((day, self._is_good(scheme, grade, day)))
        return tuple(found)

    def _is_good(self, scheme: str, grade: int, day: date) -> bool | None:
        """By the one scheme in force that day; None where none or several are, or it does not know the grade."""
        found = look_up(self._schemes[scheme], day).found
        return self._good.get((found[0], grade)) if len(found) == 1 else None
