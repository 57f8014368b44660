"""The last readings of this process, for as long as the ledger stands where it stood: the board looked at again costs one read.

The chain's digest covers every act before it, so two ledgers with one digest hold the same records.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from datetime import date
from threading import Lock
from typing import Generic, TypeVar
from uuid import UUID

from django.conf import settings

from thenchot.foundation.indicators import operational
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.ledger import journal

R = TypeVar("R")
Key = tuple[object, ...]

MOST_READINGS, MOST_UNITS = 64, 100
_STANDS = "SELECT epoch, seq, digest FROM ledger_chain WHERE node = %(node)s"


class Recent(Generic[R]):
    """So many readings, the least lately used forgotten first."""

    def __init__(self) -> None:
        self._readings: OrderedDict[Key, R] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> R | None:
        """The reading of this key."""
        with self._lock:
            if key not in self._readings:
                return None
            self._readings.move_to_end(key)
            return self._readings[key]

    def put(self, key: Key, reading: R) -> None:
        """Remember it."""
        with self._lock:
            self._readings[key] = reading
            self._readings.move_to_end(key)
            while len(self._readings) > MOST_READINGS:
                self._readings.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._readings.clear()


def key_of(definitions: Collection[Definition], units: Collection[UUID], on: date) -> tuple[Key, str] | None:
    """What a reading is remembered under, and the ledger head it must be of.

    None while an act is under way (its own changes are seen by nobody else), before the first act, and for very many units.
    """
    if journal.open_now() is not None or len(units) > MOST_UNITS:
        return None
    for epoch, seq, digest in operational.rows(_STANDS, {"node": settings.THENCHOT_NODE}):
        asked = frozenset(definition.digest + definition.name for definition in definitions)
        return (bytes(digest), on, frozenset(units), asked), f"{settings.THENCHOT_NODE}/{epoch}/{seq}"
    return None
