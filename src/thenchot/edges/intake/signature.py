"""Under whose name an intake writes: its reader's own, or "B, for A" where it takes a grant that A lent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.apps import apps

from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.targets.contract import Target
from thenchot.foundation.access import policy, signing
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import reach_of
from thenchot.foundation.desk.reading import AT_ONCE, batches
from thenchot.foundation.ledger.acts import Deed, Program, act
from thenchot.foundation.organisation.models import Unit, UnitAlias, UnitLink
from thenchot.foundation.organisation.queries import under


@contextmanager
def signed_act(
    verb: str, by: User | Program, place: Unit | None, target: Target | None, *, reason: str, request_key: str
) -> Iterator[Deed]:
    """An act of an intake under this unit, signed when it is known what was written."""
    signature = signing.Signature(by) if isinstance(by, User) else by
    with act(verb, by=signature, reason=reason, request_key=request_key) as deed:
        yield deed
        if isinstance(signature, signing.Signature):
            brings = signature.signer
            signature.signer = signing.signer_where(
                brings, lambda who: may_bring(who, place, target) and _sees_as_much(who, brings, deed)
            )


def named(by: User | Program, place: Unit | None) -> str:
    """What the run calls whoever brings its file in."""
    signs = signing.signer_where(by, lambda who: may_bring(who, place, None)) if isinstance(by, User) else by
    return signs.display_name


def may_bring(user: User, place: Unit | None, target: Target | None) -> bool:
    """May the user bring files in under this unit, and of this kind?"""
    reach = reach_of(user)
    granted = reach.units(policy.permission(IntakeRun, "take_in"))
    if not (reach.everywhere(granted) or (place is not None and _is_under(place, granted, reach.day))):
        return False
    return target is None or target.open_to(user)


def _is_under(place: Unit, granted: frozenset[UUID], day: Any) -> bool:
    return bool(under(granted, day).filter(unit=place.pk).exists())


def _sees_as_much(who: User, brings: User, deed: Deed) -> bool:
    """Are all the records written that are seen with everything held seen by this part of it, too?

    Not the units: they go under the place, which was asked about, and where they stand is computed only at the act's end.
    """
    written: dict[str, list[UUID]] = defaultdict(list)
    for (model, key), change in deed.journal.changes.items():
        if change.operation != "removed" and not isinstance(change.record, Unit | UnitLink | UnitAlias):
            written[model].append(key)
    return all(
        policy.rows(who, "view", rows).count() == policy.rows(brings, "view", rows).count()
        for label, keys in written.items()
        for batch in batches(keys, AT_ONCE)
        for rows in [apps.get_model(label)._default_manager.filter(pk__in=batch)]
    )
