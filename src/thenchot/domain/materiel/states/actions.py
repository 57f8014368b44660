"""What can be done with states and formulas. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from thenchot.domain.materiel import dated, timeline
from thenchot.domain.materiel.equipment.models import Equipment, State
from thenchot.domain.materiel.equipment.rules import check_in_register
from thenchot.domain.materiel.states.models import CoefficientFormula, FormulaTerm, StateInterval
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.rule_sets import check_follows
from thenchot.foundation.kernel.vietnamese import tidy


def change_state(equipment: Equipment, *, state: State, on: date, document: str = "", note: str = "") -> None:
    """From `on` the item is in another state; days before keep theirs."""
    check_in_register(equipment.removed_on)
    if equipment.received_on is not None and on < equipment.received_on:
        raise Refusal("The item was received on {day} only", field="on", day=equipment.received_on)
    rows = list(StateInterval.objects.filter(equipment=equipment).order_by("from_on"))
    if not rows and state == State.IN_USE:
        raise Refusal("It is so already; nothing would change")

    def put(row: StateInterval, value: str) -> None:
        row.state, row.document, row.note = value, tidy(document), tidy(note)

    dated.store(
        rows,
        timeline.after(dated.spans_of(rows, _state), str(state), on, today()),
        value=_state,
        begin=lambda start: StateInterval(equipment=equipment, from_on=start),
        put=put,
    )


def _state(row: StateInterval) -> str:
    return row.state


def new_formula(
    *,
    code: str,
    name: str,
    valid_from: date,
    terms: Mapping[str, str],
    valid_until: date | None = None,
    source: str = "",
    is_example: bool = False,
) -> CoefficientFormula:
    """A formula in force from a day; `terms` gives states their treatment. An open one of the same code ends that day."""
    before = list(CoefficientFormula.objects.filter(code=code).order_by("valid_from"))
    for formula in before:
        if formula.valid_until is None and formula.valid_from < valid_from:
            formula.valid_until = valid_from
            formula.save()
    check_follows(
        [Interval.between(f.valid_from, f.valid_until) for f in before], Interval.between(valid_from, valid_until)
    )
    made = CoefficientFormula(
        code=tidy(code),
        name=tidy(name),
        valid_from=valid_from,
        valid_until=valid_until,
        source=tidy(source),
        is_example=is_example,
    )
    made.save()
    for state, treatment in terms.items():
        FormulaTerm(formula=made, state=state, treatment=treatment).save()
    return made
