"""What can be done to units. Each is called inside an act."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold, tidy
from thenchot.foundation.organisation import rules
from thenchot.foundation.organisation.models import Unit, UnitAlias, UnitKind, UnitLink


def new_unit(code: str, name: str, kind: str = UnitKind.UNIT) -> Unit:
    """A unit not yet saved, with its texts tidied and its search key filled."""
    code, name = tidy(code), tidy(name)
    return Unit(code=code, name=name, kind=kind, search_key=fold(f"{code} {name}")[:400])


def found(code: str, name: str, *, parent: Unit | None, on: date, kind: str = UnitKind.UNIT) -> Unit:
    """A new unit with its first place in the tree."""
    if not tidy(code):
        raise Refusal("A unit needs a code", field="code")
    if Unit.objects.filter(code=tidy(code)).exists():
        raise Refusal("A unit with code {code} exists already", field="code", code=tidy(code))
    unit = new_unit(code, name, kind)
    unit.save()
    UnitLink(unit=unit, parent=parent, from_on=on).save()
    return unit


def also_called(unit: Unit, text: str) -> UnitAlias:
    """Another name for the unit."""
    alias = UnitAlias(unit=unit, text=tidy(text), search_key=fold(text))
    alias.save()
    return alias


def rename(unit: Unit, *, name: str) -> None:
    """A new name; the old one stays findable as an alias."""
    if tidy(name) == unit.name:
        return
    if not unit.aliases.filter(text=unit.name).exists():
        also_called(unit, unit.name)
    unit.name = tidy(name)
    unit.search_key = fold(f"{unit.code} {unit.name}")[:400]
    unit.save()


def move(unit: Unit, *, parent: Unit | None, on: date) -> None:
    """From `on` the unit stands under `parent`; days before keep the place they had."""
    if parent is not None and parent.pk == unit.pk:
        raise rules.TreeCycle([unit.pk, unit.pk], {unit.pk: unit.name})
    rows = list(UnitLink.objects.filter(unit=unit).order_by("from_on"))
    wanted = rules.after_move([_link(row) for row in rows], unit.pk, parent.pk if parent else None, on)
    _store(unit, rows, wanted)


def close(unit: Unit, *, on: date) -> None:
    """The unit has no place in the tree from `on`; refused while units stand under it on that day."""
    if _children_on(unit, on):
        raise Refusal(
            "{unit} still has units under it on that day; move or close them first", unit=str(unit), field="on"
        )
    rows = list(UnitLink.objects.filter(unit=unit).order_by("from_on"))
    wanted = [link for row in rows if (link := _ended(_link(row), on)).during]
    _store(unit, rows, wanted)


def _ended(link: rules.Link, on: date) -> rules.Link:
    return rules.Link(link.unit, link.parent, Interval(link.during.start, min(link.during.end, on)))


def _children_on(unit: Unit, on: date) -> bool:
    return any(on in Interval.between(row.from_on, row.until_on) for row in UnitLink.objects.filter(parent=unit))


def _link(row: UnitLink) -> rules.Link:
    return rules.Link(row.unit_id, row.parent_id, Interval.between(row.from_on, row.until_on))


def _store(unit: Unit, rows: list[UnitLink], wanted: list[rules.Link]) -> None:
    """Make the unit's rows equal to the wanted links, keeping each row that starts on the same day."""
    by_start: dict[date, UnitLink] = {row.from_on: row for row in rows}
    keep: set[UUID] = set()
    for link in wanted:
        row = by_start.get(link.during.start) or UnitLink(unit=unit, from_on=link.during.start)
        keep.add(row.pk)
        if row._state.adding or (row.parent_id, row.until_on) != (link.parent, link.during.until):
            row.parent_id, row.until_on = link.parent, link.during.until
            row.save()
    for row in rows:
        if row.pk not in keep:
            row.delete()
