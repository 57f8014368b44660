"""The board's addresses."""

from __future__ import annotations

from django.urls import path

from thenchot.insight.board import about, alerts, exports, pages

urlpatterns = [
    path("", pages.board, name="board"),
    path("board/export.<str:kind>", exports.board, name="board-export"),
    path("alerts/", alerts.alerts, name="board-alerts"),
    path("board/alert-counts/", alerts.alert_counts, name="board-alert-counts"),
    path("board/kiosk/", pages.kiosk, name="board-kiosk"),
    path("board/tiles/", pages.tiles_with_trend, name="board-tiles"),
    path("figures/<str:name>/", pages.figure, name="figure"),
    path("figures/<str:name>/records.<str:kind>", exports.records, name="figure-export"),
    path("indicators/", about.catalogue, name="indicators"),
    path("indicators/<str:name>/", about.indicator, name="indicator"),
]
