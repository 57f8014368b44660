"""Numbers, dates and codes are read whole or refused, and what a column cannot decide is offered, not guessed."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.edges.intake.reading import CellError, ColumnProfile, Place, ValueRefused, column_profile
from thenchot.edges.intake.reading.values.dates import DateStyle
from thenchot.edges.intake.reading.values.numbers import DECIMAL_COMMA, DECIMAL_POINT, NUMBER_STYLES, PLAIN
from thenchot.edges.intake.reading.values.words import TextStyle, TruthStyle

DMY, MDY, YMD = DateStyle("dmy"), DateStyle("mdy"), DateStyle("ymd")
DAY = date(2024, 1, 15)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", Decimal("1234.5")),
        ("1.234.567", 1234567),
        ("7,30", Decimal("7.3")),
        ("0,016", Decimal("0.016")),
        ("-5", -5),
        ("+5", 5),
        ("(1.234)", -1234),
        ("\u22125,5", Decimal("-5.5")),
        (" 12 ", 12),
        ("", None),
        (None, None),
        (7, 7),
        (Decimal("1.5"), Decimal("1.5")),
    ],
)
def test_numbers_with_a_decimal_comma(text, value):
    assert DECIMAL_COMMA.parse(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "7,30,0",
        "1.23,4",
        "12.34",
        "0.123",
        "1.2345",
        "1,234.5",
        "5 cái",
        "12%",
        "1e5",
        "(5",
        "5)",
        "--5",
        "hai",
        "٣",
        ",5",
        "5,",
        True,
        CellError("#N/A"),
        DAY,
    ],
)
def test_a_text_that_is_no_number_as_a_whole_is_refused(text):
    with pytest.raises(ValueRefused) as raised:
        DECIMAL_COMMA.parse(text)
    assert str(raised.value.expected)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3), st.sampled_from(NUMBER_STYLES))
def test_a_number_written_in_a_style_is_read_back(number, style):
    whole, fraction = f"{abs(number):.3f}".split(".")
    grouped = f"{int(whole):,}".replace(",", style.group)
    assert style.parse(f"{'-' if number < 0 else ''}{grouped}{style.decimal}{fraction}") == number


@given(st.text("0123456789.,' -+()", max_size=12))
def test_no_style_takes_a_part_of_a_text(text):
    for style in NUMBER_STYLES:
        try:
            number = style.parse(text)
        except ValueRefused:
            continue
        digits = [letter for letter in text if letter.isdigit()]
        if number is not None:
            kept = f"{abs(number):f}".replace(".", "").strip("0")
            assert kept == "".join(digits).strip("0")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15/01/2024", DAY),
        ("15-1-2024", DAY),
        ("15.01.2024", DAY),
        ("15. 1. 2024", DAY),
        ("2024-01-15", DAY),
        ("2024/01/15", DAY),
        ("15/01/24", DAY),
        ("15/01/99", date(1999, 1, 15)),
        ("ngày 15 tháng 01 năm 2024", DAY),
        ("Ngày 15 tháng giêng năm 2024", DAY),
        ("15 tháng 1, năm 2024", DAY),
        ("5 tháng mười hai năm 2024", date(2024, 12, 5)),
        ("ngày 5 tháng chạp năm 2024", date(2024, 12, 5)),
        ("5 tháng tư năm 2024", date(2024, 4, 5)),
        ("15-Jan-2024", DAY),
        ("15 January 2024", DAY),
        ("January 15, 2024", DAY),
        ("Jan 15 2024", DAY),
        ("1st Sept 2024", date(2024, 9, 1)),
        ("15/01/2024 07:30", datetime.fromisoformat("2024-01-15T07:30")),
        ("2024-01-15T07:30:05Z", datetime.fromisoformat("2024-01-15T07:30:05")),
        (45306, DAY),
        ("45306", DAY),
        (DAY, DAY),
        (None, None),
        ("  ", None),
    ],
)
def test_dates_in_figures_words_and_serials(text, value):
    assert DMY.parse(text) == value


@pytest.mark.parametrize(
    "text",
    ["31/02/2024", "29/02/2023", "0/1/2024", "15/13/2024", "01/01/0000", "15/01", "tháng 1 năm 2024", "15/01-2024",
     "15/01/2024x", "hôm qua",
     "2024", "20240115", "15/01/2024 25:00", True, Decimal(-5), 0, 60, CellError("#N/A")],
)  # fmt: skip
def test_days_the_calendar_does_not_have_are_refused(text):
    with pytest.raises(ValueRefused):
        DMY.parse(text)


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from("-/."))
def test_a_date_written_in_any_order_is_read_back(day, mark):
    assert DMY.parse(f"{day.day}{mark}{day.month}{mark}{day.year}") == day
    assert YMD.parse(f"{day.year}{mark}{day.month:02}{mark}{day.day:02}") == day
    if mark != ".":
        assert MDY.parse(f"{day.month}{mark}{day.day}{mark}{day.year}") == day
    assert DMY.parse(day.strftime("%d %B %Y")) == day


def test_the_1904_base_counts_from_its_own_day():
    assert DateStyle("dmy", 1904).parse(1) == date(1904, 1, 2)
    assert DateStyle("dmy", 1904).parse("43844") == DAY


def test_texts_and_answers():
    text, truth = TextStyle(), TruthStyle()
    assert [text.parse(cell) for cell in (" 007 ", 7, Decimal("1E-7"), DAY, None, True)] == [
        "007",
        "7",
        "0.0000001",
        "2024-01-15",
        None,
        "True",
    ]
    assert [truth.parse(cell) for cell in ("Có", "KHÔNG", "x", True, 0, None, "")] == [
        True,
        False,
        True,
        True,
        False,
        None,
        None,
    ]
    with pytest.raises(ValueRefused):
        truth.parse("có lẽ")


def profile(*cells) -> ColumnProfile:
    return column_profile(cells)


def test_a_column_that_decides_gets_its_style_and_three_samples():
    found = profile("5,7", "44,016", "0,016", "66", None, " ")
    assert found.kind == "decimal"
    assert found.style == DECIMAL_COMMA
    assert (found.count, found.blanks) == (4, 2)
    assert [(sample.found, sample.value) for sample in found.samples] == [
        ("5,7", Decimal("5.7")),
        ("44,016", Decimal("44.016")),
        ("0,016", Decimal("0.016")),
    ]


def test_a_column_that_cannot_decide_gets_no_style_but_both_readings():
    found = profile("1.234", "2.345", "12")
    assert found.style is None
    assert found.alternatives[0].style == DECIMAL_COMMA
    assert found.alternatives[1].style == DECIMAL_POINT
    assert [sample.value for sample in found.alternatives[0].samples][:2] == [1234, 2345]
    assert [sample.value for sample in found.alternatives[1].samples][:2] == [Decimal("1.234"), Decimal("2.345")]
    dates = profile("1/2/2024", "3/4/2024")
    assert dates.style is None
    assert [reading.style.name for reading in dates.alternatives[:2]] == ["31/12/2024", "12/31/2024"]


def test_one_cell_decides_between_day_and_month_first():
    assert profile("1/2/2024", "15/4/2024").style == DMY
    assert profile("1/2/2024", "4/15/2024").style == MDY
    assert profile("1.2.2024", "3.4.2024").style == DMY
    assert profile("2024-01-15", "2024-02-03").style == YMD


def test_whole_numbers_alone_say_nothing_of_marks():
    found = profile("12", "7")
    assert found.style == PLAIN
    with pytest.raises(ValueRefused):
        PLAIN.parse("1.234")


def test_serials_and_texts_in_one_column_are_the_same_day():  # R005
    found = column_profile(
        [45306, "15/01/2024", "31/02/2024", "16/01/2024", DAY, "17/01/2024"],
        rows=[2, 3, 4, 5, 6, 7],
        place=Place("t.xlsx", "S", None, 2),
    )
    assert found.kind == "date"
    assert found.style == DMY
    assert DMY.parse(45306) == DMY.parse("15/01/2024") == DAY
    assert [str(fault) for fault in found.faults] == [
        "t.xlsx, sheet 'S', row 4, column C: found 31/02/2024; expected a day that the calendar has."
    ]
    assert "serial-dates" in found.flags


def test_numbers_kept_as_text_keep_their_leading_zeros():
    found = profile("0012", "0013")
    assert (found.kind, found.flags) == ("text", ("leading-zeros",))
    assert [sample.value for sample in found.samples] == ["0012", "0013"]
    assert found.alternatives[1].kind == "whole"


def test_kinds_and_flags():
    assert profile().kind == "empty"
    assert profile("Có", "không").kind == "truth"
    assert profile("0", "1").kind == "whole"
    assert profile("A7", "B8").kind == "text"
    assert profile("15/01/24").flags == ("two-digit-years",)
    assert profile("1234567890123456").flags == ("long-numbers",)
    assert profile("1234567890123456").kind == "text"
    assert profile(5, CellError("#N/A"), 6, 7, 8, 9).flags == ("formula-errors",)
    assert [fault.found for fault in profile(5, CellError("#N/A"), 6, 7, 8, 9).faults] == ["#N/A"]
    assert profile(45306, 45307).alternatives[1].kind == "date"
    assert profile("2024-01-15 10:20").kind == "moment"
    assert profile(True, False, True).kind == "truth"


@given(
    st.lists(
        st.one_of(
            st.none(),
            st.text(max_size=8),
            st.integers(),
            st.decimals(allow_nan=False, allow_infinity=False),
            st.dates(),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_any_column_has_a_profile_whose_style_reads_its_samples(cells):
    found = column_profile(cells)
    assert found.count + found.blanks == len(cells)
    for reading in found.alternatives:
        assert len(reading.samples) <= 3
        assert len(reading.refused) < max(1, found.count) or reading.kind == "text"
        values = [reading.style.parse(cell) for index, cell in enumerate(cells) if index not in reading.refused]
        assert len(values) == len(cells) - len(reading.refused)
