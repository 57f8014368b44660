"""Keeps answers between readings: fresh while no act touched a table they were read from, so that a board costs no solver."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.kept import Head, last_touch
from thenchot.foundation.ledger import journal
from thenchot.foundation.ledger.derived import derive
from thenchot.insight.keylink.models import Kept

log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=40)
# Changes whenever what is kept is computed or written in another way.
FORM = "2"


def register() -> None:
    """Tell the ledger's repair to drop what is kept; nothing is kept that its check could compare."""
    derive("keylink.kept", tables=(), reads=(), rebuild=forget)


def forget() -> None:
    """Drop every kept answer."""
    Kept.objects.all().delete()


def reads_of(definitions: Collection[Definition]) -> frozenset[str]:
    """The tables an answer about these indicators comes from."""
    own = {"keylink.estimate", "organisation.unit"}
    return frozenset(own.union(*({*each.reads, *each.obstacle_reads} for each in definitions)))


def digest_of(definitions: Collection[Definition]) -> str:
    """Changes whenever one of the indicators, its obstacles or its targets is defined in another way."""
    texts = sorted(f"{each.digest}{each.obstacles_text}{each.slices}" for each in definitions)
    return hashlib.blake2b("\0".join([FORM, *texts]).encode(), digest_size=16).hexdigest()


def fresh(names: Mapping[str, Collection[Definition]], unit: UUID, on: date) -> dict[str, Any]:
    """Those of the named answers that are kept and still true, as they were kept."""
    if not names or _is_being_changed(names):
        return {}
    touched = {name: last_touch(reads_of(definitions))[1] for name, definitions in names.items()}
    found = {}
    for row in Kept.objects.filter(name__in=list(names), unit=unit, on=on):
        if row.digest == digest_of(names[row.name]) and (row.epoch, row.seq) >= touched[row.name]:
            found[row.name] = json.loads(row.content)
    return found


def keep(name: str, definitions: Collection[Definition], unit: UUID, on: date, head: Head, content: Any) -> None:
    """Keep an answer that was read at `head`; a database too busy to store it costs only the next reader."""
    if _is_being_changed({name: definitions}):
        return
    now = timezone.now()
    row = Kept(
        name=name,
        unit=unit,
        on=on,
        digest=digest_of(definitions),
        epoch=head.epoch,
        seq=head.seq,
        content=json.dumps(content, ensure_ascii=False),
        computed_at=now,
    )
    try:
        with transaction.atomic():
            Kept.objects.filter(Q(name=name, unit=unit, on=on) | Q(computed_at__lt=now - KEPT_FOR)).delete()
            row.save()
    except DatabaseError as error:
        log.warning("the answer %s for %s was not kept: %s", name, on, error)


def _is_being_changed(names: Mapping[str, Collection[Definition]]) -> bool:
    act = journal.open_now()
    return act is not None and any(not act.models.isdisjoint(reads_of(each)) for each in names.values())
