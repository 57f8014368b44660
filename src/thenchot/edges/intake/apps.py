"""Intake as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Registers the runs of intake; its pages are in `pages`."""

    name = "thenchot.edges.intake"
    label = "intake"

    def ready(self) -> None:
        from thenchot.edges.intake import policies

        policies.register()
