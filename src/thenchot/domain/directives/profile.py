"""The example rule of regular meetings: a cell meets every month. Example, not official.

The figures are public (42-HD/BTCTW of 28 October 2025; the quarterly topic from the practice of the cells).
"""

from __future__ import annotations

from datetime import date

from thenchot.domain.directives.models import MeetingRule
from thenchot.domain.people.models import BodyKind

FROM = date(2020, 1, 1)
_SOURCE = "Hướng dẫn 42-HD/BTCTW ngày 28/10/2025 (ví dụ, không chính thức)"


def load() -> MeetingRule:
    """Bring in the rule of cell meetings if it is missing. Called inside an act; safe to call again."""
    found: MeetingRule | None = MeetingRule.objects.filter(kind=BodyKind.PARTY_CELL, valid_from=FROM).first()
    if found is None:
        found = MeetingRule(kind=BodyKind.PARTY_CELL, valid_from=FROM, source=_SOURCE, is_example=True)
        found.save()
    return found
