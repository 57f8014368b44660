"""Drafts of many units in one run, an act to each: one that was broken off goes on where it stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from thenchot.foundation.access.models import User
from thenchot.foundation.access.policy import rows
from thenchot.foundation.desk.jobs import Work, kind, start
from thenchot.foundation.indicators.rules import Language
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.shares import language_named
from thenchot.foundation.ledger.acts import AlreadyDone, Program, act
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.reports import actions
from thenchot.insight.reports.definition import Definition
from thenchot.insight.reports.models import Report, State
from thenchot.insight.reports.reading import Reader
from thenchot.insight.reports.registry import by_name
from thenchot.insight.reports.spans import Span, span

Progress = Callable[[int, int], None]
# For one unit among many the key link gets this long.
SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Ran:
    """How many drafts the run wrote, how many stood already, and which units refused, with the sentence."""

    written: int
    stood: int
    refused: tuple[tuple[str, Refusal], ...] = ()


def make_many(
    definition: Definition,
    units: Sequence[Unit],
    period: Span,
    language: Language,
    *,
    by: User | Program,
    reader: Reader = None,
    progress: Progress = lambda _done, _all: None,
) -> Ran:
    """A draft for each of the units that has none for the period; what one unit refuses does not stop the others."""
    actions.check_is_over(period)
    standing = set(
        Report.objects.filter(definition=definition.name, first_day=period.first, last_day=period.last)
        .exclude(state=State.WITHDRAWN)
        .values_list("unit", flat=True)
    )
    written, refused = 0, []
    for number, unit in enumerate(units):
        progress(number, len(units))
        if unit.pk in standing:
            continue
        try:
            with act("reports.write", by=by, request_key=_key(definition, unit, period)):
                actions.write(definition, unit, period, language, by=by, reader=reader, seconds=SECONDS)
            written += 1
        except AlreadyDone:
            continue
        except Refusal as refusal:
            refused.append((unit.code, refusal))
    progress(len(units), len(units))
    return Ran(written, len(standing.intersection(unit.pk for unit in units)), tuple(refused))


def _key(definition: Definition, unit: Unit, period: Span) -> str:
    """One report of a unit and period, and of how often it was withdrawn before: a second worker does nothing twice."""
    before = Report.objects.filter(
        definition=definition.name, unit=unit, first_day=period.first, last_day=period.last
    ).count()
    text = f"reports:{definition.name}:{period.text}:{unit.pk}:{before}"
    return hashlib.blake2b(text.encode(), digest_size=24).hexdigest()


def ask_for(definition: Definition, unit: Unit, period: Span, language: str, user: User) -> None:
    """Ask the worker for the drafts of the unit and of every unit below it."""
    actions.check_is_over(period)
    start(
        "reports.make_many",
        user,
        gettext("Reports of every unit below %(unit)s") % {"unit": unit.name},
        definition=definition.name,
        unit=str(unit.pk),
        period=period.text,
        language=language,
    )


@kind("reports.make_many")
def make_all_below(work: Work, *, definition: str, unit: str, period: str, language: str) -> str:
    """The job behind "also for every unit below": all that the reader may see."""
    found = by_name(definition)
    days = span(found.period, period)
    below = queries.under([unit], days.last)
    units = list(rows(work.user, "view", Unit.objects.filter(pk__in=below)).order_by("code"))
    ran = make_many(
        found,
        units,
        days,
        language_named(language),
        by=work.user,
        reader=work.user,
        progress=work.progress,
    )
    said = ngettext("%(n)s draft written", "%(n)s drafts written", ran.written) % {"n": ran.written}
    if ran.stood:
        said += "; " + gettext("%(n)s stood already") % {"n": ran.stood}
    if ran.refused:
        code, refusal = ran.refused[0]
        said += "; " + gettext("%(n)s refused, first %(unit)s: %(why)s") % {
            "n": len(ran.refused),
            "unit": code,
            "why": refusal.said(gettext),
        }
    return said
