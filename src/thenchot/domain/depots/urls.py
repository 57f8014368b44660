"""The depots' own pages."""

from __future__ import annotations

from django.urls import include, path

from thenchot.domain.depots import pages

depots = (
    [
        path("depots/standing/", pages.standing, name="standing"),
        path("depots/<uuid:key>/assess/<uuid:standard>/", pages.assess, name="assess"),
    ],
    "depots",
)

urlpatterns = [path("", include(depots))]
