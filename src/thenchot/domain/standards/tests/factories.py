"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import date
from typing import Any

from thenchot.domain.standards import actions, queries
from thenchot.domain.standards.actions import Answered, Asked
from thenchot.domain.standards.models import Answer, Assessment, Criterion, Standard, StandardVersion
from thenchot.foundation.organisation.models import Unit

IN_FORCE = date(2020, 1, 1)
ASKED = (
    Asked(code="ROOF", text="Sound roof", weight=5, is_must_pass=True),
    Asked(code="LIGHT", text="Lightning conductor measured", weight=5, is_must_pass=True, validity_months=6),
    Asked(code="HEAT", text="Temperature", weight=3, minimum=20, maximum=25, may_not_apply=True),
    Asked(code="BOOKS", text="Books kept", weight=2),
)


def standard(unit: Unit | None = None, number: int = 1, applies_to: str = "organisation.unit") -> Standard:
    known = Standard.objects.filter(code=f"STD{number}").first()
    return known or actions.new_standard(code=f"STD{number}", name=f"Standard {number}", applies_to=applies_to)


def version(
    unit: Unit | None = None,
    number: int = 1,
    *,
    of: Standard | None = None,
    valid_from: date = IN_FORCE,
    criteria: tuple[Asked, ...] = ASKED,
    pass_mark: int = 80,
) -> StandardVersion:
    known = StandardVersion.objects.filter(standard=of or standard(number=number), valid_from=valid_from).first()
    return known or actions.new_version(
        of or standard(number=number), valid_from=valid_from, pass_mark=pass_mark, validity_months=12, criteria=criteria
    )


def criterion(unit: Unit | None = None, number: int = 1) -> Criterion:
    return queries.criteria(version(number=100 + number))[0]


def answers(of: StandardVersion, **changed: str | Answered) -> dict[Any, Answered]:
    """Every criterion met, but for those named by code."""
    given = {c.pk: changed.get(c.code, "met") for c in queries.criteria(of)}
    return {key: a if isinstance(a, Answered) else Answered(result=a) for key, a in given.items()}


def assessment(
    unit: Unit, number: int = 1, *, on: date = date(2026, 1, 31), of: StandardVersion | None = None, **changed: Any
) -> Assessment:
    of = of or version(number=number)
    return actions.assess(
        of, unit, unit=unit, on=on, answers=answers(of, **changed), assessor="Inspector", minutes=f"{number}/BB"
    )


def answer(unit: Unit, number: int = 1) -> Answer:
    return Answer.objects.filter(assessment=assessment(unit, 200 + number)).first()


def copied(of: Standard, _unit: Unit) -> dict[str, object]:
    version(of=of)
    return {"valid_from": date(2026, 2, 1), "pass_mark": 85, "validity_months": 12, "source": "12/QĐ"}


PREPARE = {"standards/copy_version": copied}
FACTORIES = {
    "standards": standard,
    "standard-versions": version,
    "criteria": criterion,
    "assessments": assessment,
    "answers": answer,
}
