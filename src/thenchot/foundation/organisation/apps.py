"""The organisation as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Registers the unit tree and the table derived from it."""

    name = "thenchot.foundation.organisation"
    label = "organisation"

    def ready(self) -> None:
        from thenchot.foundation.organisation import spans

        spans.register()
