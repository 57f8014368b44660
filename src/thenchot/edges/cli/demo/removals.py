"""Plans of removal from establishment under way: a draft, one passed by the council, one submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from thenchot.domain.materiel.models import (
    CouncilMember,
    Equipment,
    RemovalCase,
    RemovalLine,
    RemovalPlan,
    RemovalStep,
)
from thenchot.domain.materiel.removal import queries
from thenchot.domain.materiel.removal.models import AssetClass, HolderLevel, Method, Step
from thenchot.edges.cli.demo import names
from thenchot.edges.cli.demo.chance import days_before, stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from random import Random

    from thenchot.domain.materiel.models import RemovalRegulation
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.foundation.ledger.records import Record

_CASE = "WEAPON_5"
_LINES = 6
# How far each plan has come: its steps, each so many days ago.
_WAYS = (
    ((Step.DRAFTED, 12),),
    ((Step.DRAFTED, 34), (Step.COUNCIL, 9)),
    ((Step.DRAFTED, 61), (Step.COUNCIL, 47), (Step.SUBMITTED, 40)),
)
_POSTS = ("Chỉ huy đơn vị", "Trợ lý quân khí", "Nhân viên tài chính")


def records(worst: int, keys: Keys, *, seed: int, on: date) -> Iterator[Record]:
    """Plans of the units that hold most items for disposal; none where no regulation was in force when they would begin."""
    chance = stream(seed, "removals")
    held = Equipment.objects.filter(removed_on=None, grade=worst).exclude(unit=None).values("unit").order_by()
    units = held.annotate(count=Count("pk")).order_by("-count", "unit").values_list("unit", flat=True)
    for number, (unit, steps) in enumerate(zip(units, _WAYS, strict=False), start=1):
        began = days_before(on, steps[0][1])
        regulation = queries.regulation_in_force(began).found
        if len(regulation) != 1:
            continue
        plan = RemovalPlan(
            id=keys(),
            unit_id=unit,
            year=began.year,
            number=f"{number:02d}/KH-LBC",
            regulation=regulation[0],
            holder_level=HolderLevel.REGIMENT,
            step=steps[-1][0],
        )
        yield plan
        yield from _lines(plan, regulation[0], worst, keys)
        yield from _council(plan, keys, chance)
        for step, ago in steps:
            document = f"{number:02d}/TTr {on.year}" if step != Step.DRAFTED else ""
            yield RemovalStep(id=keys(), plan=plan, step=step, on=days_before(on, ago), document=document)


def _lines(plan: RemovalPlan, regulation: RemovalRegulation, worst: int, keys: Keys) -> Iterator[Record]:
    case = RemovalCase.objects.get(regulation=regulation, code=_CASE)
    items = Equipment.objects.filter(unit=plan.unit_id, removed_on=None, grade=worst).order_by("pk")
    for item in items[:_LINES]:
        line = RemovalLine(
            id=keys(),
            plan=plan,
            equipment=item,
            case=case,
            asset_class=AssetClass.SPECIAL,
            grade=item.grade,
            original_cost=item.unit_value,
            method=Method.DESTRUCTION,
            reason="Hỏng nặng, không có vật tư thay thế",
        )
        line.authority = queries.authority(plan, line).authority
        yield line


def _council(plan: RemovalPlan, keys: Keys, chance: Random) -> Iterator[Record]:
    named: set[str] = set()
    for post in _POSTS:
        while (name := names.person(chance)) in named:
            pass
        named.add(name)
        yield CouncilMember(id=keys(), plan=plan, name=name, post=post, is_head=post == _POSTS[0])
