"""The app's registration with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PapersConfig(AppConfig):
    """No tables of its own: papers are made of what other apps hold. Finds each app's `papers` module, which declares them."""

    name = "thenchot.foundation.papers"
    label = "papers"

    def ready(self) -> None:
        from thenchot.foundation.desk import offers
        from thenchot.foundation.papers import registry

        offers.add(registry.offered)
        autodiscover_modules("papers")
