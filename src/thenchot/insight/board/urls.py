"""The board's addresses."""

from __future__ import annotations

from django.urls import path

from thenchot.insight.board import pages

urlpatterns = [
    path("", pages.board, name="board"),
    path("figures/<str:name>/", pages.figure, name="figure"),
]
