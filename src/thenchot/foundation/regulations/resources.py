"""What the desk shows of calendars and matrices, with the forms by which an administrator adds the organisation's own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.foundation.desk.resource import Action, Related, Resource, register
from thenchot.foundation.regulations import profile
from thenchot.foundation.regulations.models import ApprovalClause, ApprovalMatrix, CalendarCut, ReportingCalendar

_IN_FORCE = ("code", "name", "valid_from", "valid_until", "source", "is_example")


def load_profile() -> None:
    """The desk's action: bring in the example rule sets that ship with the house."""
    profile.load()


CALENDARS = register(
    Resource(
        slug="reporting-calendars",
        model=ReportingCalendar,
        section="system",
        icon="calendar-range",
        columns=("code", "name", "valid_from", "valid_until", "is_example", "source"),
        search=("code", "name"),
        filters=("code", "is_example", "valid_from"),
        fields=_IN_FORCE,
        related=(Related(title=_("Cuts"), resource="calendar-cuts", path="calendar"),),
        story=("cuts",),
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
CUTS = register(
    Resource(
        slug="calendar-cuts",
        model=CalendarCut,
        section="system",
        icon="calendar-range",
        columns=("calendar", "length", "first_day", "months_before"),
        filters=("calendar", "length"),
        fields=("calendar", "length", "first_day", "months_before"),
        in_menu=False,
    )
)
MATRICES = register(
    Resource(
        slug="approval-matrices",
        model=ApprovalMatrix,
        section="system",
        icon="stamp",
        columns=("code", "name", "valid_from", "valid_until", "is_example", "source"),
        search=("code", "name"),
        filters=("code", "is_example", "valid_from"),
        fields=_IN_FORCE,
        related=(Related(title=_("Who approves"), resource="approval-clauses", path="matrix", limit=50),),
        story=("clauses",),
    )
)
CLAUSES = register(
    Resource(
        slug="approval-clauses",
        model=ApprovalClause,
        section="system",
        icon="stamp",
        columns=("authority", "kind", "level", "value_below", "role", "steps_above", "matrix"),
        filters=("matrix", "role"),
        fields=("matrix", "kind", "level", "value_below", "authority", "role", "steps_above"),
        in_menu=False,
    )
)
