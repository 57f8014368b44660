"""What the helper process of `tests.children` loads once, before it makes the first child: Django, its apps, and the pages."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thenchot.config.settings_test")

import django

django.setup()
