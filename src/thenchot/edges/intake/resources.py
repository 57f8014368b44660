"""Words for the acts of intake in the history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.foundation.desk.resource import name_verb

name_verb("intake.rows", _("brought in rows of a file"))
