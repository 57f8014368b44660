"""The declarations of complete sets: the lists, the sets, their members and holders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.sets import actions, panels
from thenchot.domain.materiel.sets.models import CompleteSet, Criticality, SetCustody, SetLine, SetList, SetMember
from thenchot.foundation.desk.resource import Action, Column, Panel, Related, Resource, Text, Tone, register

CRITICALITY_TONES: dict[object, Tone] = {
    Criticality.CRITICAL: "bad",
    Criticality.RESTRICTING: "warn",
    Criticality.MINOR: "muted",
}
LABELS: dict[str, Text] = {
    "code": _("Set number"),
    "variant": _("Model (variant)"),
    "unit": _("Holding unit"),
    "on": _("On"),
    "equipment": _("Equipment"),
    "document": _("By document"),
    "mark": _("Mark"),
    "not_returned": _("Serial numbers not returned"),
    "type": _("Part of the set"),
    "quantity": _("Quantity"),
    "criticality": _("Criticality"),
    "valid_from": _("Valid from"),
    "source": _("Source"),
    "note": _("Note"),
}
MARK_HINT = _("Tells lines of one type apart, such as left and right")

COMPLETE_SETS = register(
    Resource(
        slug="complete-sets",
        model=CompleteSet,
        section="equipment",
        icon="boxes",
        columns=("code", "name", "variant", "unit", "assembled_on", "dissolved_on"),
        search=("code", "name"),
        filters=("unit", "variant", "variant__type", "assembled_on", "dissolved_on"),
        panels=(Panel(title=_("What the set holds"), template="materiel/set_standing.html", context=panels.standing),),
        related=(
            Related(title=_("Members over time"), resource="set-members", path="complete_set", limit=50),
            Related(title=_("Holders over time"), resource="set-custody", path="complete_set"),
        ),
        story=("members", "custody"),
        actions=(
            Action(
                name="assemble", run=actions.assemble, label=_("found a set"), on="none", icon="plus", labels=LABELS
            ),
            Action(
                name="put_in",
                run=actions.put_in,
                label=_("put an item in"),
                icon="package-plus",
                labels=LABELS,
                hints={"mark": MARK_HINT},
            ),
            Action(
                name="take_out", run=actions.take_out, label=_("take an item out"), icon="package-minus", labels=LABELS
            ),
            Action(
                name="hand_over",
                run=actions.hand_over,
                label=_("hand over whole"),
                icon="arrow-right-left",
                labels=LABELS,
                may_leave_reach=True,
            ),
            Action(
                name="take_back",
                run=actions.take_back,
                label=_("take back"),
                icon="undo-2",
                labels=LABELS,
                hints={"not_returned": _("They stay with who has them and are named missing: A7, 10-12")},
                may_leave_reach=True,
            ),
            Action(
                name="dissolve", run=actions.dissolve, label=_("dissolve"), icon="archive-x", labels=LABELS, danger=True
            ),
        ),
    )
)
SET_LISTS = register(
    Resource(
        slug="set-lists",
        model=SetList,
        section="equipment",
        icon="list-todo",
        columns=("variant", "valid_from", "valid_until", "source"),
        search=("variant__code", "variant__name"),
        filters=("variant", "valid_from"),
        related=(Related(title=_("Lines"), resource="set-lines", path="set_list", limit=200),),
        story=("lines",),
        actions=(
            Action(
                name="new_list",
                run=actions.new_list,
                label=_("new list"),
                on="none",
                icon="copy-plus",
                labels=LABELS,
                hints={"valid_from": _("The list before ends that day; its lines are taken over")},
            ),
            Action(
                name="add_line",
                run=actions.add_line,
                label=_("add or change a line"),
                icon="plus",
                labels=LABELS,
                hints={"mark": MARK_HINT},
            ),
        ),
        in_menu=False,
    )
)
SET_LINES = register(
    Resource(
        slug="set-lines",
        model=SetLine,
        section="equipment",
        icon="list-todo",
        columns=("type", "mark", "quantity", Column(path="criticality", tones=CRITICALITY_TONES), "set_list"),
        filters=("set_list", "type", "criticality"),
        in_menu=False,
    )
)
SET_MEMBERS = register(
    Resource(
        slug="set-members",
        model=SetMember,
        section="equipment",
        icon="boxes",
        columns=("equipment", "mark", "complete_set", "from_on", "until_on", "note"),
        filters=("complete_set", "equipment", "complete_set__unit", "from_on"),
        ordering=("-from_on", "id"),
        in_menu=False,
    )
)
SET_CUSTODY = register(
    Resource(
        slug="set-custody",
        model=SetCustody,
        section="equipment",
        icon="hand",
        columns=("complete_set", "unit", "from_on", "until_on", "document", "missing"),
        filters=("complete_set", "unit", "from_on"),
        ordering=("-from_on", "id"),
        in_menu=False,
    )
)
