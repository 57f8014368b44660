"""Two pairs of eyes: whoever prepares does not approve, neither themselves nor through a deputy."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from thenchot.foundation.access.signing import stands_for
from thenchot.foundation.kernel.refusal import Refusal


def check_other_hands(by: Any, *preparers: UUID | None) -> None:
    """Refuse when whoever approves now, or the person they stand for, is one of those who prepared."""
    signs = {by.pk} if by is not None else set()
    if (giver := stands_for(by)) is not None:
        signs.add(giver.pk)
    if (signs - {None}) & set(preparers):
        raise Refusal("Whoever prepared it does not approve it")
