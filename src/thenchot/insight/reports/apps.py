"""The app's registration with Django and with access."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the app and who may see its tables."""

    name = "thenchot.insight.reports"
    label = "reports"

    def ready(self) -> None:
        from thenchot.insight.reports import policies

        policies.register()
