"""Calendars and matrices from a file: the example that ships with the house, or an organisation's own."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.regulations import actions
from thenchot.foundation.regulations.actions import InForce, Terms
from thenchot.foundation.regulations.models import ApprovalMatrix, PeriodLength, ReportingCalendar

DEFAULT = Path(__file__).parent / "profiles" / "default.toml"


class _Said(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    code: str
    name: str
    valid_from: date
    valid_until: date | None = None
    source: str = ""
    is_example: bool = True

    def in_force(self) -> InForce:
        """As the actions take it."""
        return InForce(**{name: getattr(self, name) for name in InForce.__dataclass_fields__})


class _Cut(msgspec.Struct, forbid_unknown_fields=True):
    length: Literal["month", "quarter", "half", "year"]
    first_day: int
    months_before: int = 0


class _Calendar(_Said, forbid_unknown_fields=True, kw_only=True):
    cuts: list[_Cut]

    def load(self) -> bool:
        """Make the calendar unless one of its code starts on its day; True when it was made."""
        if ReportingCalendar.objects.filter(code=self.code, valid_from=self.valid_from).exists():
            return False
        cuts = [(PeriodLength(cut.length), cut.first_day, cut.months_before) for cut in self.cuts]
        actions.new_calendar(self.in_force(), cuts)
        return True


class _Clause(msgspec.Struct, forbid_unknown_fields=True):
    authority: str
    kind: str = ""
    level: str = ""
    value_below: Decimal | None = None
    role: str = ""
    steps_above: int = 0


class _Matrix(_Said, forbid_unknown_fields=True, kw_only=True):
    clauses: list[_Clause]

    def load(self) -> bool:
        """Make the matrix unless one of its code starts on its day; True when it was made."""
        if ApprovalMatrix.objects.filter(code=self.code, valid_from=self.valid_from).exists():
            return False
        actions.new_matrix(self.in_force(), [Terms(**msgspec.structs.asdict(clause)) for clause in self.clauses])
        return True


class _Profile(msgspec.Struct, forbid_unknown_fields=True):
    reporting_calendars: list[_Calendar] = []
    approval_matrices: list[_Matrix] = []


def load(path: Path = DEFAULT) -> int:
    """Bring in the rule sets of a profile; those known already (same code, same first day) stay. Returns how many came in.

    Called inside an act, and again without effect.
    """
    profile = _read(path)
    calendars = sum(calendar.load() for calendar in profile.reporting_calendars)
    return calendars + sum(matrix.load() for matrix in profile.approval_matrices)


def _read(path: Path) -> _Profile:
    try:
        with path.open("rb") as file:
            return msgspec.convert(tomllib.load(file, parse_float=Decimal), _Profile)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Refusal("{file} is not a profile: {error}", file=path.name, error=str(error)) from error
