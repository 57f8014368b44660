"""What can be done with complete sets. Each is called inside an act, so a set changes hands whole or not at all."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from thenchot.domain.materiel import dated, serials, timeline
from thenchot.domain.materiel.catalogue.models import Type, Variant
from thenchot.domain.materiel.equipment import actions as equipment_actions
from thenchot.domain.materiel.equipment import queries as equipment_queries
from thenchot.domain.materiel.equipment.models import Equipment
from thenchot.domain.materiel.equipment.rules import check_in_register
from thenchot.domain.materiel.sets import queries, rules
from thenchot.domain.materiel.sets.models import CompleteSet, Criticality, SetCustody, SetLine, SetList, SetMember
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.rule_sets import check_follows
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit


def new_list(*, variant: Variant, valid_from: date, source: str = "") -> SetList:
    """A list in force from a day, starting with the lines of the one before, which ends that day."""
    before = list(SetList.objects.filter(variant=variant).order_by("valid_from"))
    for old in before:
        if old.valid_until is None and old.valid_from < valid_from:
            old.valid_until = valid_from
            old.save()
    check_follows([Interval.between(o.valid_from, o.valid_until) for o in before], Interval(valid_from))
    made = SetList(variant=variant, valid_from=valid_from, source=tidy(source))
    made.save()
    for line in queries.lines_of(before[-1]) if before else ():
        SetLine(
            set_list=made,
            type=line.type,
            mark=line.mark,
            quantity=line.quantity,
            criticality=line.criticality,
            position=line.position,
        ).save()
    return made


def add_line(
    set_list: SetList,
    *,
    type: Type,  # noqa: A002  # the column's name
    quantity: int,
    criticality: Criticality,
    mark: str = "",
) -> SetLine:
    """A line of the list; one of the same type and mark is changed. Refused once the list has been in force for a set."""
    check_not_used(set_list)
    if quantity < 1:
        raise Refusal("A line asks for one at least", field="quantity")
    line = SetLine.objects.filter(set_list=set_list, type=type, mark=tidy(mark)).first()
    if line is None:
        last = SetLine.objects.filter(set_list=set_list).order_by("-position").first()
        line = SetLine(set_list=set_list, type=type, mark=tidy(mark), position=(last.position if last else 0) + 1)
    line.quantity, line.criticality = quantity, criticality
    line.save()
    return line


def drop_line(line: SetLine) -> None:
    """Take the line off its list. Refused once the list has been in force for a set."""
    check_not_used(line.set_list)
    line.delete()


def check_not_used(set_list: SetList) -> None:
    """A list by which a set has stood keeps its lines, so that the past does; a new list takes its place."""
    sets = CompleteSet.objects.filter(variant=set_list.variant_id)
    if set_list.valid_from <= today() and sets.exclude(dissolved_on__lte=set_list.valid_from).exists():
        raise Refusal("Sets stand by this list already; make a new list", set_list=str(set_list))


def assemble(*, code: str, name: str, variant: Variant, unit: Unit, on: date, document: str = "") -> CompleteSet:
    """Found a set, with no items yet, held by a unit."""
    timeline.check_day(on, today())
    equipment_actions.check_in_tree(unit, on)
    if not tidy(code) or not tidy(name):
        raise Refusal("A set needs a number and a name", field="code" if not tidy(code) else "name")
    if CompleteSet.objects.filter(code=tidy(code)).exists():
        raise Refusal("A set with number {code} exists already", field="code", code=tidy(code))
    made = CompleteSet(code=tidy(code), name=tidy(name), variant=variant, unit=unit, assembled_on=on)
    made.save()
    SetCustody(complete_set=made, unit=unit, from_on=on, document=tidy(document)).save()
    return made


def put_in(complete_set: CompleteSet, *, equipment: Equipment, on: date, mark: str = "") -> SetMember:
    """Add a named item to the set: one its list still asks for, that the set's holder holds and no other set has."""
    _check_open(complete_set, on)
    check_in_register(equipment.removed_on)
    custody = equipment_queries.holder(equipment, on)
    if custody is None or custody.unit_id != complete_set.unit_id:
        raise Refusal(
            "{item} is held by {unit}, not by the set's holder",
            field="equipment",
            item=str(equipment),
            unit=str(custody.unit) if custody else "-",
        )
    other = SetMember.objects.filter(equipment=equipment, until_on__isnull=True).select_related("complete_set").first()
    if other is not None:
        raise Refusal(
            "{item} is in set {code} already", field="equipment", item=str(equipment), code=other.complete_set.code
        )
    found = queries.list_in_force(complete_set.variant, on).rule(f"set list {complete_set.variant}", field="on")
    part = (equipment.type_id, tidy(mark))
    rules.check_room(queries.required(found), queries.present(complete_set, on), part, equipment.quantity)
    member = SetMember(complete_set=complete_set, equipment=equipment, mark=tidy(mark), from_on=on)
    member.save()
    return member


