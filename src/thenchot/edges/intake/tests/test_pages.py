"""The pages of intake: send, look, bring in, watch; nobody without the right sees anything of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from tests.people import SETUP, person
from thenchot.domain.materiel.models import Equipment
from thenchot.edges.intake import work
from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.tests.files import row, workbook
from thenchot.foundation.access import delegations
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk import worker
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def planner(tree):
    with act("access.add_user", by=SETUP):
        return person("planner2", tree.a, "*:view", "intake.*:*", "materiel.*:*")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path


def send(client, path, under="A"):
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post("/intake/", {"file": upload, "profile": "", "under": under})


@pytest.fixture
def register(tmp_path):
    rows = [row(), row(quantity=-1), row(agency="MOBILE PD")]
    return workbook(tmp_path / "Sổ đăng ký.xlsx", {"ALABAMA": rows})


def wait_for(run: IntakeRun) -> IntakeRun:
    worker.work_off()
    run.refresh_from_db()
    return run


def test_a_file_is_checked_shown_and_brought_in(client_as, planner, register):
    client = client_as(planner)
    response = send(client, register)
    run = IntakeRun.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/intake/{run.pk}/")
    assert not Equipment.objects.exists()
    page = client.get(f"/intake/{run.pk}/", headers={"accept-language": "en"}).content.decode()
    for text in ("Sổ đăng ký.xlsx", "Will be created", "a quantity above zero", "ALABAMA"):
        assert text in page
    client.post(f"/intake/{run.pk}/begin/")
    assert not Equipment.objects.exists(), "what will be created was not accepted"
    client.post(f"/intake/{run.pk}/begin/", {"accept": "1"})
    wait_for(run)
    assert (run.state, run.failure, run.rows_done, Equipment.objects.count()) == ("done", "", 2, 2)
    assert {e.unit.name for e in Equipment.objects.all()} == {"ABBEVILLE PD", "MOBILE PD"}


def test_refused_rows_come_as_a_table_that_starts_no_formula(client_as, planner, tmp_path):
    client = client_as(planner)
    send(client, workbook(tmp_path / "r.xlsx", {"ALABAMA": [row(quantity="=1+1"), row()]}))
    body = client.get(f"/intake/{IntakeRun.objects.get().pk}/refused.csv").getvalue().decode("utf-8-sig")
    assert len(body.splitlines()) == 2
    assert ",'=1+1," in body


def test_a_run_whose_server_died_can_be_taken_up_again(client_as, planner, register):
    client = client_as(planner)
    send(client, register)
    run = IntakeRun.objects.get()
    IntakeRun.objects.update(is_started=True, moved_at=timezone.now() - timedelta(minutes=10))
    run.refresh_from_db()
    assert run.state == "stopped"
    client.post(f"/intake/{run.pk}/begin/")
    assert wait_for(run).state == "done"


def test_the_inner_part_alone_is_sent_while_work_goes_on(client_as, planner, register):
    client = client_as(planner)
    send(client, register)
    run = IntakeRun.objects.get()
    IntakeRun.objects.update(is_started=True, moved_at=timezone.now())
    part = client.get(f"/intake/{run.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'hx-trigger="every 1s"' in part


def test_a_file_that_is_no_register_is_refused_beside_the_field_and_not_kept(client_as, planner, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"not a workbook at all")
    response = send(client_as(planner), path)
    assert response.status_code == 422
    assert not list(work.folder().iterdir())
    assert not IntakeRun.objects.exists()


def test_only_units_with_the_right_are_offered(client_as, planner, register, tree):
    response = send(client_as(planner), register, under=tree.b.code)
    assert response.status_code == 422
    assert not IntakeRun.objects.exists()


def test_nobody_without_the_right_sees_or_starts_anything(client_as, planner, register, users):
    send(client_as(planner), register)
    run = IntakeRun.objects.get()
    for user, status in ((users.stranger, 403), (users.member, 403)):
        client = client_as(user)
        for address in ("/intake/", f"/intake/{run.pk}/", f"/intake/{run.pk}/refused.csv"):
            assert client.get(address).status_code == status, (user, address)
        assert client.post(f"/intake/{run.pk}/begin/").status_code == status
    visitor = client_as(users.visitor)
    assert visitor.get("/intake/").status_code == 302
    assert not Equipment.objects.exists()


def test_a_planner_of_another_branch_does_not_find_the_run(client_as, planner, register, tree):
    send(client_as(planner), register)
    with act("access.add_user", by=SETUP):
        other = person("planner3", tree.b, "*:view", "intake.*:*")
    run = IntakeRun.objects.get()
    client = client_as(other)
    assert client.get(f"/intake/{run.pk}/").status_code == 404
    assert register.name not in client.get("/intake/").content.decode()
    connection.close()


def test_a_deputy_brings_a_file_in_for_whoever_lent_the_grant(client_as, planner, register, tree, users):
    with act("access.delegate", by=SETUP):
        delegations.delegate(
            planner.grants.get(),
            deputy="stranger",
            from_on=today(),
            until_on=today() + timedelta(days=2),
            occasion="Nghỉ phép",
        )
    deputy = client_as(users.stranger)
    assert send(deputy, register).status_code == 302
    run = IntakeRun.objects.get()
    deputy.post(f"/intake/{run.pk}/begin/", {"accept": "1"})
    assert wait_for(run).state == "done"
    assert run.by_name == "Stranger, thay Planner2"
    names = set(Act.objects.filter(verb="intake.rows").values_list("actor_name", flat=True))
    assert names == {"Stranger, thay Planner2"}
    deputy.post(f"/intake/{run.pk}/undo/", {"sure": "1"})
    assert wait_for(run).state == "undone"
    assert set(Act.objects.filter(verb="intake.undo").values_list("actor_name", flat=True)) == names


def test_who_may_bring_it_in_themselves_signs_alone_whatever_was_lent_to_them(
    client_as, planner, register, tree, users
):
    with act("access.delegate", by=SETUP):
        delegations.delegate(
            users.chief.grants.get(),
            deputy="planner2",
            from_on=today(),
            until_on=today() + timedelta(days=2),
            occasion="Nghỉ phép",
        )
    client = client_as(planner)
    send(client, register)
    run = IntakeRun.objects.get()
    client.post(f"/intake/{run.pk}/begin/", {"accept": "1"})
    assert wait_for(run).state == "done"
    assert set(Act.objects.filter(verb="intake.rows").values_list("actor_name", flat=True)) == {"Planner2"}
