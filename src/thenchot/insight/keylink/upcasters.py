"""How rows of earlier shapes, kept in the ledger, become rows of today's."""

from __future__ import annotations

from thenchot.foundation.ledger.upcast import Row, upcaster


@upcaster("keylink.planline", to=2)
def line_without_task(row: Row) -> Row:
    """Before schema 2 no task was made of a line."""
    return {**row, "task_id": None}
