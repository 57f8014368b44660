"""The addresses of reports."""

from __future__ import annotations

from django.urls import path

from thenchot.insight.reports import pages

urlpatterns = [
    path("reports/make/", pages.make, name="reports-make"),
    path("reports/<uuid:key>/words/", pages.reword, name="report-words"),
    path("reports/<uuid:key>/report.<str:kind>", pages.fetch, name="report-file"),
]
