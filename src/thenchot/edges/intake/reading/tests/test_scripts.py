"""Letters that only look right are refused with their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.edges.intake.reading import Place, composed, hidden_character, letter_fault, lookalike
from thenchot.edges.intake.reading.scripts import TWINS

CYRILLIC_A = chr(0x0410)
CYRILLIC_K = chr(0x041A)


@pytest.mark.parametrize(
    ("text", "at", "corrected"),
    [
        (f"Kho {CYRILLIC_A}K", 4, "AK"),
        (f"{CYRILLIC_A}{CYRILLIC_K}-47 súng", 0, "AK"),
        (f"Xe Z{chr(0x0456)}l", 4, "Zil"),
        (f"m{chr(0x03BF)}tor", 1, "motor"),
    ],
)
def test_a_twin_letter_is_found_and_corrected(text, at, corrected):
    found = lookalike(text)
    assert found is not None
    assert found.at == at
    assert found.corrected == corrected
    fault = letter_fault(text, Place("t.csv", None, 4, 1))
    assert fault is not None
    assert fault.code == "lookalike-letter"
    assert f"character {at + 1}" in fault.found
    assert corrected in str(fault)


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị ướt",
        "Zürich größer",
        "ЗИЛ-131",
        "Автомобиль",
        f"{CYRILLIC_A}{CYRILLIC_K}",
        "5 µm, 10 Ω",
        "M²",
        "Ống nhòm",
        "",
        "AK-47",
        "đ",
    ],
)
def test_words_of_one_script_are_left_alone(text):
    assert lookalike(text) is None
    assert letter_fault(text, Place("t")) is None


@given(st.text("abcdeABCDEđơưĐ ", min_size=3, max_size=20), st.sampled_from(sorted(TWINS)), st.data())
def test_one_twin_in_a_latin_word_is_always_found(text, twin, data):
    word = "Kho" + text.replace(" ", "")
    at = data.draw(st.integers(1, len(word) - 1))
    assert lookalike(word[:at] + twin + word[at:]) is not None


@pytest.mark.parametrize("code", [0x200B, 0x00AD, 0xFEFF, 0x202E, 0x0007, 0x0085])
def test_characters_that_show_nothing_are_named(code):
    text = f"Kho{chr(code)}1"
    found = hidden_character(text)
    assert found is not None
    assert found[0] == 3
    fault = letter_fault(text, Place("t"))
    assert fault is not None
    assert fault.code == "hidden-character"


def test_tabs_and_line_breaks_are_not_hidden():
    assert hidden_character("a\tb\nc\r\nd đ") is None


def test_composing_keeps_the_original_where_it_differs():
    assert composed("Kho đạn") == ("Kho đạn", None)
    assert composed("a\u0323") == ("ạ", "a\u0323")
