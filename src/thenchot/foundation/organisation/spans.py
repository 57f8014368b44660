"""Keeps the derived table of spans equal to the links: whole on rebuild, only the touched subtrees on refresh."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.ledger import bulk
from thenchot.foundation.ledger.derived import derive
from thenchot.foundation.ledger.journal import Journal
from thenchot.foundation.organisation import rules
from thenchot.foundation.organisation.models import Unit, UnitLink, UnitSpan

_CHUNK = 500  # SQLite takes at most 999 parameters a statement.


def register() -> None:
    """Tell the ledger about the table."""
    derive(
        "organisation.spans",
        tables=["organisation.unitspan"],
        reads=["organisation.unitlink"],
        rebuild=rebuild,
        refresh=refresh,
    )


def all_links() -> list[rules.Link]:
    """The links of the whole tree as plain values."""
    rows = UnitLink.objects.order_by("unit_id", "from_on").values_list("unit_id", "parent_id", "from_on", "until_on")
    return [rules.Link(unit, parent, Interval.between(start, end)) for unit, parent, start, end in rows]


def rebuild() -> None:
    """Compute every span from scratch."""
    links = rules.by_unit(all_links())
    UnitSpan.objects.all().delete()
    _write(links, links)


def refresh(journal: Journal) -> None:
    """Compute again the spans of units whose links the act touched, and of all that ever stood below them."""
    changed = {
        change.record.unit_id
        for (model, _key), change in journal.changes.items()
        if model == "organisation.unitlink" and isinstance(change.record, UnitLink)
    }
    every = all_links()
    touched = sorted(rules.below(changed, every))
    for start in range(0, len(touched), _CHUNK):
        UnitSpan.objects.filter(unit__in=touched[start : start + _CHUNK]).delete()
    _write(touched, rules.by_unit(every))


def _write(units: Iterable[UUID], links: dict[UUID, list[rules.Link]]) -> None:
    try:
        spans = [span for unit in units for span in rules.spans_of(unit, links)]
    except rules.TreeCycle as cycle:
        names = dict(Unit.objects.filter(pk__in=cycle.path).values_list("pk", "name"))
        raise rules.TreeCycle(cycle.path, names) from cycle
    bulk.insert(
        UnitSpan,
        (
            UnitSpan(
                ancestor_id=s.ancestor, unit_id=s.unit, depth=s.depth, from_on=s.during.start, until_on=s.during.until
            )
            for s in spans
        ),
    )
