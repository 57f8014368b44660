"""No password, code, token or session key is ever in a log line, in a fault's report or in the ledger."""

from __future__ import annotations

import logging
import re
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import include, path
from django.views.debug import ExceptionReporter
from django.views.defaults import server_error

from tests.people import PASSWORD
from thenchot.config import urls
from thenchot.foundation.access import second_step
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk import tokens
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act

# Put together, since a fault's report shows lines of the program.
NEW = " ".join(("a", "secret", "nobody", "guesses"))  # noqa: FLY002  # as said above


@open_to("anyone")
def broken(request):
    password, token = request.POST.get("password"), request.headers.get("Authorization")  # noqa: F841
    raise RuntimeError("x")


urlpatterns = [path("broken/", broken), path("", include(urls.urlpatterns))]
handler500 = server_error


@pytest.mark.urls("tests.contracts.test_secrecy")
@pytest.mark.parametrize("debug", [False, True])
def test_nothing_secret_is_said_from_log_in_to_a_fault(debug, users, caplog, settings):
    settings.DEBUG = debug
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    client = Client(raise_request_exception=False)
    wrong = "-".join(("wrong", "but", "nearly", "right"))  # noqa: FLY002  # as said above
    client.post("/login/", {"username": "keeper", "password": wrong})
    secret = second_step.begin(users.keeper)
    codes = second_step.confirm(users.keeper, second_step.code_at(secret, datetime.now(UTC) - timedelta(seconds=30)))
    client.post("/login/", {"username": "keeper", "password": PASSWORD})
    client.post("/login/second/", {"code": "111111"})
    client.post("/login/second/", {"code": codes[0]})
    with act("tests.token", by=users.keeper):
        _token, bearer = tokens.issue(users.keeper, name="x", scopes=["*:view"], expires_on=today() + timedelta(days=2))
    program = Client(headers={"Authorization": f"Bearer {bearer}"}, raise_request_exception=False)
    assert program.get("/api/units/").status_code == 200
    program.get("/api/nothing/")
    faults = [
        c.post("/broken/", {"password": PASSWORD, "code": codes[1], "new": NEW}).content.decode()
        for c in (client, program)
    ]
    client.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    secrets = [PASSWORD, wrong, NEW, bearer, client.session.session_key, second_step.spelled(secret), *codes]
    kept = "".join(str(row) for row in Act.objects.values_list("payload", "reason", "verb", "actor_name"))
    said = "\n".join([caplog.text, *(str(vars(record)) for record in caplog.records), *faults, kept])
    assert len(caplog.records) > 3
    for one in secrets:
        assert one not in said, f"{one[:3]}… was said"
    assert not re.search(r"tc_[\w-]{20}", said)


def fault(secret):
    kept_in_a_variable = f"{secret} once more"
    raise RuntimeError(len(kept_in_a_variable))


def test_a_report_hides_what_was_typed_and_every_variable(settings):
    settings.DEBUG = True
    typed, cookie, header, variable = (f"{word}{'-of-us' * 2}" for word in ("typed", "cookie", "header", "variable"))
    request = RequestFactory().post("/x/", {"note": typed}, headers={"Authorization": header, "Cookie": f"s={cookie}"})
    request.COOKIES["s"] = cookie
    try:
        fault(variable)
    except RuntimeError:
        report = ExceptionReporter(request, *sys.exc_info()).get_traceback_html()
    assert "kept_in_a_variable" in report, "the report is of use"
    for secret in (typed, cookie, header, variable, settings.SECRET_KEY):
        assert secret not in report, secret
