"""Alerts: in which order, counted and chosen by which windows."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from thenchot.foundation.indicators.alerts import WINDOWS, Alert, Kind, chosen, counted

DAY = date(2026, 6, 1)


def alert(kind, days):
    due = None if kind is Kind.MISSING else DAY + timedelta(days=days if kind is Kind.LAPSING else -days)
    return Alert(kind, "what", "record", "/", "unit", due)


def test_what_lapses_in_30_days_counts_within_30_60_and_90_and_in_31_days_not_within_30():
    found = counted([alert(Kind.LAPSING, 30), alert(Kind.LAPSING, 31), alert(Kind.LAPSING, 90)], DAY)
    assert found == {"30": 1, "60": 2, "90": 3}


def test_overdue_and_missing_are_in_no_window():
    found = [alert(Kind.OVERDUE, 5), alert(Kind.MISSING, 0)]
    assert counted(found, DAY) == {"overdue": 1, "missing": 1}
    assert chosen(found, DAY, "90") == []


@given(st.lists(st.builds(alert, st.sampled_from(Kind), st.integers(1, 90))))
def test_every_count_is_the_length_of_the_list_it_opens(alerts):
    counts = counted(alerts, DAY)
    for name in ("overdue", "missing", *map(str, WINDOWS)):
        assert counts[name] == len(chosen(alerts, DAY, name))
    assert chosen(alerts, DAY, "") == alerts
