"""Addresses: log-in, the apps' own pages, then the desk's pages for every resource."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
