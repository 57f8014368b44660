"""The app's registration with Django and with access."""

from __future__ import annotations

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    """Registers the app and who may see its tables."""

    name = "thenchot.domain.directives"
    label = "directives"

    def ready(self) -> None:
        from thenchot.domain.directives import policies, upcasters  # noqa: F401  # registers itself

        policies.register()
