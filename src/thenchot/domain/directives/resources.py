"""What directives show, gathered from the nouns, and the app's own pages in the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.cell_meetings import resources as cell_meetings
from thenchot.domain.directives.declarations import cascade, dissemination, documents, meetings, relations
from thenchot.domain.directives.models import Document, Task
from thenchot.foundation.access import policy
from thenchot.foundation.desk.menu import add_page
from thenchot.foundation.desk.resource import name_verb

__all__ = ["cascade", "cell_meetings", "dissemination", "documents", "meetings", "relations"]


def sees_tasks(user: policy.Who) -> bool:
    """Whom the pages about tasks are for."""
    return policy.may_anywhere(user, "view", Task)


def registers(user: policy.Who) -> bool:
    """Whom the page that reads a document's file is for."""
    return policy.may_anywhere(user, "register", Document)


add_page("directives", _("My work"), "directives:mine", icon="inbox")
add_page("directives", _("Tasks on a day"), "directives:as_of", icon="calendar-clock", shown_to=sees_tasks)
add_page("directives", _("Register from a file"), "directives:from_file", icon="file-input", shown_to=registers)
name_verb("directives.register_file", _("register a document from its file"))
