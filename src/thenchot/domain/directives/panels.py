"""What the pages of documents, programmes, tasks and meetings add to their columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from thenchot.domain.directives import words
from thenchot.domain.directives.cascade import queries, rules
from thenchot.domain.directives.cascade.models import ActionProgramme, Evidence, Task
from thenchot.domain.directives.meetings.models import Meeting
from thenchot.domain.directives.meetings.rules import has_quorum
from thenchot.domain.directives.register.models import Book, Document
from thenchot.domain.directives.relations import queries as relations
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk import days
from thenchot.foundation.desk.resource import Text, Tone

MOST_SHOWN = 300
MOST_OF_A_CLAUSE = 12
# A task of many units is shown with the units directly under it; each of those opens its own parts.
DEPTH_SHOWN = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A task in a tree: how deep, how it stands, how far it has come, and its accepted or waiting evidence."""

    standing: queries.Standing
    depth: int
    progress: rules.Progress
    evidence: tuple[Evidence, ...] = ()

    @property
    def task(self) -> Task:
        """The task."""
        return self.standing.task

    @property
    def state(self) -> tuple[Tone, Text]:
        """Badge of the state."""
        return words.state(self.standing)

    @property
    def timing(self) -> tuple[Tone, Text] | None:
        """Badge of lateness, where there is any."""
        return words.timing(self.standing.timing)

    @property
    def percent(self) -> float:
        """For the bar."""
        return float(self.progress.percent)

    @property
    def has_parts(self) -> bool:
        """Whether k of n says anything."""
        return self.progress.of > 1 or (self.progress.of == 1 and self.progress.percent not in (0, 100))


def tree(request: HttpRequest, tasks: list[Task], *, deepest: int | None = None) -> list[Line]:
    """The tasks in the order of their tree, those the reader may not see left out, with their evidence.

    `deepest` leaves out lower levels from what is shown, not from how far a whole has come.
    """
    day = today()
    stood = queries.standings(tasks, day)
    come = queries.progress(stood)
    seen = _visible(request, tasks)
    shown = [s for s in stood if s.task.pk in seen]
    by_parent: dict[UUID | None, list[queries.Standing]] = {}
    keys = {s.task.pk for s in shown}
    for one in shown:
        by_parent.setdefault(one.task.parent_id if one.task.parent_id in keys else None, []).append(one)
    ordered: list[tuple[queries.Standing, int]] = []
    waiting = [(one, 0) for one in reversed(by_parent.get(None, []))]
    while waiting:
        one, depth = waiting.pop()
        ordered.append((one, depth))
        if deepest is None or depth < deepest:
            waiting += [(part, depth + 1) for part in reversed(by_parent.get(one.task.pk, []))]
    evidence = _evidence(request, [one.task.pk for one, _depth in ordered])
    return [Line(one, depth, come[one.task.pk], tuple(evidence.get(one.task.pk, ()))) for one, depth in ordered]


def _evidence(request: HttpRequest, keys: list[UUID]) -> dict[UUID, list[Evidence]]:
    found: dict[UUID, list[Evidence]] = {}
    for start in range(0, len(keys), queries.AT_ONCE):
        of_these = Evidence.objects.filter(task__in=keys[start : start + queries.AT_ONCE])
        for row in policy.rows(request.user, "view", of_these).order_by("given_on", "pk"):
            found.setdefault(row.task_id, []).append(row)
    return found


def _visible(request: HttpRequest, tasks: list[Task]) -> set[UUID]:
    keys = [task.pk for task in tasks]
    seen: set[UUID] = set()
    for start in range(0, len(keys), queries.AT_ONCE):
        rows = policy.rows(request.user, "view", Task.objects.filter(pk__in=keys[start : start + queries.AT_ONCE]))
        seen |= set(rows.values_list("pk", flat=True))
    return seen


def force(request: HttpRequest, document: Document) -> Mapping[str, object]:
    """Whether the document is in force on the day asked for in the address (`force_on`)."""
    day, wrong = days.asked(request, "force_on")
    return {"day": day, "wrong": wrong, "badge": words.force(relations.forces([document], day)[document.pk])}


