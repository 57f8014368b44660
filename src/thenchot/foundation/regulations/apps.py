"""The app's registration with Django."""

from __future__ import annotations

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    """Registers who may see the rule sets."""

    name = "thenchot.foundation.regulations"
    label = "regulations"

    def ready(self) -> None:
        from thenchot.foundation.regulations import policies

        policies.register()
