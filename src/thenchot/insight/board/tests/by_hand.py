"""The four figures worked out record by record in plain Python, from the rules and not from the SQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from thenchot.domain.depots.models import Depot, DepotService
from thenchot.domain.materiel.models import (
    CoefficientFormula,
    Custody,
    Equipment,
    FormulaTerm,
    Grade,
    GradeScheme,
    Grading,
    StateInterval,
)
from thenchot.domain.standards import queries as standards
from thenchot.domain.standards import rules
from thenchot.domain.standards.models import Standard
from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.organisation.models import UnitLink

# unit, record, slice, numerator (None: missing), denominator
Row = tuple[UUID, UUID, str, int | None, int]


def depots_at_standard(on: date) -> Iterator[Row]:
    standard = Standard.objects.get(code="DEPOT")
    for depot in Depot.objects.all():
        if depot.opened_on > on or (depot.closed_on and depot.closed_on <= on):
            continue
        service = next((s for s in DepotService.objects.filter(depot=depot) if _holds(s, on)), depot)
        state = standards.standing(standard, depot.pk, on).outcome.state
        reported = None if state is rules.State.NOT_ASSESSED else int(state is rules.State.MEETS)
        yield service.unit_id, depot.pk, service.tier, reported, 1


def technical_readiness(on: date) -> Iterator[Row]:
    for unit, item in _on_hand(on):
        grade = _grade(item, on)
        schemes = [s for s in GradeScheme.objects.filter(code=item.type.grade_scheme) if _holds_rule(s, on)]
        good = None
        if grade is not None and len(schemes) == 1:
            good = next((g.is_good for g in Grade.objects.filter(scheme=schemes[0], code=grade.grade)), None)
        amount = int(item.quantity * 1000)
        treated = _treated(item, on)
        if treated == "left_out":
            yield unit, item.pk, "", 0, 0
        elif treated == "by_grade":
            yield unit, item.pk, "", None if good is None else amount * good, amount
        else:
            yield unit, item.pk, "", None if treated == "no_rule" else 0, amount


def registered_to_serial(on: date) -> Iterator[Row]:
    for unit, item in _on_hand(on):
        if item.type.tracked_by == "serial":
            amount = int(item.quantity * 1000)
            yield unit, item.pk, "", amount if item.serial_number else 0, amount


def grading_current(on: date) -> Iterator[Row]:
    for unit, item in _on_hand(on):
        grade = _grade(item, on)
        amount = int(item.quantity * 1000)
        yield unit, item.pk, "", amount if grade and grade.graded_on > add_months(on, -12) else 0, amount


def under(unit: UUID, on: date) -> set[UUID]:
    """The unit and all below it, by walking the links of the day."""
    children: dict[UUID | None, list[UUID]] = {}
    for link in UnitLink.objects.all():
        if _holds(link, on):
            children.setdefault(link.parent_id, []).append(link.unit_id)
    found, waiting = set(), [unit]
    while waiting:
        here = waiting.pop()
        found.add(here)
        waiting += children.get(here, [])
    return found


def _on_hand(on: date) -> Iterator[tuple[UUID, Equipment]]:
    for item in Equipment.objects.select_related("type"):
        if item.removed_on and item.removed_on <= on:
            continue
        for custody in Custody.objects.filter(equipment=item):
            if _holds(custody, on):
                yield custody.unit_id, item


def _grade(item: Equipment, on: date) -> Grading | None:
    return max(
        (g for g in Grading.objects.filter(equipment=item) if g.graded_on <= on),
        key=lambda g: g.graded_on,
        default=None,
    )


def _treated(item: Equipment, on: date) -> str:
    """How the one formula in force that day treats the item's state; "no_rule" where none or several are."""
    formulas = [f for f in CoefficientFormula.objects.filter(code="TECHNICAL_READINESS") if _holds_rule(f, on)]
    if len(formulas) != 1:
        return "no_rule"
    state = next((s.state for s in StateInterval.objects.filter(equipment=item) if _holds(s, on)), "in_use")
    term = FormulaTerm.objects.filter(formula=formulas[0], state=state).first()
    return term.treatment if term else "by_grade"


def _holds(dated, on: date) -> bool:
    return dated.from_on <= on and (dated.until_on is None or dated.until_on > on)


def _holds_rule(dated, on: date) -> bool:
    return dated.valid_from <= on and (dated.valid_until is None or dated.valid_until > on)
