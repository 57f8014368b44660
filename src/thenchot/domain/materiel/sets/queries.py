"""How sets stand on a day: line by line what is required, which items are there by name, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from thenchot.domain.materiel.catalogue.models import Variant
from thenchot.domain.materiel.equipment.models import Custody, Equipment
from thenchot.domain.materiel.sets import rules
from thenchot.domain.materiel.sets.models import CompleteSet, SetCustody, SetLine, SetList, SetMember
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.rule_sets import LookUp, look_up
from thenchot.foundation.organisation.queries import during


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list with the items that fill it and how many are missing."""

    line: SetLine
    items: tuple[Equipment, ...]
    missing: Decimal


@dataclass(frozen=True, slots=True)
class SetStanding:
    """How a set stands on a day. `away` are members that somebody else holds, or that left the register."""

    complete_set: CompleteSet
    day: date
    state: rules.SetState
    set_list: SetList | None
    lines: tuple[Line, ...] = ()
    away: tuple[Equipment, ...] = ()

    @property
    def short(self) -> tuple[Line, ...]:
        """The lines that are not filled."""
        return tuple(line for line in self.lines if line.missing > 0)


def list_in_force(variant: Variant, day: date) -> LookUp[SetList]:
    """What a set of the model must hold on that day."""
    lists = SetList.objects.filter(variant=variant).order_by("valid_from")
    return look_up(((Interval.between(one.valid_from, one.valid_until), one) for one in lists), day)


def required(set_list: SetList) -> list[rules.Required]:
    """The list as the rules take it."""
    return [rules.Required((line.type_id, line.mark), line.quantity, line.criticality) for line in lines_of(set_list)]


def lines_of(set_list: SetList) -> QuerySet[SetLine]:
    """The list's lines in order."""
    found: QuerySet[SetLine] = SetLine.objects.filter(set_list=set_list).select_related("type")
    return found.order_by("position", "id")


def members(complete_set: CompleteSet, day: date) -> QuerySet[SetMember]:
    """The items that belong to the set on that day, wherever they are."""
    found: QuerySet[SetMember] = SetMember.objects.filter(during(day), complete_set=complete_set)
    return found.select_related("equipment__type").order_by("equipment__serial_number", "id")


def holder(complete_set: CompleteSet, day: date) -> SetCustody | None:
    """Who held the set on that day."""
    found: SetCustody | None = (
        SetCustody.objects.filter(during(day), complete_set=complete_set).select_related("unit").first()
    )
    return found


def standing(complete_set: CompleteSet, day: date) -> SetStanding:
    """How the set stood on that day: an item counts as there while the set's holder holds it too."""
    here, away = _here_and_away(complete_set, day)
    found = list_in_force(complete_set.variant, day).found
    if len(found) != 1:
        return SetStanding(complete_set, day, rules.SetState.NO_LIST, None, (), away)
    filled: dict[rules.Part, list[Equipment]] = defaultdict(list)
    for member in here:
        filled[member.equipment.type_id, member.mark].append(member.equipment)
    lines = lines_of(found[0])
    present = {part: sum((item.quantity for item in items), Decimal(0)) for part, items in filled.items()}
    asked = [rules.Required((line.type_id, line.mark), line.quantity, line.criticality) for line in lines]
    missing = {short.required.part: short.missing for short in rules.shortfalls(asked, present)}
    shown = tuple(
        Line(line, tuple(filled[line.type_id, line.mark]), missing.get((line.type_id, line.mark), Decimal(0)))
        for line in lines
    )
    return SetStanding(complete_set, day, rules.state(asked, present), found[0], shown, away)


def present(complete_set: CompleteSet, day: date) -> dict[rules.Part, Decimal]:
    """How many of each part (type and mark) are there on that day."""
    here, _away = _here_and_away(complete_set, day)
    found: dict[rules.Part, Decimal] = defaultdict(Decimal)
    for member in here:
        found[member.equipment.type_id, member.mark] += member.equipment.quantity
    return dict(found)


def open_on(day: date) -> QuerySet[CompleteSet]:
    """Sets that exist on that day."""
    found: QuerySet[CompleteSet] = CompleteSet.objects.filter(assembled_on__lte=day).filter(
        Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day)
    )
    return found


def _here_and_away(complete_set: CompleteSet, day: date) -> tuple[list[SetMember], tuple[Equipment, ...]]:
    belonging = list(members(complete_set, day))
    custody = holder(complete_set, day)
    held = Custody.objects.filter(during(day), equipment__in=[m.equipment_id for m in belonging])
    with_holder = set(held.filter(unit=custody.unit_id).values_list("equipment_id", flat=True)) if custody else set()
    here = [m for m in belonging if m.equipment_id in with_holder]
    return here, tuple(m.equipment for m in belonging if m.equipment_id not in with_holder)
