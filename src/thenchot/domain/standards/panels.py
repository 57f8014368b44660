"""How standings look on a page: the state in words, the criteria with their answers, and what runs out soon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thenchot.domain.standards import queries, rules
from thenchot.domain.standards.models import Assessment
from thenchot.domain.standards.queries import Ending, Line, Standing
from thenchot.domain.standards.rules import State, Why
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.resource import Text, Tone

STATES: dict[State, tuple[Tone, Text]] = {
    State.MEETS: ("good", _("meets the standard")),
    State.FAILS: ("bad", _("does not meet the standard")),
    State.LAPSED: ("warn", _("lapsed")),
    State.UNANSWERED: ("warn", _("not fully answered")),
    State.NOT_ASSESSED: ("muted", _("not assessed")),
}
REASONS: dict[Why, tuple[Tone, Text]] = {
    Why.NOT_MET: ("bad", _("not met")),
    Why.EXPIRED: ("warn", _("ran out")),
    Why.UNANSWERED: ("warn", _("not answered")),
    Why.MUST_APPLY: ("bad", _("set aside, but applies always")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion as a table shows it."""

    line: Line
    tone: Tone
    text: Text
    ends_soon: rules.Warning | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A standing as a page shows it."""

    standing: Standing
    tone: Tone
    text: Text
    failing: tuple[Row, ...]
    endings: tuple[Ending, ...]

    @property
    def lapse_warning(self) -> rules.Warning | None:
        """How soon the whole lapses."""
        return rules.warning(self.standing.outcome.lapses_on, self.standing.day)


def shown(standing: Standing) -> Shown:
    """The standing in words, its failing criteria must-pass first, and what runs out within 90 days."""
    tone, text = STATES[standing.outcome.state]
    failing = tuple(row(line, standing.day) for line in standing.failing)
    return Shown(standing, tone, text, failing, tuple(queries.endings([standing])))


def row(line: Line, day: date) -> Row:
    """A criterion with its answer in words."""
    if line.shortfall is not None:
        return Row(line, *REASONS[line.shortfall.why], None)
    assert line.answer is not None
    if line.answer.result == rules.Given.NOT_APPLICABLE.value:
        return Row(line, "muted", _("does not apply"), None)
    return Row(line, "good", _("met"), rules.warning(line.answer.valid_until, day))


def answers(_request: HttpRequest, assessment: Assessment) -> Mapping[str, object]:
    """The assessment's answers beside the questions of its own version, as they stand today."""
    standing = queries.standing_of(assessment, today())
    return {"shown": shown(standing), "rows": [row(line, standing.day) for line in standing.lines]}
