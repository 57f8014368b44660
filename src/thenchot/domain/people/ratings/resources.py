"""The declarations of rating schemes, rounds and ratings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.ratings import actions, panels
from thenchot.domain.people.ratings.models import Rating, RatingRound, RatingScheme
from thenchot.foundation.desk.resource import Action, Column, Panel, Related, Resource, Text, Tone, register

LEVEL_TONES: dict[object, Tone] = {
    "excellent": "good",
    "good": "good",
    "satisfactory": "warn",
    "unsatisfactory": "bad",
}
STEP_TONES: dict[object, Tone] = {
    "waiting": "muted",
    "self_rated": "info",
    "proposed": "warn",
    "decided": "good",
    "not_rated": "muted",
}
LABELS: dict[str, Text] = {
    "scheme": _("Rating scheme"),
    "unit": _("Unit"),
    "period_start": _("Period begins"),
    "rule_on": _("Rule date"),
    "score": _("Score"),
    "level": _("Rating"),
    "task_group": _("Task group"),
    "document": _("By document"),
    "why": _("Why"),
}
SCHEMES = register(
    Resource(
        slug="rating-schemes",
        model=RatingScheme,
        section="system",
        icon="ruler",
        columns=(
            "code",
            "name",
            "rates",
            "period",
            "cap_percent",
            "cap_base",
            "valid_from",
            "valid_until",
            "is_example",
        ),
        details=("excellent_from", "good_from", "satisfactory_from", "source"),
        search=("code", "name"),
        filters=("code", "rates", "period", "is_example"),
        in_menu=False,
    )
)
ROUNDS = register(
    Resource(
        slug="rating-rounds",
        model=RatingRound,
        section="people",
        icon="clipboard-check",
        columns=("scheme", "unit", "period_start", "rule_on", "number", "opened_on", "closed_on"),
        details=("period_end", "corrects", "reason"),
        filters=("unit", "scheme", "period_start", "closed_on"),
        ordering=("-period_start", "id"),
        panels=(Panel(title=_("How the round stands"), template="people/round.html", context=panels.progress),),
        related=(Related(title=_("Ratings"), resource="ratings", path="round"),),
        actions=(
            Action(
                name="open",
                run=actions.open_round,
                label=_("open a round"),
                on="none",
                icon="plus",
                labels=LABELS,
                hints={
                    "period_start": _("The first day of the quarter or year"),
                    "rule_on": _("Each subject is rated once, where they stand on this day"),
                },
            ),
            Action(
                name="close",
                run=actions.close_round,
                label=_("close the round"),
                icon="lock",
                confirm=_("A closed round is corrected only by a new version."),
            ),
            Action(
                name="correct",
                run=actions.correct_round,
                label=_("open a new version"),
                icon="copy-plus",
                labels=LABELS,
            ),
        ),
    )
)
RATINGS = register(
    Resource(
        slug="ratings",
        model=Rating,
        section="people",
        icon="star",
        columns=(
            "round",
            "person",
            "rated_body",
            "group",
            "unit",
            Column(path="step", tones=STEP_TONES),
            "score",
            Column(path="level", tones=LEVEL_TONES),
        ),
        details=(
            "task_group",
            "self_score",
            "self_level",
            "proposed_score",
            "proposed_level",
            "proposed_by",
            "decided_by",
            "decided_on",
            "document",
            "reason",
        ),
        filters=("unit", "round", "step", "level", "group", "round__period_start"),
        ordering=("-round__period_start", "id"),
        actions=(
            Action(
                name="rate_oneself", run=actions.rate_oneself, label=_("rate oneself"), icon="user-check", labels=LABELS
            ),
            Action(name="propose", run=actions.propose, label=_("appraise and propose"), icon="send", labels=LABELS),
            Action(name="decide", run=actions.decide, label=_("decide the rating"), icon="gavel", labels=LABELS),
            Action(
                name="leave_out", run=actions.leave_out, label=_("leave out of the round"), icon="user-x", labels=LABELS
            ),
        ),
    )
)
