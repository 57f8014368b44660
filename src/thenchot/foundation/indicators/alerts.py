"""What lapses soon, is overdue or is missing, for one reader at one unit and all below it on a day?

Each app says how its own records are looked through (`announce`, in its resources.py); a finder names what the reader may see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from thenchot.foundation.access.policy import Who
from thenchot.foundation.desk.resource import Text
from thenchot.foundation.organisation.models import Unit

WINDOWS = (30, 60, 90)


class Kind(Enum):
    """Why it is named: its day has passed, its day comes within 90 days, or nothing was written down at all."""

    OVERDUE = "overdue"
    LAPSING = "lapsing"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to see to: `what` it is, of which `record` (a link), at which `unit`. `due_on`: the first day it is not right."""

    kind: Kind
    what: Text
    record: str
    url: str
    unit: str
    due_on: date | None = None

    def within(self, day: date) -> int | None:
        """The nearest of 30, 60 and 90 days within which it lapses; None for what does not lapse."""
        if self.kind is not Kind.LAPSING or self.due_on is None:
            return None
        return next((days for days in WINDOWS if (self.due_on - day).days <= days), None)


Finder: TypeAlias = Callable[[Who, Unit, date], Iterable[Alert]]
_finders: dict[str, Finder] = {}


def announce(name: str, find: Finder) -> None:
    """Have an app's records looked through; called in resources.py, once for each name."""
    _finders[name] = find


def alerts_for(user: Who, unit: Unit, day: date) -> list[Alert]:
    """Everything the reader should see to: overdue first, then by day; what is missing comes last."""
    order = list(Kind)
    found = [alert for find in _finders.values() for alert in find(user, unit, day)]
    return sorted(found, key=lambda a: (order.index(a.kind), a.due_on or date.max, a.record, str(a.what)))


def counted(alerts: Sequence[Alert], day: date) -> Counter[str]:
    """How many are overdue, missing, and lapse within 30, within 60 and within 90 days (60 counts those of 30 too)."""
    found: Counter[str] = Counter(alert.kind.value for alert in alerts if alert.kind is not Kind.LAPSING)
    for alert in alerts:
        if (nearest := alert.within(day)) is not None:
            found.update(str(days) for days in WINDOWS if days >= nearest)
    return found


def chosen(alerts: Sequence[Alert], day: date, name: str) -> list[Alert]:
    """Those that `counted` counts under this name; all of them for an empty one."""
    if name in {"overdue", "missing"}:
        return [alert for alert in alerts if alert.kind.value == name]
    if name in {str(days) for days in WINDOWS}:
        return [alert for alert in alerts if (nearest := alert.within(day)) is not None and nearest <= int(name)]
    return list(alerts)
