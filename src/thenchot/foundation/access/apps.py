"""Access as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers users, roles and grants, and the policies of the tables beneath."""

    name = "thenchot.foundation.access"
    label = "access"

    def ready(self) -> None:
        from thenchot.foundation.access import policies, sign_ins, upcasters  # noqa: F401  # registers itself

        policies.register()
        sign_ins.listen()
