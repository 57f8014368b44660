"""What applies to a plan of removal: the regulation of its day, its deadlines, who decides each line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from thenchot.domain.materiel.catalogue.models import Grade
from thenchot.domain.materiel.catalogue.queries import grade_scheme
from thenchot.domain.materiel.equipment.models import Equipment
from thenchot.domain.materiel.equipment.queries import grade_on
from thenchot.domain.materiel.removal import rules
from thenchot.domain.materiel.removal.models import (
    RemovalAuthority,
    RemovalDeadline,
    RemovalLine,
    RemovalPlan,
    RemovalRegulation,
    RemovalStep,
    Step,
)
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.rule_sets import LookUp, look_up
from thenchot.foundation.regulations.rules import Clause

REGULATION = "REMOVAL"


@dataclass(frozen=True, slots=True)
class Due:
    """A step of a plan: by when it is due, when it was done; late when it was done later, or is open past its day."""

    step: str
    due_on: date | None
    done_on: date | None
    is_late: bool

    @property
    def words(self) -> str:
        """The step in the reader's language."""
        return str(Step(self.step).label)


def regulation_in_force(day: date, code: str = REGULATION) -> LookUp[RemovalRegulation]:
    """The regulation of this code in force on that day."""
    found = RemovalRegulation.objects.filter(code=code).order_by("valid_from")
    return look_up(((Interval.between(r.valid_from, r.valid_until), r) for r in found), day)


def calendar(plan: RemovalPlan, day: date) -> list[Due]:
    """The plan's steps in their order, each with its last day and the day it was done, as it stands on `day`."""
    deadlines = [
        rules.Deadline(d.step, d.month, d.day, d.years_after, d.is_remote)
        for d in RemovalDeadline.objects.filter(regulation=plan.regulation_id)
    ]
    due = rules.due(deadlines, plan.year, is_remote=plan.is_remote)
    done = _done(plan)
    return [
        Due(step, due.get(step), done.get(step), step in due and (done.get(step) or day) >= due[step])
        for step in rules.ORDER
        if step in due or step in done
    ]


def _done(plan: RemovalPlan) -> dict[str, date]:
    """When each step was last done; what was done before the plan was sent back counts no more."""
    found: dict[str, date] = {}
    for row in RemovalStep.objects.filter(plan=plan).order_by("on", "id"):
        if row.step == Step.SENT_BACK:
            found = {step: on for step, on in found.items() if step == Step.DRAFTED}
        else:
            found[row.step] = row.on
    return found


def last_step(plan: RemovalPlan) -> RemovalStep | None:
    """The plan's latest step."""
    found: RemovalStep | None = RemovalStep.objects.filter(plan=plan).order_by("-on", "-id").first()
    return found


def authority(plan: RemovalPlan, line: RemovalLine) -> RemovalAuthority:
    """Who decides the line; refuses where the regulation names nobody, or several."""
    rows = RemovalAuthority.objects.filter(regulation=plan.regulation_id).select_related("role")
    clauses = [Clause(_Decider(r.authority, r.role_id), r.asset_class, r.holder_level, r.value_below) for r in rows]
    decider = rules.authority(clauses, line.asset_class, plan.holder_level, line.original_cost)
    found: RemovalAuthority = next(r for r in rows if _Decider(r.authority, r.role_id) == decider)
    return found


@dataclass(frozen=True, slots=True)
class _Decider:
    """What makes two rows name the same: rows that say the same of one case do not contradict each other."""

    authority: str
    role: UUID | None

    def __str__(self) -> str:
        return self.authority


def is_for_disposal(equipment: Equipment, day: date) -> bool:
    """Whether the item's present grade is, by the scheme of that day, one for disposal."""
    found = grade_scheme(equipment.type.grade_scheme, day).found
    grading = grade_on(equipment, day)
    if grading is None or len(found) != 1:
        return False
    return Grade.objects.filter(scheme=found[0], code=grading.grade, is_disposal_candidate=True).exists()
