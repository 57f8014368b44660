"""How are the dated rules read from their tab-separated files?

Every rule row may carry `valid_from` (first day) and `valid_until` (first day no longer) and its `source`.
"""

import csv
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Self


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` up to, not including, `end`; None is open."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def touches_year(self, year: int) -> bool:
        """Whether any day of the year is inside."""
        return (self.start is None or self.start.year <= year) and (self.end is None or self.end > date(year, 1, 1))

    def includes(self, when: date | int | None) -> bool:
        """Whether a day, or any day of a year, is inside; an unknown time is inside of every period."""
        if when is None:
            return True
        return self.touches_year(when) if isinstance(when, int) else when in self

    @classmethod
    def of(cls, row: dict[str, str]) -> Self:
        """Period of a rule row."""
        return cls(_day(row["valid_from"]), _day(row["valid_until"]))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def rows(name: str) -> list[dict[str, str]]:
    """Rows of one rule file by column name."""
    lines = files(__package__).joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def parts(cell: str) -> tuple[str, ...]:
    """The alternatives written in one cell, parted by bars."""
    return tuple(part for part in cell.split("|") if part)
