"""The equipment type beside unit and days in the form of a page of figures."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.catalogue.models import Type
from thenchot.foundation.desk.inputs import RecordField


def type_field(request: HttpRequest) -> RecordField:
    """A type the reader may see; none is every type."""
    return RecordField(model=Type, user=request.user, label=_("Equipment type"), required=False)
