"""How rows of earlier shapes, kept in the ledger, become rows of today's."""

from __future__ import annotations

from thenchot.foundation.ledger.upcast import Row, upcaster


@upcaster("access.role", to=2)
def role_without_second_step(row: Row) -> Row:
    """Before schema 2 no role asked for a second step."""
    return {**row, "needs_second_step": False}
