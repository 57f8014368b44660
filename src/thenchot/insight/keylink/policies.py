"""Who may see and make plans: those who reach the unit they are for; estimates are shared."""

from __future__ import annotations

from thenchot.foundation.access.policy import Shared, Within, allow
from thenchot.insight.keylink.models import Estimate, Plan, PlanLine


def register() -> None:
    """Called once, when the app is ready."""
    allow(Estimate, Shared())
    allow(Plan, Within("unit"))
    allow(PlanLine, Within("plan__unit"))
