"""The key link's addresses."""

from __future__ import annotations

from django.urls import path

from thenchot.insight.keylink import adopting, pages

urlpatterns = [
    path("keylink/", pages.show, name="keylink"),
    path("keylink/adopt/", adopting.adopt, name="keylink-adopt"),
]
