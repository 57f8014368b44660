"""The depots' own pages."""

from __future__ import annotations

from django.urls import include, path

from thenchot.domain.depots import pages
from thenchot.domain.depots.climate import pages as climate

depots = (
    [
        path("depots/worker.js", pages.worker, name="worker"),
        path("depots/standing/", pages.standing, name="standing"),
        path("depots/buildings/<uuid:key>/climate/", climate.climate, name="climate"),
        path("depots/<uuid:key>/assess/<uuid:standard>/", pages.assess, name="assess"),
    ],
    "depots",
)

urlpatterns = [path("", include(depots))]