def walk(request: HttpRequest, document: Document) -> Mapping[str, object] | None:
    """Each clause with the programmes that answer it, its tasks and their evidence."""
    clauses = list(document.clauses.select_related("followed_by__document").order_by("position", "code"))
    if not clauses:
        return None
    tasks = queries.with_parts(Task.objects.filter(clause__in=[c.pk for c in clauses], parent__isnull=True))
    lines = tree(request, tasks, deepest=DEPTH_SHOWN)
    roots: dict[UUID, UUID | None] = {}
    by_clause: dict[UUID | None, list[Line]] = {}
    for line in lines:
        parent = line.task.parent_id
        root = line.task.clause_id if line.depth == 0 or parent is None else roots.get(parent)
        roots[line.task.pk] = root
        by_clause.setdefault(root, []).append(line)
    programmes: dict[UUID, list[ActionProgramme]] = {}
    seen = policy.rows(request.user, "view", ActionProgramme.objects.filter(answers__clause__in=clauses))
    for programme in seen.select_related("unit").distinct().prefetch_related("answers"):
        for answer in programme.answers.all():
            programmes.setdefault(answer.clause_id, []).append(programme)
    rows = [
        (c, programmes.get(c.pk, []), of[:MOST_OF_A_CLAUSE], len(of) > MOST_OF_A_CLAUSE)
        for c in clauses
        for of in [by_clause.get(c.pk, [])]
    ]
    return {"rows": rows, "n_overdue": sum(line.standing.timing is rules.Timing.OVERDUE for line in lines)}


def known(_request: HttpRequest, document: Document) -> Mapping[str, object] | None:
    """How many of those who must know the document do."""
    asked = document.duties.count()
    if not asked:
        return None
    told = document.duties.filter(known_on__isnull=False).count()
    late = document.duties.filter(known_on__isnull=True, due_on__lt=today()).count()
    return {"asked": asked, "told": told, "late": late, "percent": 100 * told / asked}


def programme(request: HttpRequest, record: ActionProgramme, *, deepest: int | None = 0) -> Mapping[str, object]:
    """The programme as a whole, and the way to its tree, table and timeline."""
    roots = Task.objects.filter(programme=record).exclude(parent__programme=record)
    lines = tree(request, queries.with_parts(roots), deepest=deepest)
    return {"lines": lines[:MOST_SHOWN], "n_more": max(0, len(lines) - MOST_SHOWN), "programme": record}


def task(request: HttpRequest, record: Task) -> Mapping[str, object]:
    """The task with its parts, and the way up to the clause."""
    found = queries.with_parts(Task.objects.filter(pk=record.pk))
    lines = tree(request, found, deepest=DEPTH_SHOWN)
    up: list[Task] = []
    step = record.parent
    while step is not None and step not in up:
        up.append(step)
        step = step.parent
    visible = _visible(request, up)
    clause = record.clause
    may_open = clause is not None and policy.may(request.user, "view", clause)
    return {
        "line": lines[0] if lines else None,
        "lines": lines[1 : MOST_SHOWN + 1],
        "n_more": max(0, len(lines) - 1 - MOST_SHOWN),
        "up": [one for one in reversed(up) if one.pk in visible],
        "clause": clause if may_open else None,
        "asked": clause if clause is not None and may_be_told(request.user, clause.document) else None,
    }


def may_be_told(user: policy.Who, document: Document) -> bool:
    """Who has a task may be told its clause, and number and abstract of the document, as far as they are cleared for that.

    The document itself, its file, other clauses and tasks stay with those who reach the unit that keeps it.
    """
    return isinstance(user, User) and user.clearance >= document.classification


def meeting(_request: HttpRequest, record: Meeting) -> Mapping[str, object]:
    """Whether the meeting may decide."""
    present = record.attendance.filter(is_present=True).count()
    return {
        "present": present,
        "members": record.members,
        "quorum": has_quorum(present, record.members, record.quorum_percent),
        "meeting": record,
    }


def book(_request: HttpRequest, record: Book) -> Mapping[str, object]:
    """The way to the printed book."""
    return {"book": record}
