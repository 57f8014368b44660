"""Adding calendar months: the day of the month is kept where the month has it, and is the month's last day where not."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later (or earlier, when negative), clamped to the month's last day.

    Always count from the anchor, never from the previous result: 31 January + 1 month is 28 February, + 2 is 31 March.

    >>> add_months(date(2024, 1, 31), 1), add_months(date(2024, 1, 31), 2)
    (datetime.date(2024, 2, 29), datetime.date(2024, 3, 31))
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
