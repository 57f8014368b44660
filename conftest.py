"""Fixtures for every test of the house, beside the apps and under `tests/`."""

from __future__ import annotations

pytest_plugins = ["tests.database", "tests.people", "tests.browser", "tests.network"]
