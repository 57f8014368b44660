"""The app's registration with Django, with access and with the ledger."""

from __future__ import annotations

from django.apps import AppConfig


class KeylinkConfig(AppConfig):
    """Registers the app, who may see its tables, and the answers it keeps."""

    name = "thenchot.insight.keylink"
    label = "keylink"

    def ready(self) -> None:
        from thenchot.insight.keylink import kept, policies, upcasters  # noqa: F401  # registers itself

        kept.register()
        policies.register()
