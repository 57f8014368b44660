from __future__ import annotations

import pytest
from django.conf import settings

from tests.people import SETUP
from thenchot.foundation.access import defaults, reach
from thenchot.foundation.access.models import Role
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act

ROLES = {
    *("viewer", "clerk", "keeper", "technician", "planner", "commander", "secretary", "inspector"),
    *("personnel", "auditor", "administrator"),
}


def may(role: str, permission: str, *, sensitive: bool = False) -> bool:
    patterns = next(each.permissions for each in defaults.default_roles() if each.code == role)
    return any(reach.matches(pattern, permission, sensitive=sensitive) for pattern in patterns)


def test_every_role_of_the_house_is_in_the_file():
    assert {role.code for role in defaults.default_roles()} == ROLES


def test_every_pattern_is_an_app_of_the_house_and_a_verb():
    apps = {app for floor in settings.FLOORS.values() for app in floor}
    for role in defaults.default_roles():
        for pattern in role.permissions:
            table, colon, verb = pattern.partition(":")
            assert colon
            assert verb
            assert table == "*" or table.partition(".")[0] in apps, f"{role.code}: {pattern}"


@pytest.mark.parametrize("role", sorted(ROLES))
def test_everybody_may_look_at_equipment_and_nobody_changes_what_is_not_theirs(role):
    assert may(role, "materiel.equipment:view")
    assert may(role, "materiel.type:change") == (role in {"planner", "administrator"})
    assert may(role, "organisation.unit:move") == (role == "administrator")


def test_users_and_grants_are_read_by_the_auditor_and_kept_by_the_administrator_alone():
    for role in ROLES:
        assert may(role, "access.user:view", sensitive=True) == (role in {"auditor", "administrator"})
        assert may(role, "access.grant:add", sensitive=True) == (role == "administrator")


def test_the_administrator_does_not_read_people_s_files_findings_or_controlled_documents():
    for table in ("people.discipline", "oversight.finding", "directives.document", "custody.copy"):
        assert not may("administrator", f"{table}:view", sensitive=True)


def test_who_assesses_depots_does_not_run_them_and_who_keeps_them_does_not_assess():
    assert may("inspector", "standards.assessment:add")
    assert not may("inspector", "depots.depot:close")
    assert not may("keeper", "standards.assessment:add")


@pytest.mark.django_db
def test_missing_roles_are_made_once_and_changed_ones_are_left_alone():
    with act("tests.roles", by=SETUP):
        Role(code="viewer", name="Our viewer", permissions=["depots.*:view"]).save()
    with act("tests.roles", by=SETUP):
        made = defaults.ensure_roles()
    assert set(made) == ROLES == set(Role.objects.values_list("code", flat=True))
    assert made["viewer"].permissions == ["depots.*:view"]
    before = Act.objects.count()
    with act("tests.roles", by=SETUP):
        again = defaults.ensure_roles()
    assert {code: role.pk for code, role in again.items()} == {code: role.pk for code, role in made.items()}
    assert Act.objects.count() == before
