"""Charts for paper: bars and lines told apart by shade, pattern, dash and mark, so that a grey copy says the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from html import escape
from textwrap import wrap

from thenchot.foundation.kernel.shares import NBSP, Language, number_text
from thenchot.foundation.papers.document import Chart, Column, Row, Series, Table
from thenchot.foundation.papers.numbers import said

WIDTH = 640
LABELS, RIGHT, TOP = 190, 74, 6
LETTERS = 30  # of a place's name in one line
BAR, GAP = 15, 9
AT_ONCE = 30  # places of bars in one drawing
PLOT = 210  # height of lines
FONT = "Libertinus Serif"
FILLS = ("#404040", "#c4c4c4", "url(#hatch)", "#808080", "#ffffff")
DASHES = ("", "7 4", "2 3", "9 3 2 3", "1 5")
TARGET: dict[Language, str] = {"vi": "Mục tiêu", "en": "Target"}
Look = tuple[str, float]  # colour and width
GREY, AXIS, AIM, BOLD = ("#bdbdbd", 0.6), ("#000", 1.0), ("#000", 1.4), ("#000", 1.6)
Along = Callable[[Decimal], float]
HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/>'
    '<path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" stroke="#000" stroke-width="1"/></pattern></defs>'
)


def drawings(chart: Chart, language: Language) -> list[str]:
    """The chart as SVG; bars over many places take several drawings of one scale."""
    if chart.kind == "lines":
        return [_lines(chart, language)]
    return [
        _bars(chart, slice(start, start + AT_ONCE), language) for start in range(0, max(1, len(chart.places)), AT_ONCE)
    ]


def said_in_words(chart: Chart, language: Language) -> str:
    """The chart for those who cannot see it: its title and every value."""
    parts = [
        f"{one.name}: "
        + ", ".join(f"{place} {said(v, language)}" for place, v in zip(chart.places, one.values, strict=True))
        for one in chart.series
    ]
    return f"{chart.title}. " + "; ".join(parts)


def table_of(chart: Chart) -> Table:
    """The chart's numbers as a table."""
    places = max((-int(v.normalize().as_tuple().exponent) for one in chart.series for v in one.values if v), default=0)
    columns = (
        Column("", width=2),
        *(Column(_named(one.name, chart.unit), "decimal", max(0, places)) for one in chart.series),
    )
    rows = tuple(
        Row((place, *(one.values[number] for one in chart.series))) for number, place in enumerate(chart.places)
    )
    return Table(chart.title, columns, rows)


