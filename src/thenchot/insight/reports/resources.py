"""What reports add to the desk: reports with their way from draft to issue, and the words their writers changed."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from thenchot.foundation.access.models import User
from thenchot.foundation.access.policy import may, may_anywhere
from thenchot.foundation.desk.language import language
from thenchot.foundation.desk.menu import add_page
from thenchot.foundation.desk.resource import Action, Column, Panel, Resource, Tone, name_verb, register
from thenchot.insight.reports import actions, current, shown
from thenchot.insight.reports.models import Report, State, Wording

TONES: Mapping[State, Tone] = {
    State.DRAFT: "muted",
    State.SUBMITTED: "info",
    State.APPROVED: "info",
    State.ISSUED: "good",
    State.WITHDRAWN: "muted",
}


def report_panel(request: HttpRequest, report: Report) -> Mapping[str, object]:
    """The report itself: its words, its figures with the way to the records behind them, its files."""
    return {"page": shown.page(report, may_edit=may(request.user, "reword", report)), "report": report}


def title(report: Report) -> str:
    """The kind of report in the reader's language."""
    return current.definition_of(report).title.in_(language())


REPORTS = register(
    Resource(
        slug="reports",
        model=Report,
        section="organisation",
        icon="file-text",
        columns=(
            "abstract",
            "unit",
            Column(path="state", tones=TONES),
            "last_day",
            "symbol",
            "issued_on",
            "written_by",
            "approved_by",
        ),
        details=(
            "unit",
            Column(path="definition", label=_("Kind of report"), value=title, name="kind_in_words"),
            "language",
            "first_day",
            "last_day",
            Column(path="state", tones=TONES),
            "symbol",
            "issued_on",
            "document",
            "addressees",
            "recipients",
            "upper_body",
            "place",
            "issuer_code",
            "signer",
            "signer_post",
            "signer_rank",
            "signer_prefix",
            "signer_body",
            "deputy_post",
            "written_by",
            "submitted_on",
            "approved_by",
            "approved_on",
            "remark",
            "head",
        ),
        search=("abstract", "symbol"),
        filters=("unit", "state", "definition", "last_day", "issued_on"),
        ordering=("-last_day", "id"),
        panels=(Panel(title=_("Report"), template="reports/parts/report.html", context=report_panel),),
        story=("wordings",),
        actions=(
            Action(
                name="submit",
                run=actions.submit,
                label=pgettext_lazy("report", "submit"),
                icon="send",
                confirm=_("Another person then approves it."),
            ),
            Action(
                name="approve",
                run=actions.approve,
                label=_("approve"),
                icon="stamp",
                confirm=_("It can then be numbered and issued."),
            ),
            Action(
                name="issue",
                run=actions.issue,
                label=_("issue"),
                icon="file-check",
                labels={"book": _("Register book"), "on": _("Issued on")},
                confirm=_("It gets the next number of the book and stays as it is for good."),
            ),
            Action(
                name="give_back",
                run=actions.give_back,
                label=_("give back"),
                icon="undo-2",
                labels={"why": _("Why it goes back")},
            ),
            Action(
                name="refresh",
                run=actions.refresh,
                label=_("read the figures anew"),
                icon="refresh-cw",
                confirm=_("The words stay; a report on its way to approval is a draft again."),
            ),
            Action(
                name="sign_as",
                run=actions.sign_as,
                label=_("say who signs and who gets it"),
                icon="pen-line",
                hints={
                    "addressees": _("Parted by semicolons"),
                    "recipients": _("Parted by semicolons"),
                },
            ),
            Action(
                name="withdraw",
                run=actions.withdraw,
                label=_("withdraw"),
                icon="trash-2",
                danger=True,
                confirm=_("It stays to be read, and the period can be reported anew."),
            ),
        ),
    )
)
WORDINGS = register(
    Resource(
        slug="report-wordings",
        model=Wording,
        section="organisation",
        icon="text",
        columns=("report", "part", "written_by"),
        details=("report", "part", "text", "written_by"),
        filters=("report",),
        in_menu=False,
    )
)


def _may_write(user: object) -> bool:
    return isinstance(user, User) and may_anywhere(user, "write", Report)


name_verb("reports.write", _("wrote a report"))
name_verb("reports.reword", _("changed the words of a report"))
add_page("organisation", _("Make a report"), "reports-make", icon="file-plus", shown_to=_may_write)
