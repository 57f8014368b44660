"""How tasks stand on a day, how far a whole has come, and whether an indicator's target is met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from thenchot.domain.directives.cascade import rules
from thenchot.domain.directives.cascade.models import Task, TaskStep
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import indicators

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """A task as it stood on a day. `green` is None where no indicator decides."""

    task: Task
    state: str
    due_on: date
    closed_on: date | None
    day: date
    green: bool | None = None

    @property
    def timing(self) -> rules.Timing:
        """Against the due date in force that day."""
        return rules.timing(self.state, self.due_on, self.closed_on, self.day)

    @property
    def first_timing(self) -> rules.Timing:
        """Against the first due date."""
        return rules.timing(self.state, self.task.first_due_on, self.closed_on, self.day)

    @property
    def done(self) -> bool:
        """By its indicator where it has one, else by acceptance."""
        return self.green if self.green is not None else self.state == rules.CLOSED


def standings(tasks: Sequence[Task], day: date) -> list[Standing]:
    """The tasks that had been given by the day, as they stood then; read from their steps, never from the present."""
    latest: dict[UUID, TaskStep] = {}
    keys = [task.pk for task in tasks]
    for start in range(0, len(keys), AT_ONCE):
        steps = TaskStep.objects.filter(task__in=keys[start : start + AT_ONCE], on__lte=day).order_by("number")
        latest |= {step.task_id: step for step in steps}
    shown = lights([task for task in tasks if task.indicator and task.pk in latest], day)
    return [
        Standing(
            task,
            step.state,
            step.due_on,
            step.on if step.state == rules.CLOSED else None,
            day,
            shown.get(task.pk),
        )
        for task in tasks
        if (step := latest.get(task.pk)) is not None
    ]


def lights(tasks: Iterable[Task], day: date) -> dict[UUID, bool | None]:
    """Whether each task's indicator meets its target at the task's unit on the day; None where nothing was measured."""
    by_name = {definition.name: definition for definition in indicators()}
    every = [task for task in tasks if task.indicator in by_name]
    wanted = [by_name[name] for name in sorted({task.indicator for task in every})]
    if not wanted:
        return {}
    figures = figures_of(sorted({task.unit_id for task in every}), day, wanted)
    met = {(unit, f.indicator, f.slice): f.met for unit, found in figures.items() for f in found}
    return {task.pk: met.get((task.unit_id, task.indicator, task.indicator_slice)) for task in every}


def with_parts(tasks: QuerySet[Any], *, deepest: int = 12) -> list[Task]:
    """The tasks and all their parts, level by level."""
    found: list[Task] = list(tasks.select_related("unit", "person"))
    level = [task.pk for task in found]
    seen = set(level)
    for _depth in range(deepest):
        if not level:
            break
        parts: list[Task] = []
        for start in range(0, len(level), AT_ONCE):
            batch = level[start : start + AT_ONCE]
            parts += Task.objects.filter(parent__in=batch).select_related("unit", "person").order_by("due_on", "pk")
        fresh = [part for part in parts if part.pk not in seen]
        seen |= {part.pk for part in fresh}
        found += fresh
        level = [part.pk for part in fresh]
    return found


def progress(stood: Iterable[Standing]) -> dict[object, rules.Progress]:
    """How far each task has come, with its parts among these."""
    return rules.trees(
        rules.Row(s.task.pk, s.task.parent_id, s.task.weight, s.done, s.state != rules.RECALLED) for s in stood
    )
