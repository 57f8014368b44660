"""What can be done with depots. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from thenchot.domain.depots import rules
from thenchot.domain.depots.models import Depot, DepotService, Tier
from thenchot.domain.materiel import dated, timeline
from thenchot.domain.materiel.timeline import Span
from thenchot.domain.standards import actions as standards
from thenchot.domain.standards.models import Assessment, StandardVersion
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit


def new_depot(
    code: str, name: str, *, unit: Unit, tier: str, opened_on: date, document: str = ""
) -> tuple[Depot, DepotService]:
    """A depot and its first service, neither saved: for one, or for `deed.add_many`."""
    depot = Depot(code=tidy(code), name=tidy(name), unit=unit, tier=tier, opened_on=opened_on)
    return depot, DepotService(depot=depot, unit=unit, tier=tier, from_on=opened_on, document=tidy(document))


def open_depot(*, code: str, name: str, unit: Unit, tier: Tier, opened_on: date, document: str = "") -> Depot:
    """Open a depot, run by a unit, on a tier."""
    timeline.check_day(opened_on, today(), field="opened_on")
    if not tidy(code) or not tidy(name):
        raise Refusal("A depot needs a code and a name", field="code" if not tidy(code) else "name")
    if Depot.objects.filter(code=tidy(code)).exists():
        raise Refusal("A depot with code {code} exists already", field="code", code=tidy(code))
    depot, service = new_depot(code, name, unit=unit, tier=tier, opened_on=opened_on, document=document)
    depot.save()
    service.save()
    return depot


def rename(depot: Depot, *, name: str) -> None:
    """A new name; history keeps the old one."""
    if not tidy(name):
        raise Refusal("Write the new name", field="name")
    depot.name = tidy(name)
    depot.save()


def change_tier(depot: Depot, *, tier: Tier, on: date, document: str) -> None:
    """From `on` the depot serves on another tier; days before keep the tier they had."""
    _change(depot, depot.unit, tier, on, document)


def hand_over(depot: Depot, *, unit: Unit, on: date, document: str) -> None:
    """From `on` another unit runs the depot."""
    _change(depot, unit, depot.tier, on, document)


def close(depot: Depot, *, on: date, document: str) -> None:
    """The depot is no longer open from `on`; its records and assessments stay."""
    if not document.strip():
        raise Refusal("Name the document that orders it", field="document")
    last = DepotService.objects.filter(depot=depot).order_by("-from_on").first()
    rules.check_closing(
        on,
        opened_on=depot.opened_on,
        closed_on=depot.closed_on,
        changed_on=last.from_on if last else None,
        today=today(),
    )
    depot.closed_on = on
    depot.save()
    if last is not None and last.until_on is None:
        last.until_on = on
        last.save()


def assess(
    depot: Depot,
    *,
    version: StandardVersion,
    on: date,
    answers: Mapping[UUID, standards.Answered],
    assessor: str,
    minutes: str = "",
    evidence: Mapping[UUID, Sequence[standards.Evidence]] | None = None,
) -> Assessment:
    """Record an assessment of the depot by a version of a standard; see `standards.actions.assess`."""
    if on < depot.opened_on or (depot.closed_on is not None and on >= depot.closed_on):
        raise Refusal("The depot is not open on {on}", field="on", on=on)
    return standards.assess(
        version,
        depot,
        unit=depot.unit,
        on=on,
        answers=answers,
        assessor=assessor,
        minutes=minutes,
        evidence=evidence,
    )


def _change(depot: Depot, unit: Unit, tier: str, on: date, document: str) -> None:
    if depot.closed_on is not None:
        raise Refusal("The depot closed on {closed}", field="on", closed=depot.closed_on)
    if not document.strip():
        raise Refusal("Name the document that orders it", field="document")
    rows = list(DepotService.objects.filter(depot=depot).order_by("from_on"))
    known = dated.spans_of(rows, _service) or [
        Span(Interval(depot.opened_on), rules.Service(depot.unit_id, depot.tier))
    ]

    def put(row: DepotService, service: rules.Service) -> None:
        row.unit_id, row.tier, row.document = service.unit, service.tier, tidy(document)

    dated.store(
        rows,
        timeline.after(known, rules.Service(unit.pk, tier), on, today()),
        value=_service,
        begin=lambda start: DepotService(depot=depot, from_on=start),
        put=put,
    )
    depot.unit, depot.tier = unit, tier
    depot.save()


def _service(row: DepotService) -> rules.Service:
    return rules.Service(row.unit_id, row.tier)
