"""How a rating comes about and what the cap allows. Pure functions on plain values.

Levels and scores: 366-QĐ/TW of 2025. The cap of 20 %: Decree 335/2025 counts it of those rated good in the same unit and task
group; 366 names no base. So the base is a value of the scheme, and an example until an official text says it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.kernel.refusal import Refusal

EXCELLENT, GOOD = "excellent", "good"
LEVELS = (EXCELLENT, GOOD, "satisfactory", "unsatisfactory")
_MONTHS = {"quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Bands:
    """The least score of each level; below the last is the lowest level."""

    excellent_from: int = 90
    good_from: int = 70
    satisfactory_from: int = 50

    def level(self, score: int) -> str:
        """The highest level the score allows.

        >>> [Bands().level(score) for score in (90, 89, 70, 69, 50, 49)]
        ['excellent', 'good', 'good', 'satisfactory', 'satisfactory', 'unsatisfactory']
        """
        if not 0 <= score <= 100:
            raise Refusal("A score is from 0 to 100, not {score}", field="score", score=score)
        floors = (self.excellent_from, self.good_from, self.satisfactory_from, 0)
        return next(level for level, floor in zip(LEVELS, floors, strict=True) if score >= floor)


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `percent` of the base may be excellent, rounded down."""

    percent: int = 20
    base: str = "good"

    def base_of(self, levels: Mapping[str, int]) -> int:
        """How many of a group the share is taken of."""
        match self.base:
            case "good":
                return levels.get(GOOD, 0)
            case "good_or_excellent":
                return levels.get(GOOD, 0) + levels.get(EXCELLENT, 0)
        return sum(levels.values())

    def allowed(self, levels: Mapping[str, int]) -> int:
        """How many may be excellent in a group of these levels."""
        return self.base_of(levels) * self.percent // 100

    def excess(self, levels: Mapping[str, int]) -> int:
        """How many are excellent beyond what is allowed; 0 within the cap."""
        return max(0, levels.get(EXCELLENT, 0) - self.allowed(levels))


@dataclass(frozen=True, slots=True)
class Subject:
    """How far another subject of the group has come: the level decided, or else the one proposed; both may be empty."""

    decided: str = ""
    proposed: str = ""


def tally(group: Iterable[Subject]) -> Counter[str]:
    """Levels of a group as they stand: decided ones, and for the base those proposed but not yet decided.

    An excellent that is only proposed takes no place under the cap: it is counted as good, which it would be without one.
    """
    found: Counter[str] = Counter()
    for subject in group:
        level = subject.decided or subject.proposed
        if level:
            found[GOOD if level == EXCELLENT and not subject.decided else level] += 1
    return found


def check_cap(cap: Cap, others: Iterable[Subject], level: str, now: Subject | None = None) -> None:
    """Refuse a decision that takes the group beyond the cap, or further beyond it than it is with the subject as it stands now.

    `others` are the rest of the group. Lowering a good may take the group beyond the cap as well, since the base shrinks.
    """
    rest = list(others)
    before, after = tally([*rest, now or Subject()]), tally([*rest, Subject(level)])
    if cap.excess(after) and (level == EXCELLENT or cap.excess(after) > cap.excess(before)):
        raise Refusal(
            "Excellent would be {excellent} in this group, and {allowed} are allowed: {percent} % of {base}",
            field="level",
            excellent=after[EXCELLENT],
            allowed=cap.allowed(after),
            percent=cap.percent,
            base=cap.base_of(after),
        )


def check_levels(score: int, level: str, bands: Bands) -> None:
    """A level may be lower than the score allows (the cap, a decision of discipline), never higher."""
    best = bands.level(score)
    if LEVELS.index(level) < LEVELS.index(best):
        raise Refusal("A score of {score} does not allow this level", field="level", score=score)


def check_step(step: str, allowed: Iterable[str], *, closed: bool) -> None:
    """Refuse what does not come next, and anything in a closed round."""
    if closed:
        raise Refusal("The round is closed; it is corrected by a new version with its reason")
    if step not in set(allowed):
        raise Refusal("This rating has come too far, or not far enough, for that step")


def check_other_level(*, stands_above: bool, proposed_at_root: bool) -> None:
    """The decision is another level's: its unit stands above the one that proposed; above the root there is none."""
    if not stands_above and not proposed_at_root:
        raise Refusal("The decision belongs to a level above the one that proposed")


def period_of(kind: str, start: date) -> Interval:
    """The quarter or year that begins on this day; refuses a day on which none begins."""
    months = _MONTHS[kind]
    if start.day != 1 or (start.month - 1) % months:
        raise Refusal("No period of this kind begins on {start}", field="period_start", start=start)
    return Interval(start, add_months(start, months))


def check_rule_date(rule_on: date, period: Interval, today: date) -> None:
    """The rule date lies in the period and has come."""
    if rule_on not in period:
        raise Refusal(
            "The rule date {on} does not lie in the period, {start} to before {end}",
            field="rule_on",
            on=rule_on,
            start=period.start,
            end=period.end,
        )
    if rule_on > today:
        raise Refusal("{on} has not come yet; today is {today}", field="rule_on", on=rule_on, today=today)
