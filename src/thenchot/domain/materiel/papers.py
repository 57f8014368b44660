"""Papers of the register: the record of a handover, and the proposal to remove items from establishment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import starmap

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.equipment.models import Custody, Grading
from thenchot.domain.materiel.removal import queries
from thenchot.domain.materiel.removal.models import CouncilMember, RemovalLine, RemovalPlan
from thenchot.foundation.access import policy
from thenchot.foundation.desk.language import language
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.papers.document import (
    Appendix,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Signer,
    Table,
    dashes,
    paragraph,
    words,
)
from thenchot.foundation.papers.issued import issued_by
from thenchot.foundation.papers.layouts import BLANK
from thenchot.foundation.papers.numbers import said
from thenchot.foundation.papers.registry import Paper, register


def handover(custody: Custody, reader: policy.Who) -> Document:
    """The record of the handover by which this custody began, with every item handed over by the same document."""
    giver = _giver(custody)
    rows = _handed_over(custody, giver, reader)
    return Document(
        **issued_by(giver or custody.unit, custody.from_on, "BB", number=custody.document),
        kind=gettext("Minutes"),
        abstract=gettext("Handover of technical equipment"),
        blocks=tuple(_handover(custody, giver, rows)),
        co_signers=(Signer(gettext("For the giver"), ""), Signer(gettext("For the receiver"), "")),
    )


def _giver(custody: Custody) -> Unit | None:
    """Who held the item up to that day; nobody where the register begins with this custody."""
    before = Custody.objects.filter(equipment=custody.equipment_id, from_on__lt=custody.from_on)
    last = before.select_related("unit").order_by("-from_on").first()
    return last.unit if last else None


def _handed_over(custody: Custody, giver: Unit | None, reader: policy.Who) -> list[Custody]:
    """Custodies that began on the same day by the same document from the same giver, as far as seen; this one at least."""
    if not custody.document or giver is None:
        return [custody]
    together = Custody.objects.filter(unit=custody.unit_id, from_on=custody.from_on, document=custody.document)
    seen = policy.rows(reader, "view", together).select_related("equipment__type", "unit")
    before = Custody.objects.filter(equipment__custody__in=together, from_on__lt=custody.from_on)
    givers = dict(before.order_by("from_on").values_list("equipment_id", "unit_id"))
    found = [one for one in seen if givers.get(one.equipment_id) == giver.pk]
    return sorted(found, key=lambda one: (str(one.equipment), one.pk))


def _handover(custody: Custody, giver: Unit | None, rows: list[Custody]) -> Iterator[Block]:
    if custody.document:
        yield Paragraph(words(gettext("By %(document)s,") % {"document": custody.document}), basis=True)
    yield paragraph(gettext("On %(day)s there were present:") % {"day": said(custody.from_on, language())})
    yield dashes(
        (
            gettext("Giver: %(unit)s, represented by %(blank)s") % {"unit": giver or BLANK, "blank": BLANK},
            gettext("Receiver: %(unit)s, represented by %(blank)s") % {"unit": custody.unit, "blank": BLANK},
        )
    )
    yield paragraph(gettext("The following was handed over and received:"))
    grades = _grades(rows)
    lines = (
        (number, str(item.type), item.serial_number, item.manufacture_year, item.quantity, grades.get(item.pk), "")
        for number, item in enumerate((row.equipment for row in rows), start=1)
    )
    yield Table(
        gettext("Items handed over"),
        (
            Column(gettext("No."), "whole", width=2),
            Column(gettext("Name and type"), width=8),
            Column(gettext("Serial number"), width=5),
            Column(gettext("Year made"), width=3),
            Column(gettext("Quantity"), "whole", total=True, width=3),
            Column(gettext("Quality grade"), width=3),
            Column(gettext("Note"), width=4),
        ),
        tuple(
            Row((number, *cells[:2], _plain(cells[2]), cells[3], _plain(cells[4]), cells[5]))
            for number, *cells in lines
        ),
    )
    yield paragraph(gettext("Both sides agree on the above and sign. The record is made in copies of equal worth."))


def _plain(number: int | None) -> str:
    """A number that is a name (a year, a grade): never grouped, empty where nobody wrote it down."""
    return "" if number is None else str(number)


def _grades(rows: list[Custody]) -> dict[object, int]:
    """The grade of each item on the day of the handover."""
    if not rows:
        return {}
    items = [row.equipment_id for row in rows]
    gradings = Grading.objects.filter(equipment__in=items, graded_on__lte=rows[0].from_on).order_by("graded_on")
    return dict(gradings.values_list("equipment_id", "grade"))


def removal(plan: RemovalPlan, reader: policy.Who) -> Document:
    """The proposal of a plan of removal, line by line, with what the regulation asks to be shown."""
    seen = policy.rows(reader, "view", RemovalLine.objects.filter(plan=plan))
    lines = list(seen.select_related("equipment__type", "case").order_by("equipment__type__name", "pk"))
    last = queries.last_step(plan)
    return Document(
        **issued_by(plan.unit, last.on if last else date(plan.year, 1, 1), "TTr"),
        kind=gettext("Proposal"),
        abstract=gettext("Removal of technical equipment from establishment, %(year)s") % {"year": plan.year},
        addressees=tuple(dict.fromkeys(line.authority for line in lines if line.authority)),
        blocks=tuple(_removal(plan, lines)),
        recipients=(gettext("As above"), gettext("Kept: registry")),
        signer=Signer(gettext("Commander of the unit"), ""),
    )


def _removal(plan: RemovalPlan, lines: list[RemovalLine]) -> Iterator[Block]:
    regulation = plan.regulation
    basis = f"{regulation.name}{f' ({regulation.source})' if regulation.source else ''}"
    yield Paragraph(words(gettext("By %(document)s,") % {"document": basis}), basis=True)
    yield paragraph(
        gettext("%(unit)s proposes that the items listed below be removed from establishment.") % {"unit": plan.unit}
    )
    yield Heading(1, gettext("Items proposed"), "I")
    yield Table(gettext("Items proposed, by case of removal"), _by_case(), tuple(_cases(lines)))
    yield Heading(1, gettext("Disposal council"), "II")
    members = list(plan.council.order_by("-is_head", "pk"))
    if members:
        yield dashes(f"{member.name}, {member.post}{_head(member)}" for member in members)
    else:
        yield paragraph(gettext("The council has not been named yet."))
    yield paragraph(gettext("Submitted for consideration and decision."))
    table = Table(gettext("Items proposed for removal"), _columns(), tuple(starmap(_line, enumerate(lines, start=1))))
    yield Appendix(gettext("List of the items proposed for removal"), (table,))


def _by_case() -> tuple[Column, ...]:
    return (
        Column(gettext("Case of removal"), width=8),
        Column(gettext("Number"), "whole", total=True, width=2),
        Column(gettext("Original cost (đồng)"), "whole", total=True, width=4),
    )


def _cases(lines: list[RemovalLine]) -> Iterator[Row]:
    """How many items of each case, and what they cost; nothing where no cost was written down."""
    for case in sorted({line.case for line in lines}, key=lambda case: case.code):
        found = [line.original_cost for line in lines if line.case_id == case.pk]
        known = [cost for cost in found if cost is not None]
        yield Row((case.label, len(found), sum(known, Decimal(0)) if known else None))


def _head(member: CouncilMember) -> str:
    return f" ({gettext('heads the council')})" if member.is_head else ""


def _columns() -> tuple[Column, ...]:
    return (
        Column(gettext("No."), "whole", width=2),
        Column(gettext("Name and type"), width=7),
        Column(gettext("Serial number"), width=5),
        Column(gettext("Quality grade"), width=3),
        Column(gettext("Case of removal"), width=7),
        Column(gettext("Original cost"), "whole", group=gettext("Value (đồng)"), total=True, width=5),
        Column(gettext("Residual value"), "whole", group=gettext("Value (đồng)"), total=True, width=5),
        Column(gettext("Expected proceeds"), "whole", group=gettext("Value (đồng)"), total=True, width=5),
        Column(gettext("Method"), width=4),
        Column(gettext("Decision"), width=4),
        Column(gettext("Reason"), width=6),
    )


def _line(number: int, line: RemovalLine) -> Row:
    item = line.equipment
    values = (line.original_cost, line.residual_value, line.expected_proceeds)
    outcome = (line.get_method_display(), line.get_outcome_display(), line.reason)
    return Row((number, str(item.type), item.serial_number, _plain(line.grade), line.case.label, *values, *outcome))


register(Paper(name="handover-record", resource="custody", title=_("record of the handover"), build=handover))
register(Paper(name="removal-proposal", resource="removal-plans", title=_("proposal of removal"), build=removal))
