"""The words for the acts of intake in the history, and its line in the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.edges.intake import api, work
from thenchot.edges.intake.models import IntakeRun
from thenchot.foundation.access import policy
from thenchot.foundation.desk.api.operations import add_operation
from thenchot.foundation.desk.menu import add_page
from thenchot.foundation.desk.resource import name_verb

name_verb("intake.rows", _("brought in rows of a file"))
name_verb("intake.undo", _("took back rows of a file"))
# The long work of `work` is declared when it is imported: the worker's process knows it, too.
LONG_WORK = (work.TAKE_IN, work.TAKE_BACK)
add_page(
    "equipment",
    _("Bring in a file"),
    "intake:files",
    icon="file-input",
    shown_to=lambda user: policy.may_anywhere(user, "take_in", IntakeRun),
)
add_operation(api.OPERATION)
