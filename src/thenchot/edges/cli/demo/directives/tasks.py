"""Programmes, plans and tasks down the units, each task with its own story, and the tasks that come again every month."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from thenchot.domain.directives.cascade import rules
from thenchot.domain.directives.cascade.actions import new_task
from thenchot.domain.directives.models import ActionProgramme, Plan, ProgrammeClause, Recurrence, Task, TaskStep
from thenchot.edges.cli.demo import names
from thenchot.edges.cli.demo.chance import stream
from thenchot.edges.cli.demo.directives import stories, texts
from thenchot.edges.cli.demo.directives.documents import Documents, asked
from thenchot.edges.cli.demo.directives.written import rekey, written
from thenchot.foundation.kernel.months import add_months

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from random import Random

    from thenchot.edges.cli.demo.accounts import Accounts
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.directives.stories import Story
    from thenchot.edges.cli.demo.directives.texts import Asks, Paper
    from thenchot.edges.cli.demo.plan import Plan as Tree
    from thenchot.edges.cli.demo.plan import Planned
    from thenchot.edges.cli.demo.units import Units
    from thenchot.foundation.ledger.records import Record

_HEADS_LEVEL = 1
_EVERYBODY_LEVEL = 3


@dataclass(slots=True)
class _Given:
    """A task being made: the record with its first step, and its parts."""

    task: Task
    first: TaskStep
    parts: list[_Given] = field(default_factory=list)
    story: Story | None = None


class Tasks:
    """Makes the records of what became of the directives."""

    def __init__(  # what it rests on
        self, tree: Tree, units: Units, documents: Documents, accounts: Accounts, *, keys: Keys, seed: int, on: date
    ) -> None:
        self.units, self.documents, self.accounts = units, documents, accounts
        self.keys, self.on = keys, on
        self._chance = stream(seed, "tasks")
        self._below = tree.below()

    def groups(self) -> Iterator[tuple[str, list[Record]]]:
        """Acts in their order: each a verb with its records."""
        for paper in texts.TASKED:
            yield "directives.open_programme", list(self._programmes(paper))
            for asks in asked(paper):
                yield "directives.assign", list(self._cascaded(paper, asks))
        yield "directives.give_due", list(self._recurring())

    def heads(self) -> list[Planned]:
        """The units directly under the root, by code."""
        return self._below[names.ROOT_CODE]

    def _programmes(self, paper: Paper) -> Iterator[Record]:
        """One of the root, one of each unit directly under it; a few came late, answer less, or were given no task."""
        self._of_unit: dict[str, ActionProgramme] = {}
        self._plans: dict[str, Plan] = {}
        document = self.documents.by_name[paper.name]
        heads = self.heads()
        for number, code in enumerate([names.ROOT_CODE, *(unit.code for unit in heads)]):
            from_on = document.issued_on + timedelta(days=7 if number == 0 else self._chance.randint(12, 30))
            unit = self.units.by_code[code]
            programme = ActionProgramme(
                id=self.keys(),
                unit=unit,
                document=document,
                name=f"Chương trình hành động thực hiện {document.symbol}",
                from_on=from_on,
                until_on=document.issued_on + timedelta(days=730),
            )
            yield programme
            # A unit whose programme stands without tasks gets its tasks outside of it.
            if number == 0 or self._chance.random() > 0.1:
                self._of_unit[code] = programme
            for asks in paper.asks[: len(paper.asks) - (number > 0 and self._chance.random() < 0.15)]:
                clause = self.documents.clauses[paper.name, asks.code]
                yield ProgrammeClause(id=self.keys(), programme=programme, clause=clause, from_on=from_on)
            if number == 0:
                self._plans[code] = Plan(
                    id=self.keys(),
                    programme=programme,
                    name=f"Kế hoạch thực hiện năm {from_on.year}",
                    from_on=from_on,
                    until_on=from_on + timedelta(days=365),
                )
                yield self._plans[code]

    def _cascaded(self, paper: Paper, asks: Asks) -> Iterator[Record]:
        """One task of the root, its parts under the units it is for, and theirs."""
        given = self.documents.by_name[paper.name].issued_on + timedelta(days=35)
        due = given + timedelta(days=asks.days)
        top = self._given(names.ROOT_CODE, paper, asks, given, due, None)
        top.parts = self._parts(names.ROOT_CODE, paper, asks, given, due, top.task)
        yield from self._written(top)

    def _parts(  # a task has as many sides
        self, code: str, paper: Paper, asks: Asks, given: date, due: date, parent: Task
    ) -> list[_Given]:
        made = []
        for unit in self._below[code]:
            if not self._is_for(unit, asks):
                continue
            part = self._given(unit.code, paper, asks, given, due, parent)
            part.parts = self._parts(unit.code, paper, asks, given + timedelta(days=3), due, part.task)
            if not part.parts and asks.weight > 2 and self._chance.random() < 0.3:
                part.parts = self._pieces(unit.code, given, due, part.task)
            made.append(part)
        return made

    def _is_for(self, unit: Planned, asks: Asks) -> bool:
        if asks.whom == "everybody":
            return unit.level <= _EVERYBODY_LEVEL
        if asks.whom == "heads":
            return unit.level <= _HEADS_LEVEL
        duties = {"depots": {"strategic", "campaign", "tactical"}, "works": {"works"}}.get(asks.whom, set())
        return unit.duty in duties or any(self._is_for(below, asks) for below in self._below[unit.code])

    def _pieces(self, code: str, given: date, due: date, parent: Task) -> list[_Given]:
        """A task split within its unit."""
        made, length = [], (due - given).days
        for number, name in enumerate(texts.PARTS, start=1):
            until = given + timedelta(days=length * number // len(texts.PARTS))
            task, step = new_task(
                self.units.by_code[code],
                name,
                given_on=given,
                due_on=until,
                clause=parent.clause,
                programme=parent.programme,
                parent=parent,
                person=self.accounts.near(code),
                weight=number,
            )
            made.append(self._keyed(task, step))
        return made

    def _given(  # a task has as many sides
        self, code: str, paper: Paper, asks: Asks, given: date, due: date, parent: Task | None
    ) -> _Given:
        is_top = parent is None
        task, step = new_task(
            self.units.by_code[code],
            asks.task,
            given_on=given,
            due_on=due,
            clause=self.documents.clauses[paper.name, asks.code],
            programme=self._of_unit.get(code),
            plan=self._plans.get(code) if is_top else None,
            parent=parent,
            person=self.accounts.near(code),
            weight=asks.weight,
            indicator=asks.indicator if is_top else "",
            indicator_slice=asks.indicator_slice if is_top else "",
        )
        return self._keyed(task, step)

    def _keyed(self, task: Task, step: TaskStep) -> _Given:
        rekey(task, step, self.keys)
        return _Given(task, step)

    def _written(self, given: _Given) -> Iterator[Record]:
        """The task, its parts, then their steps and evidence, as `add_many` asks: what is pointed to comes first."""
        self._told(given)
        every = list(_walk(given))
        yield from (one.task for one in every)
        for one in every:
            yield from self._steps(one)

    def _told(self, given: _Given) -> Story:
        """The story of a task, after those of its parts; the task repeats its last step."""
        task = given.task
        stories_of_parts = [self._told(part) for part in given.parts]
        if given.parts:
            story = stories.whole(task.given_on, task.first_due_on, self.on, stories_of_parts)
        elif task.indicator:
            story = stories.Story(task.given_on, task.first_due_on, self.on)
        else:
            story = stories.tell(self._chance, task.given_on, task.first_due_on, self.on)
        task.state, task.due_on, task.closed_on = story.state, story.due_on, story.closed_on
        given.story = story
        return story

    def _steps(self, given: _Given) -> Iterator[Record]:
        assert given.story is not None
        text = self._chance.choice(texts.EVIDENCE)
        return written(given.task, given.first, given.story, text, keys=self.keys, accounts=self.accounts)

    def _recurring(self) -> Iterator[Record]:
        """A technical day on the last of each month at every unit under the root, a monthly meeting at the root itself."""
        anchor = add_months(self.on.replace(day=1), -8) - timedelta(days=1)
        places = [(names.ROOT_CODE, texts.RECURRING[1]), *((unit.code, texts.RECURRING[0]) for unit in self.heads())]
        made: list[_Given] = []
        for code, name in places:
            unit, person = self.units.by_code[code], self.accounts.near(code)
            recurrence = Recurrence(id=self.keys(), unit=unit, name=name, anchor_on=anchor, person=person)
            yield recurrence
            for due in rules.occurrences(anchor, "month", 1, self.on + timedelta(days=31)):
                given_on = min(due - timedelta(days=20), self.on)
                task, step = new_task(unit, name, given_on=given_on, due_on=due, person=person, recurrence=recurrence)
                made.append(self._keyed(task, step))
        for one in made:
            one.story = _monthly(self._chance, one.task, self.on)
            one.task.state, one.task.closed_on = one.story.state, one.story.closed_on
        yield from (one.task for one in made)
        for one in made:
            yield from self._steps(one)


def _monthly(chance: Random, task: Task, on: date) -> Story:
    """A day that is kept as a rule: done on its day, now and then a week late or not at all."""
    story = stories.Story(task.given_on, task.due_on, on)
    fate = chance.random()
    if fate < 0.95:
        day = task.due_on if fate < 0.9 else task.due_on + timedelta(days=7)
        story.done(day - timedelta(days=1), after=1)
    return story


def _walk(given: _Given) -> Iterator[_Given]:
    yield given
    for part in given.parts:
        yield from _walk(part)
