"""What remedies usually take, made up: for obstacles of which no record tells cost and days. All marked as examples."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from thenchot.insight.keylink.models import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from thenchot.edges.cli.demo.chance import Keys

SOURCE = "Ví dụ, không chính thức: dự toán bình quân của dữ liệu trình diễn"
_MILLION = 1_000_000
# Indicator, cause of the obstacle, millions of đồng, days.
USUAL: tuple[tuple[str, str, str, int], ...] = (
    ("depots_at_standard", "lapsed", "12", 5),
    ("depots_at_standard", "never_assessed", "15", 5),
    ("depots_at_standard", "unanswered", "6", 2),
    ("depots_at_standard", "expired", "4", 3),
    ("registered_to_serial", "read_plates", "1.2", 1),
    ("grading_current", "grade_again", "2.5", 2),
    ("technical_readiness", "repair_grade_3", "18", 12),
    ("technical_readiness", "repair_grade_4", "95", 45),
    ("technical_readiness", "repair", "40", 20),
    ("technical_readiness", "awaiting_parts", "9", 30),
    ("technical_readiness", "replace", "140", 90),
    ("complete_sets", "missing_critical", "26", 20),
    ("complete_sets", "missing_part", "7", 15),
)


def records(keys: Keys, since: date) -> Iterator[Estimate]:
    """One estimate for each cause, in force since a day."""
    for indicator, cause, millions, days in USUAL:
        yield Estimate(
            id=keys(),
            indicator=indicator,
            cause=cause,
            cost=Decimal(millions) * _MILLION,
            days=days,
            valid_from=since,
            source=SOURCE,
            is_example=True,
        )
