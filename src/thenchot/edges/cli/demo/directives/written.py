"""A task's story as records: its steps and the evidence given and accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thenchot.domain.directives.models import Evidence, Task, TaskState, TaskStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thenchot.edges.cli.demo.accounts import Accounts
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.directives.stories import Story
    from thenchot.foundation.ledger.records import Record


def rekey(task: Task, first: TaskStep, keys: Keys) -> None:
    """Give a new task and its first step keys that repeat."""
    task.id, first.id = keys(), keys()
    first.task = task


def written(
    task: Task, first: TaskStep, story: Story, text: str, *, keys: Keys, accounts: Accounts
) -> Iterator[Record]:
    """The first step, then those of the story, each evidence after the step that gave it."""
    yield first
    for number, step in enumerate(story.steps, start=2):
        yield TaskStep(
            id=keys(),
            task=task,
            number=number,
            on=step.on,
            verb=step.verb,
            state=step.state,
            due_on=step.due_on,
            person=task.person,
            reason=step.reason,
        )
        if step.state == TaskState.SUBMITTED:
            giver = task.person or accounts.planner
            made = Evidence(
                id=keys(), task=task, text=f"{text} ngày {step.on:%d/%m/%Y}", given_on=step.on, given_by=giver
            )
            if story.closed_on is not None:
                made.accepted_on, made.accepted_by = story.closed_on, accounts.other_than(giver)
            yield made
