"""The pages around the board: the past, comparisons, files, the wall, the explanations and the closings."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.people import SETUP, person
from thenchot.domain.materiel.models import Grading
from thenchot.foundation.indicators import closings
from thenchot.foundation.indicators.entries import every_entry
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.models import Run
from thenchot.foundation.indicators.registry import by_name, indicators
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import queries
from thenchot.foundation.regulations import profile
from thenchot.foundation.regulations.models import PeriodLength, ReportingCalendar
from thenchot.insight.board import exports, trend
from thenchot.insight.board.tests import sample

ON = {"on": sample.TODAY.isoformat()}
ENGLISH = {"accept-language": "en"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db):
    return sample.make(5)


@pytest.fixture
def client(client_as, made):
    with act("tests.people", by=SETUP):
        return client_as(person("commander", made.units[0], "*:view", "people.*:view"))


def calendar():
    profile.load()
    return ReportingCalendar.objects.get(code="calendar")


def get(client, name, args=(), **query):
    return client.get(reverse(name, args=args), {**ON, **query}, headers=ENGLISH)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_board_spends_no_time_on_the_past_and_asks_for_it_afterwards(client, made):
    response = get(client, "board")
    assert Run.objects.values("on").distinct().count() == 1
    assert all(tile.trend is None for tile in response.context["tiles"])
    assert f'hx-get="{response.context["more"].replace("&", "&amp;")}"' in response.content.decode()
    partial = client.get(response.context["more"], headers=ENGLISH)
    assert partial.context["more"] == ""
    assert "<html" not in partial.content.decode()
    assert any(tile.trend for tile in partial.context["tiles"])
    assert get(client, "board").context["more"] == ""


def test_the_past_is_not_asked_for_again_when_it_takes_too_long(client, made, monkeypatch):
    more = get(client, "board").context["more"]
    Run.objects.update(took=60_000)
    assert client.get(more, headers=ENGLISH).context["more"] == ""


def test_the_same_day_a_year_before_is_set_beside_the_figure(client, made):
    client.get(get(client, "board").context["more"])
    root = made.units[0].pk
    before = {(f.indicator, f.slice): f for f in figures_of([root], date(2025, 6, 1))[root]}
    for tile in get(client, "board").context["tiles"]:
        then = before[tile.figure.indicator, tile.figure.slice]
        if then.denominator and tile.figure.denominator:
            assert tile.year_before.startswith(f"A year before: {then.text('en')}")
            change = 100 * Decimal(tile.figure.numerator) / tile.figure.denominator
            change -= 100 * Decimal(then.numerator) / then.denominator
            assert abs(change) < Decimal("0.2") or ("+" in tile.year_before) == (change > 0)
        else:
            assert tile.year_before == ""


def test_each_point_of_the_trend_is_the_figure_of_its_own_day(client, made):
    response = get(client, "figure", ["technical_readiness"])
    points = response.context["line"].all_points
    days = trend.days_of(sample.TODAY)
    assert len(points) == len(days)
    for point, day in zip(points, days, strict=True):
        figure = figures_of([made.units[0].pk], day, [by_name("technical_readiness")])[made.units[0].pk][0]
        assert point.text.startswith(figure.text("en"))
        assert f"on={day.isoformat()}" in point.url or day == sample.TODAY


def test_a_figure_that_was_closed_as_another_says_so_on_the_board_and_in_the_trend(client, made):
    root = made.units[0]
    with act("indicators.close_period", by=SETUP):
        closings.close_period(unit=root, length=PeriodLength.MONTH, year=2026, number=4, calendar=calendar(), by=SETUP)
    closed = date(2026, 4, 30)
    assert not any(tile.restated for tile in client.get("/", {"on": closed.isoformat()}).context["tiles"])
    graded = next(e for e in every_entry(by_name("technical_readiness"), root.pk, closed, "") if e.numerator)
    with act("materiel.regrade", by=SETUP):
        Grading(equipment_id=graded.record, grade=5, graded_on=date(2026, 4, 29)).save()
    tiles = {
        t.figure.indicator: t for t in client.get("/", {"on": closed.isoformat()}, headers=ENGLISH).context["tiles"]
    }
    assert tiles["technical_readiness"].restated.startswith("Restated: closed as")
    assert tiles["registered_to_serial"].restated == ""
    line = get(client, "figure", ["technical_readiness"]).context["line"]
    assert [point.is_marked for point in line.all_points].count(True) == 1


def test_the_units_below_can_be_compared_as_a_heat_map_and_as_bars(client, made):
    heat = get(client, "board", view="heat").context["heat"]
    rows = get(client, "board").context["rows"]
    assert [row.label for row in heat.rows] == [row.unit.name if row.unit else "the unit itself" for row in rows]
    for line, row in zip(heat.rows, rows, strict=True):
        assert [placed.cell.text for placed in line.cells] == [tile.value for tile in row.tiles]
        assert [placed.cell.is_marked for placed in line.cells] == [tile.figure.met is False for tile in row.tiles]
    (bars,) = get(client, "board", view="bars", sort="technical_readiness.").context["bars"]
    known = [row.bar.value for row in bars.bars if row.bar.value is not None][: len(rows) - 1]
    assert known[:-1] == sorted(known[:-1])
    assert len(get(client, "board", view="bars").context["bars"]) == len(rows[0].tiles)


def test_coverage_shows_what_was_reported_of_what_was_expected(client, made):
    rows = get(client, "board").context["rows"]
    cover = get(client, "board", view="coverage").context["heat"]
    for line, row in zip(cover.rows, rows, strict=True):
        for placed, tile in zip(line.cells, row.tiles, strict=True):
            figure = tile.figure
            expected = figure.amount(figure.denominator + figure.missing)
            assert placed.cell.is_marked == (figure.missing > 0)
            assert placed.cell.text == (
                f"{figure.amount(figure.denominator):,f} / {expected:,f}" if expected else "\u2013"
            )
            if placed.cell.is_marked and row.unit:
                assert {x.standing for x in client.get(placed.cell.url, headers=ENGLISH).context["listing"].lines} == {
                    "Not reported"
                }


def test_the_boards_file_holds_its_figures_as_numbers(client, made):
    root = made.units[0]
    units = {root.code: root, **{unit.code: unit for unit in queries.children(root, sample.TODAY)}}
    found = figures_of([unit.pk for unit in units.values()], sample.TODAY)
    text = body(get(client, "board-export", ["csv"])).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    expected = [(code, figure) for code, unit in units.items() for figure in sample.in_order(found[unit.pk])]
    assert len(rows) == len(expected)
    for row, (code, figure) in zip(rows, expected, strict=True):
        assert row["Unit (code)"] == code
        assert Decimal(row["Numerator"]) == figure.amount(figure.numerator)
        assert Decimal(row["Denominator"]) == figure.amount(figure.denominator)
        assert Decimal(row["Not reported"]) == figure.amount(figure.missing)
        assert row["Ledger head"] == figure.head
    sheet = load_workbook(io.BytesIO(body(get(client, "board-export", ["xlsx"])))).active
    assert sheet.max_row == len(expected) + 1
    assert [sheet.cell(2, column).value for column in (2, 6, 7)] == [
        root.code,
        *(found[root.pk][0].amount(n) for n in (found[root.pk][0].numerator, found[root.pk][0].denominator)),
    ]
    assert get(client, "board-export", ["pdf"]).status_code == 404


def test_the_file_of_a_figure_holds_every_record_behind_it(client, made):
    entries = list(every_entry(by_name("grading_current"), made.units[0].pk, sample.TODAY, ""))
    rows = list(
        csv.DictReader(io.StringIO(body(get(client, "figure-export", ["grading_current", "csv"])).decode("utf-8-sig")))
    )
    assert [row["Key"] for row in rows] == [str(entry.record) for entry in entries]
    assert sum(Decimal(row["Numerator"]) for row in rows) * 1000 == sum(entry.numerator for entry in entries)
    assert all(row["Record"] and row["Unit"] for row in rows)
    assert body(get(client, "figure-export", ["grading_current", "xlsx"]))[:2] == b"PK"


def test_the_files_of_units_out_of_reach_do_not_exist(client_as, made):
    with act("tests.people", by=SETUP):
        local = client_as(person("local", made.units[3], "*:view"))
    for name, args in (
        ("board-export", ["csv"]),
        ("figure-export", ["grading_current", "csv"]),
        ("board-kiosk", []),
        ("board-tiles", []),
    ):
        assert get(local, name, args, unit=made.units[0].code).status_code == 404


def test_a_text_that_a_spreadsheet_would_run_is_written_as_text():
    assert exports._harmless("=cmd()") == "'=cmd()"
    assert exports._harmless(Decimal("-1.5")) == Decimal("-1.5")


def test_the_wall_shows_the_same_tiles_without_the_menu(client, made):
    response = get(client, "board-kiosk")
    assert [tile.figure for tile in response.context["tiles"]] == [
        t.figure for t in get(client, "board").context["tiles"]
    ]
    text = response.content.decode()
    assert 'hx-trigger="every 300s"' in text
    assert 'class="menu"' not in text


def test_every_indicator_is_explained_with_its_query_and_the_way_to_its_records(client, made):
    names = {line["name"] for line in client.get(reverse("indicators"), headers=ENGLISH).context["indicators"]}
    assert names == {each.name for each in indicators()}
    for each in indicators():
        response = client.get(reverse("indicator", args=[each.name]), headers=ENGLISH)
        assert response.status_code == 200
        text = response.content.decode()
        assert each.counts.en in text.replace("&#x27;", "'")
        assert "AS record_id" in text
        for _label, url in response.context["lists"]:
            assert client.get(url).status_code == 200
    assert client.get(reverse("indicator", args=["nothing"])).status_code == 404


def test_an_indicator_is_explained_to_those_only_who_may_see_its_records_somewhere(client_as, users, made):
    stranger = client_as(users.stranger)
    assert stranger.get(reverse("indicators")).context["indicators"] == []
    assert stranger.get(reverse("indicator", args=["grading_current"])).status_code == 404


def test_a_closing_opens_with_what_was_closed_and_where_a_restatement_came_from(client, made):
    root = made.units[0]
    with act("indicators.close_period", by=SETUP):
        closing = closings.close_period(
            unit=root, length=PeriodLength.MONTH, year=2026, number=4, calendar=calendar(), by=SETUP
        )
    page = reverse("desk:detail", args=["closings", closing.pk])
    assert "restated" not in client.get(page, headers=ENGLISH).content.decode()
    held = next(e for e in every_entry(by_name("grading_current"), root.pk, closing.on, ""))
    with act("materiel.regrade", by=SETUP, reason="Entered late"):
        Grading(equipment_id=held.record, grade=1, graded_on=date(2026, 4, 28)).save()
    text = client.get(page, headers=ENGLISH).content.decode()
    assert "restated" in text
    assert "Entered late" in text
