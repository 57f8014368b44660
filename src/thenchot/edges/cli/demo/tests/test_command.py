"""What `thenchot demo` tells, and what it does where the demonstration stands already."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.db import transaction

from thenchot.edges.cli.demo import users
from thenchot.edges.cli.demo.tests.conftest import DAY
from thenchot.edges.cli.main import thenchot
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.models import Act

SMALL = ["demo", "--scale", "0.01", "--on", DAY.isoformat()]


def run(*arguments):
    return CliRunner().invoke(thenchot, arguments, catch_exceptions=False)


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker):
    """What the command said when it built a small demonstration, which stays for the file's reading tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield run(*SMALL)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_it_tells_what_it_built_and_who_can_log_in_with_which_password(small):
    assert small.exit_code == 0
    for login in users.logins():
        assert login.username in small.stdout
    assert users.PASSWORD in small.stdout
    assert "93 units" in small.stderr
    assert "120 items" in small.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_it_is_refused_twice_even_when_forced(small, force):
    before = Act.objects.count()
    with pytest.raises(Refusal, match="in this database already"):
        run(*SMALL, *force)
    assert Act.objects.count() == before


@pytest.mark.django_db
def test_if_empty_only_tells_the_log_in_names_where_it_stands_already(small):
    before = Act.objects.count()
    again = run(*SMALL, "--if-empty")
    assert (again.stdout, again.stderr) == (small.stdout, "")
    assert Act.objects.count() == before


@pytest.mark.django_db
def test_json_is_one_document_and_nothing_else(small):
    said = json.loads(run(*SMALL, "--if-empty", "--json").stdout)
    assert said["built"] is None
    assert [user["username"] for user in said["users"]] == [login.username for login in users.logins()]
