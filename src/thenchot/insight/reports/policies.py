"""Who may see and handle reports: those whose role names them, within the unit.

A report holds figures of every field, so a bare `*` does not reach it; whoever may read it reads all of it. What its writer may
not see is not in it.
"""

from __future__ import annotations

from thenchot.foundation.access.policy import Within, allow
from thenchot.insight.reports.models import Report, Wording


def register() -> None:
    """Called once, when the app is ready."""
    allow(Report, Within("unit"), sensitive=True)
    allow(Wording, Within("report__unit"), sensitive=True)
