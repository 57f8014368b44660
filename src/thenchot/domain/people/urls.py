"""The people's own pages."""

from __future__ import annotations

from django.urls import include, path

from thenchot.domain.people.strength.pages import strength
from thenchot.domain.people.succession.pages import succession

people = (
    [
        path("people/strength/", strength, name="strength"),
        path("people/succession/", succession, name="succession"),
    ],
    "people",
)

urlpatterns = [path("", include(people))]
