"""Addresses: each app's own pages, top floor first, then the desk's pages for every resource and the API."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(import_module(f"{app}.urls"))) for app in settings.HOUSE if find_spec(f"{app}.urls")
]
