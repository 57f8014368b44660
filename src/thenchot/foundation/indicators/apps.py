"""The app's registration with Django and with the ledger."""

from __future__ import annotations

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Registers the check of the indicators' files and the values kept of them."""

    name = "thenchot.foundation.indicators"
    label = "indicators"

    def ready(self) -> None:
        from thenchot.foundation.indicators import checks, kept, policies

        checks.register()
        kept.register()
        policies.register()
