"""Who runs a depot and on which tier it serves, day by day. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from thenchot.domain.materiel.timeline import check_day
from thenchot.foundation.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Service:
    """A unit runs the depot, which serves on a tier."""

    unit: UUID
    tier: str


def check_closing(on: date, *, opened_on: date, closed_on: date | None, changed_on: date | None, today: date) -> None:
    """A depot closes once, after the day it opened and after its last change, not on a day to come."""
    check_day(on, today)
    if closed_on is not None:
        raise Refusal("The depot closed on {closed}", field="on", closed=closed_on)
    last = max(opened_on, changed_on or opened_on)
    if on <= last:
        raise Refusal("The depot can close after {last} only", field="on", last=last)
