"""Record keys: UUID version 7, ordered by time of birth (RFC 9562), so that indexes stay compact."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_key() -> UUID:
    """A new record key."""
    return uuid7()
