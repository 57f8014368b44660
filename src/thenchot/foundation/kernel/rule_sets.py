"""Which of several dated rules holds on a day? SELECTED, NO_RULE or CONFLICT: never a silent zero, never a silent choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from thenchot.foundation.kernel.dates import Interval, first_overlap
from thenchot.foundation.kernel.refusal import Refusal

Rule = TypeVar("Rule")


class Selection(Enum):
    """How a look-up ended."""

    SELECTED = "selected"
    NO_RULE = "no_rule"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class LookUp(Generic[Rule]):
    """The rules in force on a day, in the order given. Only exactly one of them is an answer."""

    day: date
    found: tuple[Rule, ...]

    @property
    def selection(self) -> Selection:
        """SELECTED for exactly one rule, NO_RULE for none, CONFLICT for more."""
        if not self.found:
            return Selection.NO_RULE
        return Selection.SELECTED if len(self.found) == 1 else Selection.CONFLICT

    def rule(self, what: str, *, field: str = "") -> Rule:
        """The one rule in force; refuses otherwise, naming `what` was looked for, the day, and the rules that clash."""
        match self.found:
            case (only,):
                return only
            case ():
                raise Refusal(
                    "No rule for {what} is in force on {day}", field=field, what=what, day=self.day.isoformat()
                )
        names = ", ".join(str(rule) for rule in self.found)
        raise Refusal(
            "Several rules for {what} are in force on {day}: {names}",
            field=field,
            what=what,
            day=self.day.isoformat(),
            names=names,
        )


def look_up(rules: Iterable[tuple[Interval, Rule]], day: date) -> LookUp[Rule]:
    """The rules whose interval holds the day.

    >>> first, second = Interval(date(2020, 1, 1), date(2026, 1, 1)), Interval(date(2026, 1, 1))
    >>> look_up([(first, "old"), (second, "new")], date(2026, 1, 1)).found
    ('new',)
    """
    return LookUp(day, tuple(rule for during, rule in rules if day in during))


def check_follows(earlier: Iterable[Interval], new: Interval) -> None:
    """Versions of one rule set follow one another: no day may have two."""
    if clash := first_overlap([*earlier, new]):
        raise Refusal(
            "Another version is in force from {start}; end it first",
            field="valid_from",
            start=clash[0].start.isoformat(),
        )
