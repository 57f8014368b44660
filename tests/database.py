"""Which database the suite runs on: THENCHOT_TEST_DATABASE=sqlite (default) or postgresql, started here on a private port."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack
from typing import Any

import dj_database_url
import pytest
from django.conf import settings
from django.db import connections

from tests.postgres import server

CHOICES = ("sqlite", "postgresql")
# Set by the first process for the workers of pytest-xdist, which share its server.
SHARED_URL = "THENCHOT_TEST_POSTGRESQL_URL"
_open = ExitStack()


def chosen() -> str:
    """The database asked for."""
    choice = os.environ.get("THENCHOT_TEST_DATABASE") or "sqlite"
    if choice not in CHOICES:
        raise pytest.UsageError(f"THENCHOT_TEST_DATABASE is {choice!r}; it can be {' or '.join(CHOICES)}")
    return choice


def pytest_configure(config: pytest.Config) -> None:
    """Before Django connects: start PostgreSQL if asked for, and point Django at it."""
    config.stash[_TITLE] = f"SQLite {sqlite3.sqlite_version}, a file"
    if chosen() == "sqlite":
        return
    if SHARED_URL not in os.environ:
        running = _open.enter_context(server())
        os.environ[SHARED_URL] = running.url
        config.stash[_TITLE] = f"PostgreSQL {running.version} ({running.origin})"
    point_at({**dj_database_url.parse(os.environ[SHARED_URL]), "NAME": "thenchot", "TEST": {"TEMPLATE": "template0"}})


def point_at(database: dict[str, Any]) -> None:
    """Use this database. Django made its connection object while it loaded the apps; let it make another by these settings."""
    settings.DATABASES["default"] = database
    if hasattr(connections._connections, "default"):
        del connections["default"]
    connections.__dict__.pop("settings", None)


def pytest_unconfigure() -> None:
    """Stop what was started."""
    _open.close()


def pytest_report_header(config: pytest.Config) -> str:
    """Says in the output which database was really used."""
    return f"database: {config.stash[_TITLE]}"


_TITLE = pytest.StashKey[str]()
