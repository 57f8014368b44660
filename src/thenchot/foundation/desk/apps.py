"""The desk as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DeskConfig(AppConfig):
    """Finds each app's `resources` module, which registers what the app shows."""

    name = "thenchot.foundation.desk"
    label = "desk"

    def ready(self) -> None:
        from thenchot.foundation.desk import policies
        from thenchot.foundation.desk.shown import in_sentence
        from thenchot.foundation.kernel.refusal import Refusal

        Refusal.in_words = staticmethod(in_sentence)
        policies.register()
        autodiscover_modules("resources")
