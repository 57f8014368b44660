"""The made-up house of these tests: five depots under A1, A2 and B, two of which share a fire-water line."""

from __future__ import annotations

import pytest

from tests.people import SETUP, person
from thenchot.foundation.ledger.acts import act
from thenchot.insight.keylink.tests import world


@pytest.fixture
def house(tree):
    """The depots with their assessments; see world.make."""
    return world.make(tree)


@pytest.fixture
def planner(house, tree):
    with act("tests.people", by=SETUP):
        return person("planner", tree.r, "*:view", "keylink.*:*")


@pytest.fixture
def commander(house, tree):
    with act("tests.people", by=SETUP):
        return person("commander", tree.r, "*:view", "*:approve", "keylink.*:*")
