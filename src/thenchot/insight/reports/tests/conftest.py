"""The State's reporting calendar, by which the house's reports are cut."""

from __future__ import annotations

import pytest

from tests.people import SETUP
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.regulations import profile


@pytest.fixture
def calendars(db: None) -> None:
    """The calendars that ship with the house."""
    with act("regulations.load_profile", by=SETUP):
        profile.load()
