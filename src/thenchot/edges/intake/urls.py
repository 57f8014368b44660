"""Addresses of intake."""

from __future__ import annotations

from django.urls import include, path

from thenchot.edges.intake import mapping_page, pages

urlpatterns = [
    path(
        "intake/",
        include(
            (
                [
                    path("", pages.files, name="files"),
                    path("<uuid:key>/", pages.run_page, name="run"),
                    path("<uuid:key>/begin/", pages.begin, name="begin"),
                    path("<uuid:key>/columns/", mapping_page.columns, name="columns"),
                    path("<uuid:key>/mend/", pages.mend, name="mend"),
                    path("<uuid:key>/undo/", pages.undo, name="undo"),
                    path("<uuid:key>/refused.csv", pages.faults, name="faults"),
                    path("<uuid:key>/refused.xlsx", pages.refused_rows, name="refused"),
                    path("<uuid:key>/report.html", pages.letter, name="letter"),
                ],
                "intake",
            )
        ),
    ),
]