def take_out(complete_set: CompleteSet, *, equipment: Equipment, on: date, note: str = "") -> None:
    """The item belongs to the set no longer from `on`; it stays where it is."""
    timeline.check_day(on, today())
    member = SetMember.objects.filter(complete_set=complete_set, equipment=equipment, until_on__isnull=True).first()
    if member is None:
        raise Refusal("{item} is not in this set", field="equipment", item=str(equipment))
    if on < member.from_on:
        raise Refusal("The item came into the set on {day} only", field="on", day=member.from_on)
    member.until_on, member.note = on, tidy(note)
    member.save()


def hand_over(complete_set: CompleteSet, *, unit: Unit, on: date, document: str) -> SetCustody:
    """Hand the whole set, with every item that is there, to another unit in one act."""
    return _pass_on(complete_set, unit, on, document, staying=[])


def take_back(complete_set: CompleteSet, *, unit: Unit, on: date, document: str, not_returned: str = "") -> SetCustody:
    """The set comes back; the serial numbers in `not_returned` stay with who has them, leave the set, and are named missing.

    `not_returned` is written like any list of serial numbers (`A7, 10-12`); a number the set does not hold is refused.
    """
    keys = {member.equipment.serial_key: member for member in queries.members(complete_set, on)}
    staying: list[SetMember] = []
    for serial in serials.expand(not_returned) if not_returned.strip() else ():
        member = keys.get(serials.serial_key(serial)) or keys.get(serials.plain_key(serial))
        if member is None:
            raise Refusal("{serial} is not in this set", field="not_returned", serial=serial)
        staying.append(member)
    return _pass_on(complete_set, unit, on, document, staying=staying)


def dissolve(complete_set: CompleteSet, *, on: date, document: str) -> None:
    """The set exists no longer from `on`; its items stay where they are."""
    _check_open(complete_set, on)
    if not document.strip():
        raise Refusal("Name the document that orders it", field="document")
    for member in SetMember.objects.filter(complete_set=complete_set, until_on__isnull=True):
        take_out(complete_set, equipment=member.equipment, on=on, note=document)
    complete_set.dissolved_on = on
    complete_set.save()
    last = SetCustody.objects.filter(complete_set=complete_set).order_by("-from_on").first()
    if last is not None and last.until_on is None and last.from_on < on:
        last.until_on = on
        last.save()


def _pass_on(complete_set: CompleteSet, unit: Unit, on: date, document: str, staying: list[SetMember]) -> SetCustody:
    _check_open(complete_set, on)
    if not document.strip():
        raise Refusal("Name the document that orders it", field="document")
    standing = queries.standing(complete_set, on)
    left_behind = {member.equipment_id for member in staying} | {item.pk for item in standing.away}
    for member in list(queries.members(complete_set, on)):
        if member.equipment_id not in left_behind:
            equipment_actions.transfer(member.equipment, unit=unit, on=on, document=document)
    for member in staying:
        take_out(complete_set, equipment=member.equipment, on=on, note=document)
    _change_holder(complete_set, unit, on, document)
    complete_set.unit = unit
    complete_set.save()
    custody = SetCustody.objects.get(complete_set=complete_set, from_on=on)
    custody.missing = missing_in_words(queries.standing(complete_set, on), staying)[:500]
    custody.save()
    return custody


def _change_holder(complete_set: CompleteSet, unit: Unit, on: date, document: str) -> None:
    rows = list(SetCustody.objects.filter(complete_set=complete_set).order_by("from_on"))

    def put(row: SetCustody, holder: UUID) -> None:
        row.unit_id, row.document = holder, tidy(document)

    dated.store(
        rows,
        timeline.after(dated.spans_of(rows, _holder), unit.pk, on, today()),
        value=_holder,
        begin=lambda start: SetCustody(complete_set=complete_set, from_on=start),
        put=put,
    )


def missing_in_words(standing: queries.SetStanding, named: list[SetMember]) -> str:
    """What is missing, by name where a name is known: "Pump: 1 (A7); Hose: 2"."""
    said = []
    for line in standing.short:
        part = (line.line.type_id, line.line.mark)
        names = [m.equipment.serial_number for m in named if (m.equipment.type_id, m.mark) == part]
        said.append(f"{line.line}: {line.missing:f}" + (f" ({', '.join(names)})" if names else ""))
    return "; ".join(said)


def _holder(row: SetCustody) -> UUID:
    return row.unit_id


def _check_open(complete_set: CompleteSet, on: date) -> None:
    timeline.check_day(on, today())
    if on < complete_set.assembled_on:
        raise Refusal("The set was assembled on {day} only", field="on", day=complete_set.assembled_on)
    if complete_set.dissolved_on is not None:
        raise Refusal("The set was dissolved on {day}", day=complete_set.dissolved_on)
