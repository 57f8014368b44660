"""The app's registration with Django and with access."""

from __future__ import annotations

from django.apps import AppConfig


class MaterielConfig(AppConfig):
    """Registers the app and who may see its tables."""

    name = "thenchot.domain.materiel"
    label = "materiel"

    def ready(self) -> None:
        from thenchot.domain.materiel import policies

        policies.register()
