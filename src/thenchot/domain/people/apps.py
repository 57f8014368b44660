"""The app's registration with Django, with access and with the ledger."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the app, who may see its tables, and the columns it computes."""

    name = "thenchot.domain.people"
    label = "people"

    def ready(self) -> None:
        from thenchot.domain.people import current, policies

        policies.register()
        current.register()
