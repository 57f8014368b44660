"""Files as loggers write them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from thenchot.domain.depots.climate.logger import read_log
from thenchot.foundation.kernel.refusal import Refusal

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def read(text, **options):
    content = text if isinstance(text, bytes) else text.encode()
    return read_log(content, ZONE, **options)


def at(*parts):
    return datetime(*parts, tzinfo=ZONE)


def values(log):
    assert log.faults == (), [(f.row, str(f.expected)) for f in log.faults]
    return [(r.at, r.temperature, r.humidity) for r in log.readings]


def test_a_plain_english_file():
    text = "Date Time,Temperature (\u00b0C),Humidity (%RH)\n2026-01-31 08:00,23.5,61\n2026-01-31 08:05:30,23.6,61.2\n"
    assert values(read(text)) == [
        (at(2026, 1, 31, 8, 0), Decimal("23.5"), Decimal(61)),
        (at(2026, 1, 31, 8, 5, 30), Decimal("23.6"), Decimal("61.2")),
    ]


def test_a_vietnamese_file_with_semicolons_and_commas():
    text = "Kho K1\n\nNgày;Giờ;Nhiệt độ;Độ ẩm\n31/01/2026;14:30;23,5;61\n"
    assert values(read(text)) == [(at(2026, 1, 31, 14, 30), Decimal("23.5"), Decimal(61))]


def test_a_western_file_in_its_own_code_page_and_one_in_utf_16():
    text = "Time stamp\tignored\tTemp \u00b0C\tRH\n"
    text = "Timestamp\tNo\tTemp \u00b0C\tRH %\n31.01.2026 8:00\t1\t23.5\t-\n"
    assert values(read(text.encode("cp1252"))) == [(at(2026, 1, 31, 8, 0), Decimal("23.5"), None)]
    assert values(read(b"\xff\xfe" + text.encode("utf-16-le"))) == values(read(text.encode("cp1252")))


def test_an_order_that_a_row_settles_is_used_for_all():
    month_first = "Date Time,Temp\n01/02/2026 08:00,22\n01/31/2026 08:00,23\n"
    assert [r.at.month for r in read(month_first).readings] == [1, 1]
    day_first = "Date Time,Temp\n01/02/2026 08:00,22\n31/01/2026 08:00,23\n"
    assert [r.at.month for r in read(day_first).readings] == [2, 1]


def test_an_order_that_nothing_settles_is_asked_for():
    text = "Date Time,Temp\n01/02/2026 08:00,22\n"
    with pytest.raises(Refusal, match="the day or the month first"):
        read(text)
    assert read(text, day_first=True).readings[0].at.month == 2
    assert read(text, day_first=False).readings[0].at.month == 1


def test_an_order_that_rows_disagree_on_is_refused():
    with pytest.raises(Refusal, match="some the month first"):
        read("Date Time,Temp\n13/02/2026 08:00,22\n02/13/2026 08:00,22\n")


def test_afternoon_is_afternoon():
    log = read("Date Time,Temp\n2026-01-31 12:05 AM,22\n2026-01-31 12:05 PM,22\n2026-01-31 3:05 pm,22\n")
    assert [r.at.hour for r in log.readings] == [0, 12, 15]


def test_every_fault_is_listed_with_its_row():
    rows = (
        "2026-01-31 08:00,22,60",
        "2026-02-31 08:00,22,60",
        "later,22,60",
        "2026-01-31 09:00,abc,60",
        "2026-01-31 10:00,,",
    )
    log = read("\n".join(("Date Time,Temp,Hum", *rows)))
    assert [fault.row for fault in log.faults] == [3, 4, 5, 6]
    assert [str(fault.expected)[:30] for fault in log.faults] == [
        "a day and a time that exist, s",
        "a day and a time such as 25/11",
        "a number such as 23.5 or 23,5",
        "Write the temperature, the hum",
    ]


def test_two_different_readings_of_an_instant_are_a_fault_and_two_equal_ones_are_not():
    head = "Date Time,Temp\n2026-01-31 08:00,22\n"
    assert len(read(head + "2026-01-31 08:00,23\n").faults) == 1
    assert read(head + "2026-01-31 08:00,22\n").faults == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "No row names a time"),
        ("", "No row names a time"),
        ("Date Time,Temp (\u00b0F)\n2026-01-31 08:00,70\n", "Fahrenheit"),
    ],
)
def test_what_is_no_log_is_refused(text, words):
    with pytest.raises(Refusal, match=words):
        read(text)
