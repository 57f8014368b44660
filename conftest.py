"""Fixtures for every test of the house, beside the apps and under `tests/`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.database", "tests.people", "tests.browser", "tests.network"]

# How quick the machine is decides no test.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
