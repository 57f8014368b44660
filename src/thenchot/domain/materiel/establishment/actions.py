"""What can be done with the establishment. Each is called inside an act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from thenchot.domain.materiel import dated, timeline
from thenchot.domain.materiel.catalogue.models import Type
from thenchot.domain.materiel.establishment.models import Establishment
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit


def authorise(
    *,
    unit: Unit,
    type: Type,  # noqa: A002  # the column's name
    quantity: Decimal,
    on: date,
    document: str,
) -> Establishment:
    """From `on` the unit is authorised this quantity of the type (0 ends it); days before keep theirs.

    An establishment is decided beforehand, so a day to come is taken.
    """
    if quantity < 0:
        raise Refusal("A quantity is not below zero", field="quantity")
    if not document.strip():
        raise Refusal("Name the document that decides it", field="document")
    rows = list(Establishment.objects.filter(unit=unit, type=type).order_by("from_on"))

    def put(row: Establishment, value: Decimal) -> None:
        row.quantity, row.document = value, tidy(document)

    dated.store(
        rows,
        timeline.after(dated.spans_of(rows, _quantity), quantity, on, date.max),
        value=_quantity,
        begin=lambda start: Establishment(unit=unit, type=type, from_on=start),
        put=put,
    )
    found: Establishment = Establishment.objects.get(unit=unit, type=type, from_on=on)
    return found


def _quantity(row: Establishment) -> Decimal:
    quantity: Decimal = row.quantity
    return quantity
