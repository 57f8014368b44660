from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.foundation.desk import numbers
from thenchot.foundation.kernel.refusal import Refusal

decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12)


@given(decimals, st.sampled_from(["vi", "en"]))
def test_what_is_written_is_read_back(number, language):
    assert numbers.exact(numbers.written(number, language), language) == number


@given(decimals.filter(lambda d: d != d.to_integral_value()))
def test_the_other_languages_decimals_are_never_taken_for_ours(number):
    text = numbers.written(number, "en")
    if len(text.partition(".")[2]) == 3 and len(text.lstrip("-").partition(".")[0]) <= 3:
        return  # 1.234 is a thousand in Vietnamese: its own form, so it is read as such
    with pytest.raises(Refusal):
        numbers.exact(text, "vi")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1.234,5", "vi", "1234.5"),
        ("1 234,5", "vi", "1234.5"),
        ("1,234.5", "en", "1234.5"),
        ("0,001", "vi", "0.001"),
        ("\u22127", "vi", "-7"),
        ("1.234.567", "vi", "1234567"),
    ],
)
def test_numbers_as_people_write_them(text, language, value):
    assert numbers.exact(text, language) == Decimal(value)


@pytest.mark.parametrize("text", ["1.5", "1,5,0", "12.34,5", "1e3", "NaN", "٣", "", "-", "1.2345", "0x10", "1,"])
def test_doubtful_numbers_are_refused(text):
    with pytest.raises(Refusal):
        numbers.exact(text, "vi")
