"""The app's registration with Django."""

from __future__ import annotations

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """The pages of the figures."""

    name = "thenchot.insight.board"
    label = "board"
