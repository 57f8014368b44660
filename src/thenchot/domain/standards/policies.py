"""Who may see and change what: standards are shared, assessments belong to the unit of their subject."""

from __future__ import annotations

from thenchot.domain.standards.models import Answer, Assessment, Criterion, Standard, StandardVersion
from thenchot.foundation.access.policy import Shared, Within, allow


def register() -> None:
    """Called once, when the app is ready."""
    for reference in (Standard, StandardVersion, Criterion):
        allow(reference, Shared())
    allow(Assessment, Within("unit"))
    allow(Answer, Within("assessment__unit"))
