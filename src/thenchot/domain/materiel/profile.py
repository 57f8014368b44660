"""Rule sets of the register from a file: the example profile that ships with the house, or an organisation's own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec

from thenchot.domain.materiel.catalogue.actions import new_scheme
from thenchot.domain.materiel.catalogue.models import GradeScheme
from thenchot.domain.materiel.catalogue.rules import GradeTerms
from thenchot.domain.materiel.removal.models import (
    RemovalAuthority,
    RemovalCase,
    RemovalDeadline,
    RemovalRegulation,
)
from thenchot.domain.materiel.states.actions import new_formula
from thenchot.domain.materiel.states.models import CoefficientFormula
from thenchot.foundation.kernel.refusal import Refusal

_StateName = Literal[
    "in_use",
    "sealed",
    "in_repair",
    "awaiting_parts",
    "on_order",
    "in_transfer",
    "awaiting_verification",
    "awaiting_disposal",
    "suspended",
]
_TreatmentName = Literal["by_grade", "down_maintenance", "down_supply", "down_other", "left_out"]
_StepName = Literal[
    "council", "submitted", "consolidated", "announced", "verified", "opinions", "decided", "carried_out"
]
FOLDER = Path(__file__).parent / "profiles"
DEFAULT = FOLDER / "default.toml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rule sets a profile brought in, and how many were there already."""

    created: int
    known: int


class _Grade(msgspec.Struct, forbid_unknown_fields=True):
    code: int
    label: str
    is_good: bool
    is_available: bool
    is_disposal_candidate: bool = False


class _Scheme(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name: str
    valid_from: date
    grades: list[_Grade]
    valid_until: date | None = None
    source: str = ""
    is_example: bool = True

    def load(self) -> bool:
        """Make the scheme unless one of its code starts on its day; True when it was made."""
        if GradeScheme.objects.filter(code=self.code, valid_from=self.valid_from).exists():
            return False
        new_scheme(
            code=self.code,
            name=self.name,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            source=self.source,
            is_example=self.is_example,
            grades=[
                (GradeTerms(g.code, g.is_good, g.is_available, g.is_disposal_candidate), g.label) for g in self.grades
            ],
        )
        return True


class _Formula(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name: str
    valid_from: date
    terms: dict[_StateName, _TreatmentName]
    valid_until: date | None = None
    source: str = ""
    is_example: bool = True

    def load(self) -> bool:
        """Make the formula unless one of its code starts on its day; True when it was made."""
        if CoefficientFormula.objects.filter(code=self.code, valid_from=self.valid_from).exists():
            return False
        new_formula(**msgspec.structs.asdict(self))
        return True


class _Case(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    label: str
    needs_worst_grade: bool = False
    needs_repair_estimate: bool = False


class _Deadline(msgspec.Struct, forbid_unknown_fields=True):
    step: _StepName
    month: int
    day: int
    years_after: int = 0
    is_remote: bool = False
    form: str = ""


class _Authority(msgspec.Struct, forbid_unknown_fields=True):
    asset_class: Literal["special", "software", "fixed", "not_fixed"]
    authority: str
    holder_level: Literal["", "ministry", "regiment", "below"] = ""
    value_below: Decimal | None = None


class _Regulation(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name: str
    valid_from: date
    repair_limit_percent: int
    recovery_percent: int
    council_minimum: int
    announced_days_ahead: int
    submitted_days_after: int
    opinion_days: int
    copied_days_after: int
    cases: list[_Case]
    deadlines: list[_Deadline]
    authorities: list[_Authority]
    valid_until: date | None = None
    source: str = ""
    is_example: bool = True
    stated_cases: int | None = None

    def load(self) -> bool:
        """Make the regulation unless one of its code starts on its day; True when it was made."""
        if RemovalRegulation.objects.filter(code=self.code, valid_from=self.valid_from).exists():
            return False
        values = msgspec.structs.asdict(self)
        parts = {name: values.pop(name) for name in ("cases", "deadlines", "authorities")}
        made = RemovalRegulation(**values)
        made.save()
        for name, model in (("cases", RemovalCase), ("deadlines", RemovalDeadline), ("authorities", RemovalAuthority)):
            for part in parts[name]:
                model(regulation=made, **msgspec.structs.asdict(part)).save()
        return True


class _Profile(msgspec.Struct, forbid_unknown_fields=True):
    grade_schemes: list[_Scheme] = []
    formulas: list[_Formula] = []
    removal_regulations: list[_Regulation] = []

    def loaders(self) -> list[Callable[[], bool]]:
        """One for each rule set of the file."""
        return [
            *(scheme.load for scheme in self.grade_schemes),
            *(formula.load for formula in self.formulas),
            *(regulation.load for regulation in self.removal_regulations),
        ]


def load(path: Path = DEFAULT) -> Loaded:
    """Bring in the rule sets of a profile; those known already (same code, same first day) are left as they are.

    Called inside an act, and again without effect.
    """
    made = [loader() for loader in _read(path).loaders()]
    return Loaded(created=sum(made), known=len(made) - sum(made))


def _read(path: Path) -> _Profile:
    try:
        with path.open("rb") as file:
            return msgspec.convert(tomllib.load(file, parse_float=Decimal), _Profile)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Refusal("{file} is not a profile: {error}", file=path.name, error=str(error)) from error
