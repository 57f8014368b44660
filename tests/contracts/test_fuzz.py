"""The API asked at random, by its own description: no answer is a failure of ours, and each is one it describes."""

from __future__ import annotations

from contextlib import contextmanager, suppress

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.contracts.registry import CONTRACTED, make
from tests.people import SETUP
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk import tokens
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def keys(tree):
    """The key of a record of every resource, by its slug; a few examples clash with those made before and are left out."""
    found = {}
    for number, resource in enumerate(CONTRACTED, start=1):
        with suppress(Refusal):
            found[resource.slug] = str(make(resource, tree.a1, number).pk)
    assert len(found) > len(CONTRACTED) * 0.8
    return found


@pytest.fixture
def described(users, _one_connection):
    """The API as it describes itself to a program that may do everything."""
    with act("tests.token", by=SETUP):
        _token, secret = tokens.issue(
            users.administrator, name="Fuzz", scopes=["*:*", "access.*:*"], expires_on=_later()
        )
    headers = {"Authorization": f"Bearer {secret}"}
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application(), headers=headers)
    return schema, headers


def _later():
    return today().replace(year=today().year + 1, day=1)


@pytest.fixture(autouse=True)
def _one_connection():
    """The requests run in the test's own transaction, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(described, keys, examples):
    """Ask every operation so many times, half of the time about a record that is there; what was done is undone."""
    schema, headers = described
    operations = [found.ok() for found in schema.get_all_operations()]
    assert operations
    faults = []
    for operation in operations:
        try:
            asking(operation, keys.get(operation.path.split("/")[2]), headers, examples)()
        except (Exception, FailureGroup) as error:  # noqa: BLE001  # every fault of every operation is told
            faults.append(f"{operation.label}: {error}"[:1500])
    assert not faults, f"{len(faults)} of {len(operations)} operations:\n" + "\n".join(faults)


def asking(operation, key, headers, examples):
    @seed(1)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), knows=st.booleans())
    def once(case, knows):
        if knows and key and "key" in (case.path_parameters or {}):
            case.path_parameters["key"] = key
            case.headers["If-Match"] = '"1"'
        with undone():
            case.call_and_validate(headers=headers, checks=CHECKS)

    return once


@pytest.mark.django_db
def test_no_request_breaks_the_api_or_gets_an_answer_it_does_not_describe(described, keys):
    ask(described, keys, 6)


@pytest.mark.slow
@pytest.mark.django_db
def test_no_request_of_very_many_breaks_the_api(described, keys):
    ask(described, keys, 150)
