"""What the board adds to the desk: closings of periods, with their figures, and how they were restated since."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.desk.menu import add_page
from thenchot.foundation.desk.resource import Action, Column, Panel, Resource, register
from thenchot.foundation.indicators import closings
from thenchot.foundation.indicators.alerts import announce
from thenchot.foundation.indicators.models import Closing
from thenchot.insight.board import closed
from thenchot.insight.board.alerts import figures_missing


def figures_panel(request: HttpRequest, closing: Closing) -> Mapping[str, object]:
    """The figures as they were closed, each beside what it is now where that differs."""
    return {"lines": closed.lines(request.user, closing)}


CLOSINGS = register(
    Resource(
        slug="closings",
        model=Closing,
        section="organisation",
        icon="lock-keyhole",
        columns=(
            "unit",
            Column(path="period", label=_("Period"), value=lambda closing: closing.period, name="period"),
            "length",
            "cut_by",
            "on",
            "closed_by",
            "approved_by",
            "withdrawn_on",
        ),
        details=("calendar", "approved_on", "approved_as", "note"),
        filters=("unit", "length", "cut_by", "on"),
        ordering=("-on", "id"),
        panels=(Panel(title=_("Figures of the closing"), template="board/closing.html", context=figures_panel),),
        actions=(
            Action(
                name="close_period",
                run=closings.close_period,
                label=_("close a period"),
                on="none",
                icon="lock-keyhole",
                labels={
                    "unit": _("Unit"),
                    "length": _("Period"),
                    "year": _("Year"),
                    "number": _("Number in the year"),
                    "calendar": _("Reporting calendar"),
                    "note": _("Note"),
                },
                hints={"number": _("11 for November, 2 for the second quarter, 1 for a year")},
            ),
            Action(
                name="approve",
                run=closings.approve,
                label=_("approve"),
                icon="stamp",
                confirm=_("An approved closing stays for good."),
            ),
            Action(
                name="withdraw",
                run=closings.withdraw,
                label=_("withdraw"),
                icon="undo-2",
                danger=True,
                confirm=_("It stays to be read and counts for nothing; the period can be closed again."),
            ),
        ),
    )
)
announce("board", figures_missing)
add_page("organisation", _("Alerts"), "board-alerts", icon="bell")
add_page("organisation", _("Indicators"), "indicators", icon="gauge")
