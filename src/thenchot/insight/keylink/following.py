"""How an adopted plan goes on: planned against done, as its tasks stand, and where the facts say otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.http import QueryDict

from thenchot.domain.directives.cascade.queries import Standing, standings
from thenchot.domain.directives.models import TaskState
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.entries import every_obstacle
from thenchot.foundation.indicators.kept import last_touch
from thenchot.foundation.indicators.registry import indicators
from thenchot.insight.keylink import kept
from thenchot.insight.keylink.asked import figure_named
from thenchot.insight.keylink.models import Plan, PlanLine


class State(StrEnum):
    """How a task stands on a day."""

    DONE = "done"
    OVERDUE = "overdue"
    OPEN = "open"
    STRUCK = "struck"


class Odds(StrEnum):
    """Where a task and the facts do not agree."""

    STILL_THERE = "still_there"
    GONE_ALREADY = "gone_already"


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan on a day. `dues` are the due dates in force that day; `odds` names the tasks that the facts contradict."""

    plan: Plan
    on: date
    states: Mapping[UUID, State]
    dues: Mapping[UUID, date]
    odds: Mapping[UUID, Odds]
    lines: tuple[PlanLine, ...]

    def count(self, state: State) -> int:
        """How many tasks stand so."""
        return sum(found is state for found in self.states.values())

    @property
    def standing(self) -> int:
        """How many tasks are still part of the plan."""
        return len(self.lines) - self.count(State.STRUCK)

    @property
    def due(self) -> int:
        """How many of them were to be done by the day."""
        return sum(self.dues[line.pk] <= self.on for line in self.lines if self.states[line.pk] is not State.STRUCK)


def figures_of(plan: Plan) -> list[tuple[str, str]]:
    """The figures the plan was made for."""
    named = [figure_named(text) for text in QueryDict(plan.question.lstrip("?")).getlist("figure")]
    return named or [(plan.indicator, plan.slice)]


def definitions_of(plan: Plan) -> tuple[Definition, ...]:
    """The indicators of the plan that the house still knows."""
    names = {name for name, _part in figures_of(plan)}
    return tuple(each for each in indicators() if each.name in names)


def progress(plan: Plan, on: date) -> Progress:
    """How the plan stands on a day: from the steps of its tasks, beside what the facts still show."""
    lines = tuple(plan.lines.select_related("task", "task__person").order_by("due_on", "pk"))
    still = open_keys(plan, lines, on)
    tasks = [line.task for line in lines if line.task is not None]
    stood = {standing.task.pk: standing for standing in standings(tasks, on)}
    states = {line.pk: _state(line, stood.get(line.task_id), still, on) for line in lines}
    dues = {line.pk: stood[line.task_id].due_on if line.task_id in stood else line.due_on for line in lines}
    odds = {line.pk: found for line in lines if (found := _odds(line, states[line.pk], still)) is not None}
    return Progress(plan, on, states, dues, odds, lines)


def _state(line: PlanLine, stood: Standing | None, still: Collection[str], on: date) -> State:
    """As the task stands; a line without one is done when its obstacle is gone."""
    if line.task_id is None:
        if line.struck_on is not None and line.struck_on <= on:
            return State.STRUCK
        is_done, due_on = line.key not in still, line.due_on
    else:
        if stood is not None and stood.state == TaskState.RECALLED:
            return State.STRUCK
        is_done = stood is not None and stood.state == TaskState.CLOSED
        due_on = stood.due_on if stood is not None else line.due_on
    if is_done:
        return State.DONE
    return State.OVERDUE if due_on < on else State.OPEN


def _odds(line: PlanLine, state: State, still: Collection[str]) -> Odds | None:
    """A task accepted as done though the facts still show its obstacle, or an open one whose obstacle is gone."""
    if line.task_id is None or state is State.STRUCK:
        return None
    if state is State.DONE:
        return Odds.STILL_THERE if line.key in still else None
    return None if line.key in still else Odds.GONE_ALREADY


def open_keys(plan: Plan, lines: Sequence[PlanLine], on: date) -> frozenset[str]:
    """Those of the plan's obstacles that the facts of the day still show."""
    definitions, name = definitions_of(plan), f"open-{plan.pk.hex[:27]}"
    found = kept.fresh({name: definitions}, plan.unit_id, on).get(name)
    if found is not None:
        return frozenset(found)
    head, _touched = last_touch(kept.reads_of(definitions))
    planned = {line.key for line in lines}
    still = sorted(
        {
            obstacle.key
            for definition in definitions
            for obstacles in every_obstacle(definition, plan.unit_id, on).values()
            for obstacle in obstacles
            if obstacle.key in planned
        }
    )
    kept.keep(name, definitions, plan.unit_id, on, head, still)
    return frozenset(still)


def standing_plans(unit: UUID, on: date) -> list[Plan]:
    """The unit's plans that were made by the day and not withdrawn by then, the latest first."""
    found = Plan.objects.filter(unit=unit, on__lte=on).order_by("-on", "-pk")
    return [plan for plan in found if plan.withdrawn_on is None or plan.withdrawn_on > on]


def latest(plans: Sequence[Plan]) -> dict[tuple[str, str], Plan]:
    """For each figure its plan: the latest one approved, else the latest prepared."""
    found: dict[tuple[str, str], Plan] = {}
    for plan in sorted(plans, key=lambda plan: not plan.approved_by):
        for figure in figures_of(plan):
            found.setdefault(figure, plan)
    return found
