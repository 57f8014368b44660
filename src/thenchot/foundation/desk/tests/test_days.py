"""Days as people write them in an address."""

from datetime import date

import pytest
from django.test import RequestFactory

from thenchot.foundation.access.reach import today
from thenchot.foundation.desk import days


@pytest.mark.parametrize("text", ["25/11/2026", "2026-11-25", "25-11-2026", "25.11.2026", " 25/11/2026 "])
def test_a_day_is_read_however_it_is_written(text):
    assert days.read(text) == date(2026, 11, 25)


@pytest.mark.parametrize("text", ["11/25/2026", "29/02/2026", "0", "hôm nay", "25/11"])
def test_what_is_no_day_is_today_and_said_so(text):
    assert days.asked(RequestFactory().get("/", {"on": text})) == (today(), True)


def test_nothing_asked_is_today_without_a_word():
    assert days.asked(RequestFactory().get("/")) == (today(), False)
