"""The app's registration with Django and with access."""

from __future__ import annotations

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """Registers the app and who may see its tables."""

    name = "thenchot.domain.standards"
    label = "standards"

    def ready(self) -> None:
        from thenchot.domain.standards import policies

        policies.register()
