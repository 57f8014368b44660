"""The declarations of removal from establishment: plans, lines, councils, steps, and the regulation as data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.removal import actions, panels
from thenchot.domain.materiel.removal.models import (
    CouncilMember,
    Outcome,
    RemovalAuthority,
    RemovalCase,
    RemovalDeadline,
    RemovalLine,
    RemovalPlan,
    RemovalRegulation,
    RemovalStep,
)
from thenchot.foundation.desk.resource import Action, Column, Panel, Related, Resource, Text, Tone, register

OUTCOME_TONES: dict[object, Tone] = {
    Outcome.PROPOSED: "muted",
    Outcome.APPROVED: "info",
    Outcome.REFUSED: "warn",
    Outcome.REMOVED: "good",
}
LABELS: dict[str, Text] = {
    "unit": _("Unit"),
    "year": _("Year"),
    "number": _("Plan number"),
    "holder_level": _("Level of the holder"),
    "is_remote": _("For border and islands"),
    "on": _("On"),
    "step": _("Step"),
    "document": _("By document"),
    "signer": _("Signed by"),
    "equipment": _("Equipment"),
    "case": _("Case of removal"),
    "method": _("Method"),
    "asset_class": _("Asset class"),
    "original_cost": _("Original cost"),
    "residual_value": _("Residual value"),
    "replacement_price": _("Replacement price"),
    "repair_estimate": _("Estimate of repair"),
    "expected_proceeds": _("Expected proceeds"),
    "grounds": _("Grounds"),
    "name": _("Name"),
    "post": _("Post"),
    "is_head": _("Heads the council"),
    "note": _("Note"),
}

PLANS = register(
    Resource(
        slug="removal-plans",
        model=RemovalPlan,
        section="equipment",
        icon="file-x",
        columns=("number", "year", "unit", "holder_level", "step"),
        details=("regulation", "is_remote"),
        search=("number",),
        filters=("unit", "year", "step", "holder_level"),
        panels=(
            Panel(title=_("How far the plan is"), template="materiel/removal_progress.html", context=panels.progress),
        ),
        related=(
            Related(title=_("Lines"), resource="removal-lines", path="plan", limit=100),
            Related(title=_("Council"), resource="council-members", path="plan"),
            Related(title=_("Steps"), resource="removal-steps", path="plan", limit=50),
        ),
        story=("lines", "council", "steps"),
        actions=(
            Action(name="draft", run=actions.draft, label=_("begin a plan"), on="none", icon="plus", labels=LABELS),
            Action(name="propose", run=actions.propose, label=_("put an item in"), icon="package-minus", labels=LABELS),
            Action(
                name="name_member", run=actions.name_member, label=_("name a member"), icon="user-plus", labels=LABELS
            ),
            Action(name="advance", run=actions.advance, label=_("write down a step"), icon="stepper", labels=LABELS),
            Action(name="decide", run=actions.decide, label=_("decide"), icon="gavel", labels=LABELS, danger=True),
        ),
    )
)
LINES = register(
    Resource(
        slug="removal-lines",
        model=RemovalLine,
        section="equipment",
        icon="file-x",
        columns=(
            "equipment",
            "case",
            "grade",
            "original_cost",
            "repair_estimate",
            "method",
            Column(path="outcome", tones=OUTCOME_TONES),
            "authority",
        ),
        details=("plan", "asset_class", "residual_value", "replacement_price", "expected_proceeds", "reason"),
        filters=("plan", "case", "method", "outcome", "asset_class"),
        actions=(
            Action(name="refuse", run=actions.refuse, label=_("set aside"), icon="ban", labels=LABELS),
            Action(
                name="carry_out",
                run=actions.carry_out,
                label=_("carry out"),
                icon="archive-x",
                labels=LABELS,
                danger=True,
            ),
        ),
        in_menu=False,
    )
)
COUNCIL = register(
    Resource(
        slug="council-members",
        model=CouncilMember,
        section="equipment",
        icon="users",
        columns=("name", "post", "is_head", "plan"),
        filters=("plan", "is_head"),
        in_menu=False,
    )
)
STEPS = register(
    Resource(
        slug="removal-steps",
        model=RemovalStep,
        section="equipment",
        icon="list-ordered",
        columns=("step", "on", "document", "note", "plan"),
        filters=("plan", "step", "on"),
        in_menu=False,
    )
)
REGULATIONS = register(
    Resource(
        slug="removal-regulations",
        model=RemovalRegulation,
        section="system",
        icon="scale",
        columns=("code", "name", "valid_from", "valid_until", "repair_limit_percent", "is_example", "source"),
        details=(
            "recovery_percent",
            "council_minimum",
            "announced_days_ahead",
            "submitted_days_after",
            "opinion_days",
            "copied_days_after",
            "stated_cases",
        ),
        fields=(
            *("code", "name", "valid_from", "valid_until", "source", "is_example"),
            *("repair_limit_percent", "recovery_percent", "council_minimum", "announced_days_ahead"),
            *("submitted_days_after", "opinion_days", "copied_days_after", "stated_cases"),
        ),
        panels=(
            Panel(title=_("How complete it is"), template="materiel/removal_cases.html", context=panels.completeness),
        ),
        related=(
            Related(title=_("Cases"), resource="removal-cases", path="regulation", limit=50),
            Related(title=_("Deadlines"), resource="removal-deadlines", path="regulation", limit=50),
            Related(title=_("Who decides"), resource="removal-authorities", path="regulation", limit=50),
        ),
        story=("cases", "deadlines", "authorities"),
        in_menu=False,
    )
)
CASES = register(
    Resource(
        slug="removal-cases",
        model=RemovalCase,
        section="system",
        icon="list",
        columns=("code", "label", "needs_worst_grade", "needs_repair_estimate", "regulation"),
        filters=("regulation",),
        fields=("regulation", "code", "label", "needs_worst_grade", "needs_repair_estimate"),
        in_menu=False,
    )
)
DEADLINES = register(
    Resource(
        slug="removal-deadlines",
        model=RemovalDeadline,
        section="system",
        icon="calendar",
        columns=("step", "day", "month", "years_after", "is_remote", "form", "regulation"),
        filters=("regulation", "step", "is_remote"),
        fields=("regulation", "step", "month", "day", "years_after", "is_remote", "form"),
        in_menu=False,
    )
)
AUTHORITIES = register(
    Resource(
        slug="removal-authorities",
        model=RemovalAuthority,
        section="system",
        icon="stamp",
        columns=("asset_class", "holder_level", "value_below", "authority", "role", "regulation"),
        filters=("regulation", "asset_class", "holder_level"),
        fields=("regulation", "asset_class", "holder_level", "value_below", "authority", "role"),
        in_menu=False,
    )
)
