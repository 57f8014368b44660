"""How a unit's figures came to where they are: the ends of the past months, the same day a year before, and what was closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thenchot.foundation.desk import charts
from thenchot.foundation.desk.charts import LineChart, Point, Spark
from thenchot.foundation.desk.language import language
from thenchot.foundation.indicators import closings, rules
from thenchot.foundation.indicators.figures import Figure, history_of
from thenchot.foundation.indicators.models import ClosedFigure
from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.kernel.periods import last_days
from thenchot.insight.board import words
from thenchot.insight.board.places import Place

MONTHS = 12
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Trend:
    """The figures of a unit on past days and what was closed of them; days that were not computed are not there."""

    place: Place
    by_day: Mapping[date, Mapping[Key, Figure]]
    closed: Mapping[tuple[date, str, str], ClosedFigure]

    @property
    def known(self) -> int:
        """How many of its days were computed."""
        return len(self.by_day)

    @property
    def is_complete(self) -> bool:
        """Were all of its days computed?"""
        return self.known >= len({*self.days, add_months(self.place.on, -12)})

    @property
    def days(self) -> list[date]:
        """The ends of the past months, then the day of the page."""
        return days_of(self.place.on)

    def figures(self, key: Key) -> list[tuple[date, Figure | None]]:
        """One figure over the days; None where it was not computed."""
        return [(day, self.by_day.get(day, {}).get(key)) for day in self.days]

    def year_before(self, key: Key) -> Figure | None:
        """The figure a year before."""
        return self.by_day.get(add_months(self.place.on, -12), {}).get(key)

    def closed_then(self, day: date, key: Key) -> ClosedFigure | None:
        """What was closed for this day."""
        return self.closed.get((day, *key))


def days_of(on: date) -> list[date]:
    """The ends of the months before a day, then the day itself."""
    return sorted({*last_days(on, MONTHS), on})


def of(place: Place, figures: Sequence[Figure], *, seconds: float) -> Trend:
    """The trend of these figures, as far as it is kept or fits into `seconds`."""
    definitions = {figure.indicator: figure.definition for figure in figures}
    days = sorted({*days_of(place.on), add_months(place.on, -12)})
    found = history_of(place.unit.pk, days, list(definitions.values()), seconds=seconds) if definitions else {}
    by_day = {day: {(f.indicator, f.slice): f for f in some} for day, some in found.items()}
    by_day[place.on] = {(f.indicator, f.slice): f for f in figures}
    return Trend(place, by_day, closings.closed_figures(place.unit.pk, days))


def spark(trend: Trend, figure: Figure) -> Spark | None:
    """The trend the size of a word; nothing when fewer than two days are known."""
    points = trend.figures((figure.indicator, figure.slice))
    values = [None if f is None else _value(f) for _day, f in points]
    known = [(day, f) for day, f in points if f is not None and f.is_applicable]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    text = _("From %(first)s on %(first_day)s to %(last)s on %(last_day)s") % {
        "first": words.value(first[1]),
        "first_day": date_format(first[0], "SHORT_DATE_FORMAT"),
        "last": words.value(last[1]),
        "last_day": date_format(last[0], "SHORT_DATE_FORMAT"),
    }
    return charts.spark(values, text=text, target=_target(figure))


def line(trend: Trend, figure: Figure) -> LineChart:
    """The trend as a chart: each point is what is known now of that day, a ring where that is not what was closed."""
    return charts.line(
        _("The past year, at the end of each month"),
        list(_points(trend, figure)),
        target=_target(figure),
        target_text=words.target(figure),
        description=words.name(figure),
    )


def _points(trend: Trend, figure: Figure) -> Iterator[Point]:
    key = (figure.indicator, figure.slice)
    for day, found in trend.figures(key):
        closed = trend.closed_then(day, key)
        changed = closed is not None and found is not None and closings.sums_of(closed) != found.sums
        yield Point(
            label=date_format(day, "SHORT_DATE_FORMAT"),
            value=None if found is None else _value(found),
            text=_said(found, closed if changed else None),
            url=trend.place.at(day).figure(*key) if found else "",
            is_marked=changed,
        )


def _said(found: Figure | None, closed: ClosedFigure | None) -> str:
    if found is None:
        return _("not computed yet")
    said = f"{words.value(found)} ({words.out_of(found)})"
    return (
        said if closed is None else _("%(now)s; closed as %(then)s") % {"now": said, "then": closed_text(found, closed)}
    )


def closed_text(figure: Figure, closed: ClosedFigure) -> str:
    """What was closed, written as the figure is."""
    then = words.with_sums(figure, closings.sums_of(closed))
    return f"{words.value(then)} ({words.out_of(then)})"


def against_last_year(trend: Trend, figure: Figure) -> str:
    """The same day a year before and the change in percentage points; nothing when it is not known."""
    before = trend.year_before((figure.indicator, figure.slice))
    if before is None or not before.is_applicable or not figure.is_applicable:
        return ""
    change = rules.percent(figure.numerator, figure.denominator, 1) - rules.percent(
        before.numerator, before.denominator, 1
    )
    sign = "+" if change > 0 else "\N{MINUS SIGN}" if change < 0 else "\N{PLUS-MINUS SIGN}"
    points = f"{sign}{rules.number_text(abs(change), language())}"
    return _("A year before: %(value)s (%(points)s points)") % {"value": words.value(before), "points": points}


def restated(trend: Trend, figure: Figure) -> str:
    """That the figure of this day was closed as another one; nothing when it was not."""
    closed = trend.closed_then(figure.on, (figure.indicator, figure.slice))
    if closed is None or closings.sums_of(closed) == figure.sums:
        return ""
    return _("Restated: closed as %(then)s") % {"then": closed_text(figure, closed)}


def _value(figure: Figure) -> float | None:
    share = words.share(figure)
    return None if share is None else float(share)


def _target(figure: Figure) -> float | None:
    return float(figure.target.percent) if figure.target else None
