"""When an item may be removed, who decides, in which order and by when. Pure functions; the numbers come from the regulation."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.regulations.rules import Clause, Who, fitting

# The steps in their order; each may be done after the one before it. Announcing and opinions may be left out where the plan
# is not chosen for re-verification, so a plan may be decided after consolidation.
ORDER = (
    "drafted",
    "council",
    "submitted",
    "consolidated",
    "announced",
    "verified",
    "opinions",
    "decided",
    "carried_out",
)
SENT_BACK = "sent_back"
_AFTER: dict[str, tuple[str, ...]] = {
    "drafted": ("council",),
    "sent_back": ("council",),
    "council": ("submitted", "sent_back"),
    "submitted": ("consolidated", "sent_back"),
    "consolidated": ("announced", "decided", "sent_back"),
    "announced": ("verified", "sent_back"),
    "verified": ("opinions", "decided", "sent_back"),
    "opinions": ("decided", "sent_back"),
    "decided": ("carried_out",),
    "carried_out": (),
}


def next_steps(step: str) -> tuple[str, ...]:
    """What may be done after a step."""
    return _AFTER[step]


def check_step(step: str, wanted: str, on: date, *, last_on: date | None, today: date) -> None:
    """A step follows in its order, on a day that has come and not before the last one."""
    if on > today:
        raise Refusal("{on} has not come yet; today is {today}", field="on", on=on, today=today)
    if wanted not in _AFTER[step]:
        raise Refusal("That step does not follow here", field="step", step=step, wanted=wanted)
    if last_on is not None and on < last_on:
        raise Refusal("The step before was done on {last}", field="on", last=last_on)


def is_uneconomic(
    repair: Decimal, *, original: Decimal | None, replacement: Decimal | None, limit_percent: int
) -> bool:
    """Repair costs more than the limit's share of the original cost, or of a replacement where that is unknown.

    Circular 32/2026/TT-BQP: more than 30 %; exactly 30 % is not more. Refuses where neither price is known.

    >>> is_uneconomic(Decimal(31), original=Decimal(100), replacement=None, limit_percent=30)
    True
    """
    base = original if original is not None and original > 0 else replacement
    if base is None or base <= 0:
        raise Refusal("Write the original cost, or the price of a replacement", field="original_cost")
    return 100 * repair > limit_percent * base


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a line says of an item."""

    asset_class: str
    method: str
    is_worst_grade: bool
    original_cost: Decimal | None = None
    replacement_price: Decimal | None = None
    repair_estimate: Decimal | None = None


def check_line(line: Proposed, *, needs_worst_grade: bool, needs_repair_estimate: bool, limit_percent: int) -> None:
    """The case's conditions are shown: the grade, the estimate above the limit; a special asset is never sold as it is."""
    if line.asset_class == "special" and line.method == "sale":
        raise Refusal("A special asset may not be sold whole or unprocessed", field="method")
    if needs_worst_grade and not line.is_worst_grade:
        raise Refusal("This case needs an item of a grade that is for disposal", field="case")
    if not needs_repair_estimate:
        return
    if line.repair_estimate is None:
        raise Refusal("This case needs an estimate of the repair", field="repair_estimate")
    if not is_uneconomic(
        line.repair_estimate,
        original=line.original_cost,
        replacement=line.replacement_price,
        limit_percent=limit_percent,
    ):
        raise Refusal(
            "The repair costs no more than {limit} % of the price", field="repair_estimate", limit=limit_percent
        )


def check_council(heads: int, members: int, minimum: int) -> None:
    """A council has at least so many members, its head among them, and one head."""
    if members < minimum:
        raise Refusal("The council has {members} members; {minimum} are needed", members=members, minimum=minimum)
    if heads != 1:
        raise Refusal("Name who heads the council: the holder's commander")


def authority(clauses: Iterable[Clause[Who]], asset_class: str, holder_level: str, value: Decimal | None) -> Who:
    """Who decides, by the narrowest clause that fits; refuses where nobody is named, and where several are."""
    match fitting(clauses, asset_class, holder_level, value):
        case (only,):
            return only
        case ():
            raise Refusal("Nobody is named who decides for this asset", field="asset_class")
        case several:
            names = ", ".join(sorted(map(str, several)))
            raise Refusal("Several are named who decide: {names}", field="asset_class", names=names)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A step is done before a day of the year, counted from the plan's year; some only for border and islands."""

    step: str
    month: int
    day: int
    years_after: int = 0
    is_remote: bool = False


def due(deadlines: Iterable[Deadline], year: int, *, is_remote: bool) -> dict[str, date]:
    """The last day for each step of a plan of that year; the deadline for border and islands goes before the common one."""
    found: dict[str, tuple[bool, date]] = {}
    for deadline in deadlines:
        if deadline.is_remote and not is_remote:
            continue
        on = date(year + deadline.years_after, deadline.month, deadline.day)
        if deadline.step not in found or deadline.is_remote:
            found[deadline.step] = deadline.is_remote, on
    return {step: on for step, (_remote, on) in found.items()}


def working_days_after(day: date, count: int, holidays: Collection[date] = ()) -> date:
    """The day so many working days later (earlier, when negative); Saturdays, Sundays and holidays do not count.

    >>> working_days_after(date(2026, 6, 5), 1)
    datetime.date(2026, 6, 8)
    """
    step = timedelta(1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        if day.weekday() < 5 and day not in holidays:
            left -= 1
    return day
