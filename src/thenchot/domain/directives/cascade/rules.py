"""What may follow what in a task, what is overdue, how far a whole has come, and when a recurring task falls due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.kernel.refusal import Refusal

ASSIGNED, UNDERWAY, SUBMITTED, RETURNED = "assigned", "underway", "submitted", "returned"
REFUSED, RECALLED, CLOSED = "refused", "recalled", "closed"
OPEN = frozenset({ASSIGNED, UNDERWAY, SUBMITTED, RETURNED, REFUSED})
MOST_OCCURRENCES = 2_000


class Verb(StrEnum):
    """What can be done to a task."""

    ASSIGN = "assign"
    START = "start"
    SUBMIT = "submit"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    REFUSE = "refuse"
    RECALL = "recall"
    EXTEND = "extend"
    HAND_OVER = "hand_over"
    REOPEN = "reopen"


NEXT: Mapping[Verb, tuple[frozenset[str], str | None]] = {
    Verb.START: (frozenset({ASSIGNED, RETURNED}), UNDERWAY),
    Verb.SUBMIT: (frozenset({ASSIGNED, UNDERWAY, RETURNED}), SUBMITTED),
    Verb.ACCEPT: (frozenset({SUBMITTED}), CLOSED),
    Verb.SEND_BACK: (frozenset({SUBMITTED}), RETURNED),
    Verb.REFUSE: (frozenset({ASSIGNED, UNDERWAY, RETURNED}), REFUSED),
    Verb.RECALL: (OPEN, RECALLED),
    Verb.EXTEND: (OPEN, None),
    Verb.HAND_OVER: (OPEN, ASSIGNED),
    Verb.REOPEN: (frozenset({CLOSED}), UNDERWAY),
}
NEEDS_REASON = frozenset({Verb.SEND_BACK, Verb.REFUSE, Verb.RECALL, Verb.EXTEND, Verb.REOPEN})


def after(state: str, verb: Verb, reason: str = "") -> str:
    """The state after a verb; Refusal when it may not be done in this state, or asks for a reason that is not given."""
    allowed, then = NEXT[verb]
    if state not in allowed:
        raise Refusal("This cannot be done to a task in this state")
    if verb in NEEDS_REASON and not reason.strip():
        raise Refusal("Give the reason", field="why")
    return then or state


def check_day(day: date, last: date, today: date) -> None:
    """A step is neither to come nor before the last one: the past of a list must not change."""
    if day > today:
        raise Refusal("{day} has not come yet", field="on", day=day)
    if day < last:
        raise Refusal("The last step was on {day}; a later one cannot be before it", field="on", day=last)


def check_extension(due_on: date, until: date) -> None:
    """An extension is to a later day."""
    if until <= due_on:
        raise Refusal("It is due on {day}; an extension is to a later day", field="until", day=due_on)


class Timing(StrEnum):
    """A task against a due date on a day."""

    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    PENDING = "pending"
    NOT_COUNTED = "not_counted"


def timing(state: str, due_on: date, closed_on: date | None, day: date) -> Timing:
    """Closed up to the due day: on time; closed after: late; open after it: overdue; recalled tasks are not counted."""
    if state == RECALLED:
        return Timing.NOT_COUNTED
    if state == CLOSED and closed_on is not None:
        return Timing.ON_TIME if closed_on <= due_on else Timing.LATE
    return Timing.OVERDUE if due_on < day else Timing.PENDING


@dataclass(frozen=True, slots=True)
class Node:
    """A task with its parts. `done` counts for a task without parts only: accepted, or its indicator meets its target."""

    weight: int = 1
    done: bool = False
    counted: bool = True
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """k of n parts done, and the share of the whole, 0-100, exact."""

    done: int
    of: int
    percent: Fraction

    @property
    def tenths(self) -> int:
        """The percentage in tenths, half up; 100 % only when everything is done."""
        tenths = int(self.percent * 10 + Fraction(1, 2))
        return min(tenths, 999) if self.percent < 100 else tenths

    @property
    def shown(self) -> str:
        """The percentage with one decimal and a dot."""
        return f"{self.tenths // 10}.{self.tenths % 10}"


def progress(node: Node) -> Progress:
    """The stated rule: a task without parts is 0 or 100 %; one with parts is the weighted mean of its parts' percentages.

    Recalled parts count neither above nor below. A task whose parts are all recalled counts by itself. Done parts, k, are those
    at 100 %.
    """
    counted = [part for part in node.parts if part.counted]
    if not counted:
        return Progress(int(node.done), 1, Fraction(100 if node.done else 0))
    each = [(part.weight, progress(part)) for part in counted]
    weights = sum(weight for weight, _of in each)
    total = sum((weight * of.percent for weight, of in each), Fraction(0))
    return Progress(sum(of.percent == 100 for _weight, of in each), len(each), total / weights)


@dataclass(frozen=True, slots=True)
class Row:
    """A task as a tree is grown from: its key, that of the task it is part of, and how it stands."""

    key: object
    parent: object | None
    weight: int
    done: bool
    counted: bool


@dataclass
class _Grown:
    row: Row
    parts: list[object] = field(default_factory=list)


def trees(rows: Iterable[Row]) -> dict[object, Progress]:
    """The progress of every task among these, each with its parts among them; takes linear time at any depth."""
    grown = {row.key: _Grown(row) for row in rows}
    for row in [one.row for one in grown.values()]:
        if row.parent in grown and row.parent != row.key:
            grown[row.parent].parts.append(row.key)
    nodes: dict[object, Progress] = {}
    for key in _leaves_first(grown):
        one = grown[key]
        counted = [(grown[part].row.weight, nodes[part]) for part in one.parts if grown[part].row.counted]
        if not counted:
            nodes[key] = Progress(int(one.row.done), 1, Fraction(100 if one.row.done else 0))
            continue
        total = sum((weight * of.percent for weight, of in counted), Fraction(0))
        weights = sum(weight for weight, _of in counted)
        nodes[key] = Progress(sum(of.percent == 100 for _w, of in counted), len(counted), total / weights)
    return nodes


def _leaves_first(grown: Mapping[object, _Grown]) -> Iterator[object]:
    order = [key for key, one in grown.items() if one.row.parent not in grown]
    for key in order:
        order.extend(grown[key].parts)
    return reversed(order)


def occurrences(anchor: date, every: str, step: int, last: date) -> Iterator[date]:
    """The due days from the anchor up to `last`: always counted from the anchor, so that month ends and 29 February are kept.

    31 January, 28 (29) February, 31 March ...; 29 February of a leap year falls on 28 February in the others.
    """
    for number in range(MOST_OCCURRENCES):
        day = anchor + timedelta(weeks=number * step) if every == "week" else add_months(anchor, number * step)
        if day > last:
            return
        yield day
