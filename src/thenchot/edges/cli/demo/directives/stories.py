"""How a task goes: the steps from being given to being done, late, sent back or overdue, told by chance and the days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from thenchot.domain.directives.cascade.rules import Verb
from thenchot.domain.directives.models import TaskState
from thenchot.edges.cli.demo.directives import texts

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Step:
    """A step after the first: on a day, with the state and due date after it."""

    on: date
    verb: Verb
    state: TaskState
    due_on: date
    reason: str = ""


@dataclass(slots=True)
class Story:
    """The steps so far. No step lies after `until`, the demonstration's day, nor before the one before it."""

    given_on: date
    due_on: date
    until: date
    steps: list[Step] = field(default_factory=list)
    state: TaskState = TaskState.ASSIGNED

    @property
    def last_on(self) -> date:
        """The day of the last step."""
        return self.steps[-1].on if self.steps else self.given_on

    @property
    def closed_on(self) -> date | None:
        """The day it was accepted; None while it was not."""
        return self.last_on if self.state == TaskState.CLOSED else None

    def step(self, on: date, verb: Verb, state: TaskState, reason: str = "") -> None:
        """One step more; one of a day to come has not happened."""
        on = max(on, self.last_on)
        if on <= self.until:
            self.state = state
            self.steps.append(Step(on, verb, state, self.due_on, reason))

    def done(self, submitted: date, *, after: int) -> None:
        """Evidence given on a day and accepted so many days after it."""
        self.step(submitted, Verb.SUBMIT, TaskState.SUBMITTED)
        if self.state == TaskState.SUBMITTED:
            self.step(submitted + timedelta(days=after), Verb.ACCEPT, TaskState.CLOSED)


def tell(chance: Random, given_on: date, due_on: date, until: date) -> Story:
    """The story of a task without parts: three in four are done in time, the others late, extended, overdue or taken back."""
    story = Story(given_on, due_on, until)
    length = (due_on - given_on).days
    fate = chance.random()
    story.step(given_on + timedelta(days=chance.randint(1, max(1, length // 4))), Verb.START, TaskState.UNDERWAY)
    if fate < 0.76:
        story.done(due_on - timedelta(days=chance.randint(4, max(5, length // 3))), after=chance.randint(1, 4))
    elif fate < 0.83:
        story.done(due_on + timedelta(days=chance.randint(3, 25)), after=chance.randint(1, 5))
    elif fate < 0.89:
        _extended(story, chance)
    elif fate < 0.92:
        story.step(due_on - timedelta(days=10), Verb.SUBMIT, TaskState.SUBMITTED)
        if story.state == TaskState.SUBMITTED:
            story.step(due_on - timedelta(days=6), Verb.SEND_BACK, TaskState.RETURNED, chance.choice(texts.SENT_BACK))
    elif fate < 0.94:
        story.step(due_on - timedelta(days=length // 2), Verb.RECALL, TaskState.RECALLED, texts.RECALLED[0])
    elif fate < 0.95:
        story.step(due_on - timedelta(days=length // 2), Verb.REFUSE, TaskState.REFUSED, texts.REFUSED[0])
    return story


def _extended(story: Story, chance: Random) -> None:
    day = story.due_on - timedelta(days=chance.randint(1, 6))
    if day <= story.until and day >= story.last_on:
        story.due_on += timedelta(days=chance.choice((30, 45, 60)))
        story.step(day, Verb.EXTEND, story.state, chance.choice(texts.EXTENDED))
    if chance.random() < 0.6:
        story.done(story.due_on - timedelta(days=chance.randint(2, 12)), after=chance.randint(1, 3))


def whole(given_on: date, due_on: date, until: date, parts: list[Story]) -> Story:
    """The story of a task with parts: begun with the first of them, done a few days after the last."""
    story = Story(given_on, due_on, until)
    begun = [part.steps[0].on for part in parts if part.steps]
    if begun:
        story.step(min(begun), Verb.START, TaskState.UNDERWAY)
    ended = {TaskState.CLOSED, TaskState.RECALLED}
    if parts and all(part.state in ended for part in parts):
        story.done(max(part.last_on for part in parts) + timedelta(days=2), after=2)
    return story
