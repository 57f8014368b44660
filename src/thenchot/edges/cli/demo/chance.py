"""Repeatable chance: the same seed gives the same streams and the same record keys on every machine."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

_COUNTER_BITS = 12


def stream(seed: int, purpose: str) -> Random:
    """A source of chance for one purpose; drawing more from one leaves the others as they were."""
    return Random(f"{seed}:{purpose}")  # noqa: S311  # repeatable on purpose; guards nothing


class Keys:
    """Record keys that repeat: UUIDv7 (RFC 9562, method 1) whose clock is a counter from the eve of a day."""

    def __init__(self, seed: int, day: date) -> None:
        eve = datetime.combine(day - timedelta(days=1), time(), UTC)
        self._millis = int(eve.timestamp()) * 1000
        self._chance = stream(seed, "keys")
        self._count = 0

    def __call__(self) -> UUID:
        """The next key, greater than all before it."""
        self._count += 1
        moment = self._millis + (self._count >> _COUNTER_BITS)
        counter = self._count & ((1 << _COUNTER_BITS) - 1)
        return UUID(int=moment << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | self._chance.getrandbits(62))


def days_before(day: date, count: int) -> date:
    """The day `count` days earlier."""
    return day - timedelta(days=count)