def _named(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit and name else name or unit


def _bars(chart: Chart, part: slice, language: Language) -> str:
    low, high, ticks = scale(chart)
    room = WIDTH - LABELS - RIGHT

    def x(value: Decimal) -> float:
        return LABELS + float((value - low) / (high - low)) * room

    top = TOP + _legend_height(chart)
    step = BAR * len(chart.series) + GAP
    places = chart.places[part]
    foot = top + step * len(places)
    drawn = [*_legend(chart, language), *_upright_ticks(ticks, x, top, foot, language)]
    for row, place in enumerate(places):
        y = top + row * step + GAP / 2
        drawn += _label(place, y + (step - GAP) / 2)
        for number, one in enumerate(chart.series):
            drawn += _bar(one.values[part][row], x, y + number * BAR, FILLS[number % len(FILLS)], language)
    drawn.append(_line(x(max(low, Decimal(0))), top, x(max(low, Decimal(0))), foot, AXIS))
    if chart.target is not None:
        at = x(chart.target)
        drawn.append(_line(at, top - 3, at, foot + 3, AIM, "5 3"))
    return _svg(drawn, foot + 22)


def _label(place: str, middle: float) -> Iterator[str]:
    """The place's name beside its bars; a long one takes two smaller lines, since names often differ at their ends only."""
    if len(place) <= LETTERS:
        yield _text(LABELS - 8, middle + 4.5, place, "end")
        return
    first, *rest = wrap(place, LETTERS + 5)
    yield _text(LABELS - 8, middle - 1.5, first, "end", 11)
    yield _text(LABELS - 8, middle + 10.5, _cut(" ".join(rest), LETTERS + 5), "end", 11)


def _bar(value: Decimal | None, x: Along, y: float, fill: str, language: Language) -> Iterator[str]:
    zero = x(Decimal(0))
    if value is None:
        yield _text(zero + 5, y + 11.5, said(None, language))
        return
    start, end = sorted((zero, x(value)))
    yield (
        f'<rect x="{start:.2f}" y="{y + 1:.2f}" width="{end - start:.2f}" height="{BAR - 2}" '
        f'fill="{fill}" stroke="#000" stroke-width=".7"/>'
    )
    yield _text(end + 5, y + 11.5, number_text(value, language))


def _upright_ticks(ticks: Sequence[Decimal], x: Along, top: float, foot: float, language: Language) -> Iterator[str]:
    for tick in ticks:
        yield _line(x(tick), top, x(tick), foot, GREY)
        yield _text(x(tick), foot + 16, number_text(tick, language), "middle", 11.5)


def _lines(chart: Chart, language: Language) -> str:
    low, high, ticks = scale(chart)
    left, top = 58, TOP + _legend_height(chart)
    foot = top + PLOT

    def y(value: Decimal) -> float:
        return foot - float((value - low) / (high - low)) * PLOT

    def x(place: int) -> float:
        room = WIDTH - left - 24
        return left + 12 + (room - 12) * (place / (len(chart.places) - 1) if len(chart.places) > 1 else 0.5)

    drawn = list(_legend(chart, language))
    for tick in ticks:
        drawn += [_line(left, y(tick), WIDTH - 12, y(tick), GREY)]
        drawn += [_text(left - 6, y(tick) + 4, number_text(tick, language), "end", 11.5)]
    every = max(1, -(-len(chart.places) * max(map(len, chart.places), default=1) // 84))
    drawn += [_text(x(n), foot + 17, place, "middle", 11.5) for n, place in enumerate(chart.places) if n % every == 0]
    if chart.target is not None:
        drawn.append(_line(left, y(chart.target), WIDTH - 12, y(chart.target), AIM, "5 3"))
    for number, one in enumerate(chart.series):
        drawn += _run(one, number, x, y)
    drawn.append(_line(left, foot, WIDTH - 12, foot, AXIS))
    return _svg(drawn, foot + 26)


def _run(one: Series, number: int, x: Callable[[int], float], y: Along) -> Iterator[str]:
    """One line, broken where nothing was measured, with its mark at every value."""
    path, pen = [], "M"
    for place, value in enumerate(one.values):
        if value is None:
            pen = "M"
            continue
        path.append(f"{pen}{x(place):.2f},{y(value):.2f}")
        pen = "L"
    dash = f' stroke-dasharray="{DASHES[number % len(DASHES)]}"' if DASHES[number % len(DASHES)] else ""
    yield f'<path d="{" ".join(path)}" fill="none" stroke="#000" stroke-width="1.6"{dash}/>'
    for place, value in enumerate(one.values):
        if value is not None:
            yield _mark(number, x(place), y(value))


def _mark(number: int, x: float, y: float) -> str:
    shapes = (
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="3.6" fill="#000"/>',
        f'<rect x="{x - 3.4:.2f}" y="{y - 3.4:.2f}" width="6.8" height="6.8" fill="#fff" stroke="#000" stroke-width="1.3"/>',
        f'<path d="M{x:.2f},{y - 4.4:.2f} l4.2,7.4 h-8.4 z" fill="#808080" stroke="#000" stroke-width="1"/>',
        f'<path d="M{x:.2f},{y - 4.6:.2f} l4.6,4.6 l-4.6,4.6 l-4.6,-4.6 z" fill="#fff" stroke="#000" stroke-width="1.3"/>',
    )
    return shapes[number % len(shapes)]


def scale(chart: Chart) -> tuple[Decimal, Decimal, list[Decimal]]:
    """The ends of the scale and its marks: round numbers around all values and the target; bars begin at 0.

    >>> scale(Chart("", "bars", ("a",), (Series("", (Decimal(83),)),), target=Decimal(85)))[:2]
    (Decimal('0'), Decimal('100'))
    """
    values = [value for one in chart.series for value in one.values if value is not None]
    values += [] if chart.target is None else [chart.target]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(100))
    if chart.kind == "bars" or 0 <= low < high - low:
        low = min(low, Decimal(0))
    if chart.kind == "bars":
        high = max(high, Decimal(0))
    step = _step(high - low)
    bottom = (low / step).to_integral_value("ROUND_FLOOR") * step
    top = (high / step).to_integral_value("ROUND_CEILING") * step
    top = top if top > bottom else bottom + step
    count = int((top - bottom) / step)
    return bottom, top, [_plain(bottom + step * number) for number in range(count + 1)]


def _step(spread: Decimal) -> Decimal:
    """A round step that gives no more than six."""
    if spread <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(spread.adjusted() - 1)
    return next(power * n for n in (1, 2, 5, 10, 20, 50, 100) if spread <= 5 * power * n)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _legend_height(chart: Chart) -> int:
    return 24 if len(chart.series) > 1 or chart.target is not None else 4


def _legend(chart: Chart, language: Language) -> Iterator[str]:
    if not _legend_height(chart) > 4:
        return
    x = 8.0
    for number, one in enumerate(chart.series if len(chart.series) > 1 else ()):
        if chart.kind == "bars":
            fill = FILLS[number % len(FILLS)]
            yield f'<rect x="{x}" y="4" width="20" height="11" fill="{fill}" stroke="#000" stroke-width=".7"/>'
        else:
            dash = DASHES[number % len(DASHES)]
            yield _line(x, 10, x + 22, 10, BOLD, dash) + _mark(number, x + 11, 10)
        yield _text(x + 27, 14, one.name)
        x += 45 + 6.6 * len(one.name)
    if chart.target is not None:
        yield _line(x, 10, x + 22, 10, AIM, "5 3")
        yield _text(x + 27, 14, f"{TARGET[language]}: {number_text(chart.target, language)}{_sign(chart.unit)}")


def _sign(unit: str) -> str:
    return f"{NBSP}{unit}" if unit else ""


def _line(x: float, y: float, to_x: float, to_y: float, look: Look, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{x:.2f}" y1="{y:.2f}" x2="{to_x:.2f}" y2="{to_y:.2f}"'
    return f'<line {ends} stroke="{look[0]}" stroke-width="{look[1]}"{dashes}/>'


def _text(x: float, y: float, text: str, anchor: str = "start", size: float = 12.5) -> str:
    # A white edge keeps the words readable where a line passes behind them.
    edge = 'stroke="#fff" stroke-width="3" paint-order="stroke"'
    place = f'x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}" font-size="{size}" font-family="{FONT}"'
    return f"<text {place} {edge}>{escape(text)}</text>"


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _svg(parts: list[str], height: float) -> str:
    """The drawing, words last, so that no line runs through them."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}">'
        f"{HATCH}{''.join(sorted(parts, key=lambda part: part.startswith('<text')))}</svg>"
    )
