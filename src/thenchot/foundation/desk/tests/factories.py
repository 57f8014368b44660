"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import timedelta

from thenchot.foundation.access.reach import today
from thenchot.foundation.access.tests.factories import user
from thenchot.foundation.desk import tokens
from thenchot.foundation.desk.models import ApiToken
from thenchot.foundation.organisation.models import Unit


def api_token(unit: Unit, number: int = 1) -> ApiToken:
    token, _secret = tokens.issue(
        user(unit, 700 + number), name=f"Token {number}", scopes=["*:view"], expires_on=today() + timedelta(days=9)
    )
    return token


FACTORIES = {"api-tokens": api_token}
