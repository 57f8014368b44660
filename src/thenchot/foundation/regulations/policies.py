"""Who may see the rule sets: everybody who holds a grant; they are the same for the whole tree."""

from __future__ import annotations

from thenchot.foundation.access.policy import Shared, allow
from thenchot.foundation.regulations.models import ApprovalClause, ApprovalMatrix, CalendarCut, ReportingCalendar


def register() -> None:
    """Called once, when the app is ready."""
    for rule_set in (ReportingCalendar, CalendarCut, ApprovalMatrix, ApprovalClause):
        allow(rule_set, Shared())
