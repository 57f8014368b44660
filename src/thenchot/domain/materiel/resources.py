"""What the register shows: the rule sets here, every other declaration with its noun."""

from __future__ import annotations

from functools import wraps

from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel import alerts, panels, profile
from thenchot.domain.materiel.catalogue import resources as catalogue
from thenchot.domain.materiel.catalogue.models import GradeScheme
from thenchot.domain.materiel.equipment import actions
from thenchot.domain.materiel.equipment import resources as equipment
from thenchot.domain.materiel.equipment.models import Equipment
from thenchot.domain.materiel.establishment import resources as establishment
from thenchot.domain.materiel.removal import resources as removal
from thenchot.domain.materiel.sets import resources as sets
from thenchot.domain.materiel.states import actions as state_actions
from thenchot.domain.materiel.states import resources as states
from thenchot.foundation.access import policy
from thenchot.foundation.desk.menu import add_page
from thenchot.foundation.desk.resource import Action, Column, Panel, Related, Resource, Text, register
from thenchot.foundation.indicators.alerts import announce

__all__ = ["EQUIPMENT", "GRADE_SCHEMES", "catalogue", "equipment", "establishment", "removal", "sets", "states"]


def sees_register(user: policy.Who) -> bool:
    """Whether the reader may see items anywhere: whom the register's own pages are for."""
    return policy.may_anywhere(user, "view", Equipment)


announce("removal", alerts.find)
add_page("equipment", _("Scan"), "materiel:scan", icon="scan-line", shown_to=sees_register)
add_page("equipment", _("Labels"), "materiel:labels", icon="qr-code", shown_to=sees_register)
add_page("equipment", _("Authorised against actual"), "materiel:establishment", icon="scale", shown_to=sees_register)
add_page("equipment", _("Readiness by count and by time"), "materiel:readiness", icon="gauge", shown_to=sees_register)


def load_profile() -> None:
    """The desk's action: bring in the example rule sets that ship with the house."""
    profile.load()


GRADE_SCHEMES = register(
    Resource(
        slug="grade-schemes",
        model=GradeScheme,
        section="system",
        icon="list-ordered",
        columns=("code", "name", "valid_from", "valid_until", "is_example", "source"),
        search=("code", "name"),
        filters=("code", "is_example", "valid_from"),
        related=(Related(title=_("Grades"), resource="grades", path="scheme"),),
        story=("grades",),
        actions=(
            Action(
                name="load_profile",
                run=load_profile,
                label=_("load the example profile"),
                on="none",
                icon="download",
                confirm=_("Rule sets that are known already stay as they are. The example is not official."),
            ),
        ),
    )
)

LABELS: dict[str, Text] = {
    "type": _("Equipment type"),
    "variant": _("Model (variant)"),
    "unit": _("Holding unit"),
    "on": _("On"),
    "state": _("State"),
    "received_on": _("Received on"),
    "serial_numbers": _("Serial numbers"),
    "serial_number": _("Serial number"),
    "grade": _("Quality grade"),
    "document": _("By document"),
    "grounds": _("Grounds"),
    "quantity": _("Quantity"),
    "unit_value": _("Value per unit"),
    "manufacture_year": _("Year of manufacture"),
    "read_from_plate": _("Read from the item's plate"),
}
PLATE_HINT = _("Tick it when O and 0, or I and 1, were told apart on the item itself")


@wraps(actions.register)
def enter(**given: object) -> Equipment:
    """The desk's form of `register`: its items share their holder, so the first stands for all when reach is checked."""
    return actions.register(**given)[0]  # type: ignore[arg-type]  # the form gives what register's annotations ask for


EQUIPMENT = register(
    Resource(
        slug="equipment",
        model=Equipment,
        files=True,
        section="equipment",
        icon="truck",
        columns=(
            "type",
            "serial_number",
            "unit",
            Column(path="grade", tones=equipment.GRADE_TONES),
            "graded_on",
            Column(path="state", tones=states.STATE_TONES),
            "quantity",
            "received_on",
            "place",
        ),
        details=(
            "variant",
            "lot_number",
            "type__group__branch",
            "manufacture_year",
            "manufacture_country",
            "unit_value",
            "currency",
            "removed_on",
            "removal_document",
            "note",
        ),
        search=("serial_number", "type__search_key"),
        filters=(
            "unit",
            "type",
            "type__group",
            "type__group__branch",
            "grade",
            "state",
            "graded_on",
            "received_on",
            "removed_on",
        ),
        fields=(
            "variant",
            "lot_number",
            "unit_value",
            "currency",
            "manufacture_year",
            "manufacture_country",
            "place",
            "note",
        ),
        adds=False,
        ordering=("id",),
        story=("custody", "gradings", "states"),
        panels=(
            Panel(title=_("Log book"), template="materiel/log_book.html", context=panels.log_book),
            Panel(title=_("Who held it on a day"), template="materiel/holder.html", context=panels.holder),
        ),
        actions=(
            Action(
                name="register",
                run=enter,
                label=_("enter in the register"),
                on="none",
                icon="plus",
                labels=LABELS,
                hints={
                    "serial_numbers": _("Such as 10-15, A07+3 (three from A07), ~ (the next free number)"),
                    "grounds": _("Needed when a grade is given"),
                    "read_from_plate": PLATE_HINT,
                },
            ),
            Action(
                name="regrade",
                run=actions.regrade,
                label=_("give a quality grade"),
                icon="gauge",
                labels=LABELS,
                hints={"document": _("The decision or minutes, such as 12/BB-KT")},
            ),
            Action(
                name="transfer",
                run=actions.transfer,
                label=_("hand over"),
                icon="arrow-right-left",
                labels=LABELS,
                may_leave_reach=True,
            ),
            Action(
                name="change_state",
                run=state_actions.change_state,
                label=_("change the state"),
                icon="activity",
                labels=LABELS,
            ),
            Action(
                name="correct_serial",
                run=actions.correct_serial,
                label=_("put the serial number right"),
                icon="pen-line",
                labels=LABELS,
                hints={"read_from_plate": PLATE_HINT},
                needs_reason=True,
            ),
            Action(
                name="remove",
                run=actions.remove,
                label=_("take off the register"),
                icon="archive-x",
                labels=LABELS,
                needs_reason=True,
                danger=True,
            ),
        ),
    )
)
