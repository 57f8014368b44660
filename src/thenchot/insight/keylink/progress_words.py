"""How adopted plans go on, in the reader's words: planned against done, what the figure stands at now."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.language import language
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.keylink import following, wording
from thenchot.insight.keylink.following import Odds, Progress, State
from thenchot.insight.keylink.models import Plan


def said(progress: Progress) -> str:
    """Planned against done in one sentence."""
    values = {
        "done": progress.count(State.DONE),
        "all": progress.standing,
        "due": progress.due,
        "day": wording.day(progress.plan.due_on.isoformat()),
    }
    text = _("%(done)s of %(all)s tasks done, %(due)s were due by now; all by %(day)s") % values
    if progress.count(State.OVERDUE):
        text += "; " + _("%(late)s overdue") % {"late": progress.count(State.OVERDUE)}
    if doubtful := sum(odds is Odds.STILL_THERE for odds in progress.odds.values()):
        text += "; " + ngettext(
            "%(n)s accepted as done though the facts still show it",
            "%(n)s accepted as done though the facts still show them",
            doubtful,
        ) % {"n": doubtful}
    return text if progress.plan.approved_by else _("%(text)s (not approved yet)") % {"text": text}


def now_of(plan: Plan) -> str:
    """What the plan's first figure stands at today."""
    (name, part), definitions = following.figures_of(plan)[0], following.definitions_of(plan)
    found = figures_of([plan.unit_id], today(), definitions)[plan.unit_id]
    figure = next((each for each in found if (each.indicator, each.slice) == (name, part)), None)
    return figure.text(language()) if figure else "\N{EN DASH}"


def on_board(unit: Unit, on: date) -> dict[tuple[str, str], str]:
    """For each figure with a plan at the unit: how the plan goes on."""
    plans = following.latest(following.standing_plans(unit.pk, on))
    return {figure: said(following.progress(plan, on)) for figure, plan in plans.items()}
