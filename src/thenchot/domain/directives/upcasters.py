"""How rows of earlier shapes, kept in the ledger, become rows of today's."""

from __future__ import annotations

from thenchot.foundation.ledger.upcast import Row, upcaster


@upcaster("directives.task", to=2)
def task_without_cost(row: Row) -> Row:
    """Before schema 2 no task had a cost."""
    return {**row, "cost": None}


@upcaster("directives.attendance", to=2)
def attendance_by_name_only(row: Row) -> Row:
    """Before schema 2 members were written down by name alone."""
    return {**row, "person_id": None}
