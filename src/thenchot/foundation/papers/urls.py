"""The papers' addresses."""

from __future__ import annotations

from django.urls import path

from thenchot.foundation.papers import pages

urlpatterns = [path("papers/<slug:name>/<uuid:key>.<slug:kind>", pages.show, name="paper")]
