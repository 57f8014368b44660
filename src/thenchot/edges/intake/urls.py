"""Addresses of intake."""

from __future__ import annotations

from django.urls import include, path

from thenchot.edges.intake import pages

urlpatterns = [
    path(
        "intake/",
        include(
            (
                [
                    path("", pages.files, name="files"),
                    path("<uuid:key>/", pages.run_page, name="run"),
                    path("<uuid:key>/begin/", pages.begin, name="begin"),
                    path("<uuid:key>/refused.csv", pages.faults, name="faults"),
                ],
                "intake",
            )
        ),
    ),
]
