from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from thenchot.edges.cli.demo import build

DAY = date(2026, 3, 20)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """A quarter of the demonstration, built once for a file of tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build.build(seed=3, scale=0.25, on=DAY)
        transaction.set_rollback(True)
