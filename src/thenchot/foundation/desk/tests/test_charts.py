"""Charts: what is drawn agrees with what is said, gaps stay gaps, and every chart has its table."""

from __future__ import annotations

import re

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from thenchot.foundation.desk import charts

SHARES = st.one_of(st.none(), st.floats(0, 100))


@given(st.lists(SHARES, max_size=20), st.one_of(st.none(), st.floats(0, 100)))
def test_bars_stay_inside_the_drawing_and_nothing_measured_has_no_bar(values, target):
    chart = charts.bars("Shares", [charts.Bar(str(n), v, "") for n, v in enumerate(values)], target=target)
    assert all(0 <= row.width <= charts.BARS for row in chart.bars)
    assert all(row.width == 0 for row in chart.bars if row.bar.value is None)
    assert chart.target_at is None or charts.LABELS <= chart.target_at <= charts.LABELS + charts.BARS


@given(st.lists(SHARES, max_size=40), SHARES)
def test_a_line_stays_inside_the_drawing_and_is_broken_where_nothing_was_measured(values, target):
    chart = charts.line("Trend", [charts.Point(str(n), v, "") for n, v in enumerate(values)], target=target)
    places = [tuple(map(float, pair.split(","))) for run in chart.runs for pair in run.split()]
    assert len(places) == len(chart.points) == sum(v is not None for v in values)
    assert all(
        0 <= x <= charts.WIDTH and charts.TOP - 0.01 <= y <= charts.HEIGHT - charts.BOTTOM + 0.01 for x, y in places
    )
    gaps = len(re.findall(r"1(?=0)", "".join("0" if v is None else "1" for v in values) + "0"))
    assert len(chart.runs) == gaps
    assert len(chart.steps) <= 9


@given(st.lists(st.floats(0, 100), min_size=2, max_size=20))
def test_a_higher_value_never_stands_lower_on_the_line(values):
    chart = charts.line("Trend", [charts.Point("", v, "") for v in values])
    by_value = sorted((p.point.value, -p.y) for p in chart.points)
    assert [y for _v, y in by_value] == sorted(y for _v, y in by_value)


@given(st.lists(SHARES, max_size=30), SHARES)
def test_a_sparkline_stays_inside_its_box(values, target):
    chart = charts.spark(values, text="words", target=target)
    places = [tuple(map(float, pair.split(","))) for run in chart.runs for pair in run.split()]
    assert all(0 <= x <= 88 and 0 <= y <= 24 for x, y in places)
    assert (chart.last is None) == all(v is None for v in values)


def test_shades_grow_with_the_weight_and_nothing_measured_has_its_own():
    cells = [charts.Cell("", weight) for weight in (None, 0, 0.19, 0.2, 0.5, 0.99, 1)]
    chart = charts.heat("Map", ["a"] * 7, [("row", "", cells)])
    assert [placed.shade for placed in chart.rows[0].cells] == [0, 1, 1, 2, 3, 5, 5]


def test_every_chart_has_a_title_a_description_and_its_table():
    bar = charts.Bar("Đơn vị", 80, "80 %", "bad", "/x")
    points = [charts.Point("1/2026", 80, "80 %", "/x", is_marked=True), charts.Point("2/2026", None, "-")]
    cell = charts.Cell("80 %", 0.4, is_marked=True, url="/y")
    drawn = {
        "bar": charts.bars("<b>One</b>", [bar], target=85, target_text="≥ 85 %", description="d"),
        "line": charts.line("<b>One</b>", points, target=85, description="d"),
        "heat": charts.heat("<b>One</b>", ["Kho"], [("Đơn vị", "/x", [cell])], legend="l", description="d"),
    }
    for name, chart in drawn.items():
        html = render_to_string(f"desk/charts/{name}.html", {"chart": chart})
        assert "<title>&lt;b&gt;One&lt;/b&gt;</title>" in html
        assert "<desc>d</desc>" in html
        assert "<table" in html
        assert "80 %" in html.partition("<table")[2]
        assert "style=" not in html
    html = render_to_string("desk/charts/spark.html", {"chart": charts.spark([1, None, 3], text="from 1 to 3")})
    assert html.count("<polyline") == 2
    assert "<title>from 1 to 3</title>" in html
