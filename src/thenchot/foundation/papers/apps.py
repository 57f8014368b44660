"""The app's registration with Django."""

from __future__ import annotations

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """No tables of its own: papers are made of what other apps hold."""

    name = "thenchot.foundation.papers"
    label = "papers"
