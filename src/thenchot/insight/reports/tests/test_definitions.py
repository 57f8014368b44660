"""Definitions and wording are data: read whole, checked, and refused with file, place, found and expected."""

from __future__ import annotations

from datetime import date

import pytest

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.papers.document import System
from thenchot.insight.reports import phrases, registry
from thenchot.insight.reports.definition import Period
from thenchot.insight.reports.spans import span


@pytest.fixture
def folder(tmp_path, settings):
    settings.REPORT_FOLDERS = [tmp_path]
    registry.definitions.cache_clear()
    yield tmp_path
    registry.definitions.cache_clear()


def test_the_house_has_reports_for_each_kind_of_period_in_both_forms():
    found = {each.name: each for each in registry.definitions()}
    assert {each.period.length for each in found.values()} == {"month", "half", "year", "review"}
    assert found["year"].system is System.STATE
    assert found["party-year"].system is System.PARTY
    assert found["half-year"].indicators == found["year"].indicators


def test_both_languages_have_every_sentence_with_the_same_places():
    vi, en = (phrases.house_phrases(language).templates for language in registry.LANGUAGES)
    assert set(vi) == set(en) == set(phrases.KNOWN)
    odd = [name for name in vi if set(phrases.slots_in(vi[name])) != set(phrases.slots_in(en[name]))]
    assert set(odd) <= {"period_month"}, odd


def test_an_administrator_adds_a_report_that_extends_one_of_the_house(folder):
    (folder / "brief.toml").write_text('extends = "month"\ntables = ["figures"]\n[words.vi]\nmet = ", tốt"\n')
    found = registry.by_name("brief")
    assert (found.tables, found.period.length) == (("figures",), "month")
    assert registry.phrases_of(found, "vi").plain("met", target="85 %") == ", tốt"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('extends = "month"\n[words.vi]\nmet = "{taget}"', ["brief.toml/met", "{taget}", "target"]),
        ('extends = "month"\n[words.vi]\nmett = "x"', ["brief.toml", "mett"]),
        ('extends = "month"\n[abstract]\nvi = "{when}"\nen = "x"', ["brief.toml/abstract", "{when}", "period"]),
        ('extends = "month"\ncolour = "red"', ["brief.toml", "colour"]),
        ('extends = "month"\nsystem = "church"', ["system", "church"]),
        ('extends = "nothing"', ["brief.toml", "nothing"]),
        ('extends = "brief"', ["brief.toml extends itself"]),
        ("extends = [", ["brief.toml", "TOML"]),
        (
            """extends = "month"
            parts = [{key = "a", kind = "text", title = {vi = "A", en = "A"}, text = {vi = ["{x}"]}}]""",
            ["brief.toml/a/vi", "{x}", "n_met"],
        ),
        (
            """extends = "month"
            [[parts]]
            key = "a"
            kind = "fields"
            title = {vi = "A", en = "A"}
            fields = [{key = "f", title = {vi = "F", en = "F"}, indicators = ["no_such"]}]""",
            ["brief.toml", "no_such", "depots_at_standard"],
        ),
    ],
)  # fmt: skip
def test_a_faulty_definition_is_refused_by_file_place_and_what_is_known(folder, text, names):
    (folder / "brief.toml").write_text(text)
    with pytest.raises(Refusal) as refused:
        registry.definitions()
    for name in names:
        assert name in str(refused.value)


@pytest.mark.parametrize(
    ("length", "text", "first", "last", "compared"),
    [
        ("year", "2025", date(2024, 12, 15), date(2025, 12, 14), date(2024, 12, 14)),
        ("month", "11/2025", date(2025, 10, 15), date(2025, 11, 14), date(2024, 11, 14)),
        ("month", "2025-01", date(2024, 12, 15), date(2025, 1, 14), date(2024, 1, 14)),
        ("half", "1/2025", date(2024, 12, 15), date(2025, 6, 14), date(2024, 6, 14)),
        ("half", "2/2025", date(2025, 6, 15), date(2025, 12, 14), date(2024, 12, 14)),
        ("review", "2021-10-25..2025-10-24", date(2021, 10, 25), date(2025, 10, 24), date(2021, 10, 24)),
    ],
)
@pytest.mark.usefixtures("calendars")
def test_a_period_is_cut_by_its_calendar_and_compared_with_the_year_before_or_the_beginning(
    length, text, first, last, compared
):
    found = span(Period(length, "state"), text)
    assert (found.first, found.last, found.compared_on) == (first, last, compared)
    assert span(Period(length, "state"), found.text) == found


def test_a_calendar_month_ends_on_its_last_day():
    assert span(Period("month"), "2/2024").last == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("length", "text"),
    [("year", "12/2025"), ("year", "25"), ("month", "13/2025"), ("half", "0/2025"), ("review", "2025")],
)
def test_what_names_no_period_is_refused_with_an_example(length, text):
    with pytest.raises(Refusal, match="write it like"):
        span(Period(length, "state"), text)


def test_a_review_does_not_end_before_it_begins():
    with pytest.raises(Refusal, match="is before"):
        span(Period("review"), "2025-10-25..2025-10-24")
