"""What can be done to items of the register. Each is called inside an act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from thenchot.domain.materiel import dated, serials, timeline
from thenchot.domain.materiel.catalogue import queries as catalogue
from thenchot.domain.materiel.catalogue.models import TrackedBy, Type, Variant
from thenchot.domain.materiel.equipment import queries, rules
from thenchot.domain.materiel.equipment.models import Custody, Equipment, Grading
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit, UnitLink
from thenchot.foundation.organisation.queries import during


def new_equipment(  # noqa: PLR0913  # the columns of an item
    type: Type,  # noqa: A002  # the column's name
    serial_number: str = "",
    *,
    read_from_plate: bool = False,
    variant: Variant | None = None,
    lot_number: str = "",
    quantity: Decimal = Decimal(1),
    unit_value: Decimal | None = None,
    currency: str = "VND",
    manufacture_year: int | None = None,
    manufacture_country: str = "",
    received_on: date | None = None,
    place: str = "",
    note: str = "",
) -> Equipment:
    """An item not yet saved, its texts tidied and its keys filled: for one, or for `deed.add_many` with thousands.

    `read_from_plate` keeps the serial number apart from look-alikes (O and 0, I and 1): somebody has looked at the item.
    """
    serial_number = tidy(serial_number)
    key = serials.plain_key if read_from_plate else serials.serial_key
    return Equipment(
        type=type,
        variant=variant,
        serial_number=serial_number,
        serial_key=key(serial_number),
        lot_number=tidy(lot_number),
        quantity=quantity,
        unit_value=unit_value,
        currency=currency,
        manufacture_year=manufacture_year,
        manufacture_country=tidy(manufacture_country),
        received_on=received_on,
        place=tidy(place),
        note=tidy(note),
    )


def register(  # noqa: PLR0913  # its keywords are the form
    *,
    type: Type,  # noqa: A002  # the column's name
    unit: Unit,
    received_on: date,
    serial_numbers: str = "",
    grade: int | None = None,
    document: str,
    grounds: str = "",
    quantity: Decimal = Decimal(1),
    variant: Variant | None = None,
    lot_number: str = "",
    unit_value: Decimal | None = None,
    manufacture_year: int | None = None,
    manufacture_country: str = "",
    place: str = "",
    read_from_plate: bool = False,
) -> list[Equipment]:
    """Enter items in the register, each with its first holder and, when graded, its first grade.

    Types tracked by serial number take a list such as `10-15, 10+3, ~`, one item each; other types make one entry of the
    quantity. A serial number the register holds for the type already is refused, naming the item.
    """
    timeline.check_day(received_on, today(), field="received_on")
    check_in_tree(unit, received_on)
    items = [
        new_equipment(
            type,
            serial,
            read_from_plate=read_from_plate,
            variant=variant,
            lot_number=lot_number,
            quantity=quantity,
            unit_value=unit_value,
            manufacture_year=manufacture_year,
            manufacture_country=manufacture_country,
            received_on=received_on,
            place=place,
        )
        for serial in _serials(type, serial_numbers, quantity)
    ]
    if variant is not None and variant.type_id != type.pk:
        raise Refusal("{variant} is not a model of {type}", field="variant", variant=str(variant), type=str(type))
    check_not_registered(type, items)
    for item in items:
        item.save()
        Custody(equipment=item, unit=unit, from_on=received_on, document=tidy(document)).save()
        if grade is not None:
            regrade(item, grade=grade, on=received_on, document=document, grounds=grounds)
    return items


def _serials(type: Type, text: str, quantity: Decimal) -> list[str]:  # noqa: A002  # the column's name
    if type.tracked_by != TrackedBy.SERIAL:
        if text.strip():
            raise Refusal("{type} is not tracked by serial number", field="serial_numbers", type=str(type))
        return [""]
    if quantity != 1:
        raise Refusal("An item with a serial number counts as one", field="quantity")
    return serials.expand(text, following=queries.next_serial(type.pk))


def check_not_registered(type: Type, items: list[Equipment]) -> None:  # noqa: A002  # the column's name
    """Refuse items whose serial number the register holds for the type already, naming the item that has it."""
    keys = {item.serial_key for item in items}
    known = queries.registered_keys(type.pk, keys)
    for item in items:
        if item.serial_key and (twin := known.get(item.serial_key)) is not None:
            raise Refusal(
                "{type} {serial} is in the register already, as {twin}",
                field="serial_numbers",
                type=str(type),
                serial=item.serial_number,
                twin=twin,
            )


def regrade(equipment: Equipment, *, grade: int, on: date, document: str, grounds: str) -> Grading:
    """Give the item a quality grade, by decision: the document and the grounds are required.

    Gradings are dated facts: one of an earlier day is taken in and changes nothing about later ones.
    """
    rules.check_in_register(equipment.removed_on)
    known = catalogue.grades(equipment.type.grade_scheme, on, field="grade")
    before = Grading.objects.filter(equipment=equipment).values_list("graded_on", flat=True)
    rules.check_grading(
        grade,
        on,
        grades=[g.code for g in known],
        graded_on=set(before),
        document=document,
        grounds=grounds,
        today=today(),
    )
    grading = Grading(equipment=equipment, grade=grade, graded_on=on, document=tidy(document), grounds=tidy(grounds))
    grading.save()
    return grading


def transfer(equipment: Equipment, *, unit: Unit, on: date, document: str) -> None:
    """Hand the item to another unit: the present custody ends that day, the next begins."""
    rules.check_in_register(equipment.removed_on)
    if not document.strip():
        raise Refusal("Name the document that orders the transfer", field="document")
    check_in_tree(unit, on)
    rows = list(Custody.objects.filter(equipment=equipment).order_by("from_on"))

    def put(row: Custody, holder: UUID) -> None:
        row.unit_id, row.document = holder, tidy(document)

    dated.store(
        rows,
        timeline.after(dated.spans_of(rows, _holder), unit.pk, on, today()),
        value=_holder,
        begin=lambda start: Custody(equipment=equipment, from_on=start),
        put=put,
    )


def remove(equipment: Equipment, *, on: date, document: str) -> None:
    """Take the item off the register, by decision; its custody ends that day, its records stay."""
    rules.check_in_register(equipment.removed_on)
    last = Custody.objects.filter(equipment=equipment).order_by("-from_on").first()
    graded = Grading.objects.filter(equipment=equipment).order_by("-graded_on").first()
    rules.check_removal(
        on,
        held_from=last.from_on if last else None,
        graded_on=graded.graded_on if graded else None,
        document=document,
        today=today(),
    )
    equipment.removed_on, equipment.removal_document = on, tidy(document)
    equipment.save()
    if last is not None and last.until_on is None:
        last.until_on = on
        last.save()


def correct_serial(equipment: Equipment, *, serial_number: str, read_from_plate: bool = False) -> None:
    """Write the serial number as it stands on the item; refused where the register has it for another item of the type."""
    rules.check_in_register(equipment.removed_on)
    wanted = new_equipment(equipment.type, serial_number, read_from_plate=read_from_plate)
    if not wanted.serial_key and equipment.type.tracked_by == TrackedBy.SERIAL:
        raise Refusal("Write the serial number", field="serial_number")
    if wanted.serial_key != equipment.serial_key:
        check_not_registered(equipment.type, [wanted])
    equipment.serial_number, equipment.serial_key = wanted.serial_number, wanted.serial_key
    equipment.save()


def check_in_tree(unit: Unit, on: date) -> None:
    """Refuse a unit that has no place in the tree on that day."""
    if not UnitLink.objects.filter(during(on), unit=unit).exists():
        raise Refusal("{unit} has no place in the tree on {on}", field="unit", unit=str(unit), on=on)


def _holder(row: Custody) -> UUID:
    return row.unit_id
