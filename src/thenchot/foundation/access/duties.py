"""Two pairs of eyes: whoever prepares does not approve, neither themselves nor through a deputy."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from thenchot.foundation.access.signing import stands_for
from thenchot.foundation.kernel.refusal import Refusal


def hands(by: Any) -> frozenset[UUID]:
    """Everybody in whose name this is done: whoever signs, and the person they stand for; nobody for a program."""
    both = (by, stands_for(by))
    return frozenset(one.pk for one in both if one is not None and one.pk is not None)


def check_other_hands(by: Any, *preparers: UUID | None) -> None:
    """Refuse when whoever approves now, or the person they stand for, is one of those who prepared."""
    if hands(by) & set(preparers):
        raise Refusal("Whoever prepared it does not approve it")
