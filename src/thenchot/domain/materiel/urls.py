"""The register's own pages."""

from __future__ import annotations

from django.urls import include, path

from thenchot.domain.materiel.establishment import pages as establishment
from thenchot.domain.materiel.labels import pages as labels
from thenchot.domain.materiel.states import pages as states

materiel = (
    [
        path("equipment/scan/", labels.scan, name="scan"),
        path("equipment/labels/", labels.sheet, name="labels"),
        path("equipment/establishment/", establishment.against_actual, name="establishment"),
        path("equipment/readiness/", states.readiness, name="readiness"),
    ],
    "materiel",
)

urlpatterns = [path("", include(materiel))]
