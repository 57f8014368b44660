"""The app's registration with Django and with access."""

from __future__ import annotations

from django.apps import AppConfig


class DepotsConfig(AppConfig):
    """Registers the app and who may see its tables."""

    name = "thenchot.domain.depots"
    label = "depots"

    def ready(self) -> None:
        from thenchot.domain.depots import policies

        policies.register()
