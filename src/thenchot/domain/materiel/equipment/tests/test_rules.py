"""When an item may be graded or leave the register."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from thenchot.domain.materiel.equipment import rules
from thenchot.foundation.kernel.refusal import Refusal

TODAY = date(2026, 6, 1)


def graded(grade=2, on=date(2026, 1, 1), document="12/BB-KT", grounds="measured", before=()):
    rules.check_grading(
        grade, on, grades=[1, 2, 3, 4], graded_on=set(before), document=document, grounds=grounds, today=TODAY
    )


def test_a_grading_by_decision_with_grounds_is_taken():
    graded()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"grade": 5}, "Grade 5 is not one of 1, 2, 3, 4"),
        ({"document": " "}, "document that decides"),
        ({"grounds": ""}, "grounds"),
        ({"on": TODAY + timedelta(1)}, "has not come yet"),
        ({"before": [date(2026, 1, 1)]}, "graded on 2026-01-01 already"),
    ],
)
def test_a_grading_without_its_conditions_is_refused(wrong, words):
    with pytest.raises(Refusal, match=words):
        graded(**wrong)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2025, 1, 1), "on a later day only"),
        (date(2025, 5, 31), "graded on 2025-06-01"),
        (TODAY + timedelta(1), "has not come yet"),
    ],
)
def test_an_item_cannot_leave_before_its_last_fact_or_in_days_to_come(on, words):
    with pytest.raises(Refusal, match=words):
        rules.check_removal(on, held_from=date(2025, 1, 1), graded_on=date(2025, 6, 1), document="QĐ 7", today=TODAY)


def test_an_item_leaves_by_decision_only():
    with pytest.raises(Refusal, match="decides the removal"):
        rules.check_removal(TODAY, held_from=None, graded_on=None, document="", today=TODAY)
    rules.check_removal(TODAY, held_from=date(2025, 1, 1), graded_on=TODAY, document="QĐ 7", today=TODAY)
