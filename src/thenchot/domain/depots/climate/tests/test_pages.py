"""The climate of a building: taken in from a logger, told with the lots affected."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.people import SETUP
from thenchot.domain.depots import profile
from thenchot.domain.depots.buildings import actions as buildings
from thenchot.domain.depots.climate import actions, queries
from thenchot.domain.depots.climate.rules import Reading
from thenchot.domain.depots.models import ClimateReading
from thenchot.domain.depots.tests import factories
from thenchot.domain.materiel.tests import factories as materiel
from thenchot.foundation.access import delegations
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
START = datetime(2025, 6, 1, tzinfo=timezone.get_fixed_timezone(420))


def deed():
    return act("depots.test", by=SETUP, reason="test")


@pytest.fixture
def hall(tree):
    with deed():
        profile.load()
        made = factories.building(tree.a)
        inside = factories.bay(tree.a, of=made)
        buildings.place(inside, equipment=materiel.equipment(tree.a, serial_number="LOT7"), on=date(2025, 5, 1))
        gone = buildings.place(inside, equipment=materiel.equipment(tree.a, serial_number="GONE1"), on=date(2025, 5, 1))
        buildings.take_out(gone, on=date(2025, 5, 20))
    return made


def readings(*values):
    return [Reading(START + timedelta(hours=n), Decimal(str(v)), Decimal(60)) for n, v in enumerate(values)]


def test_an_excursion_names_the_lots_that_lay_there_then(hall):
    with deed() as done:
        taken = actions.take_in(done, hall, readings(22, 27, 26, 23), source="LOG-1")
    assert (taken.new, taken.known) == (4, 0)
    found = queries.climate(hall, date(2025, 6, 1), date(2025, 6, 1))
    (one,) = found.affected
    assert one.excursion.temperature == 27
    assert [p.equipment.serial_number for p in one.placements] == ["LOT7"]


def test_the_same_file_again_changes_nothing_and_a_different_one_is_refused(hall):
    with deed() as done:
        actions.take_in(done, hall, readings(22, 23), source="LOG-1")
    acts = Act.objects.count()
    with deed() as done:
        assert actions.take_in(done, hall, readings(22, 23), source="LOG-1").new == 0
    assert Act.objects.count() == acts
    with pytest.raises(Refusal, match="another reading of 2025-06-01 01:00"), deed() as done:
        actions.take_in(done, hall, readings(22, 24, 25), source="LOG-1")
    assert ClimateReading.objects.count() == 2


def test_readings_of_days_to_come_are_refused(hall):
    late = [Reading(timezone.now() + timedelta(hours=1), Decimal(22))]
    with pytest.raises(Refusal, match="moments to come"), deed() as done:
        actions.take_in(done, hall, late, source="x")


def send(client, hall, text, **more):
    url = reverse("depots:climate", args=[hall.pk])
    file = SimpleUploadedFile("log.csv", text.encode(), content_type="text/csv")
    return client.post(url, {"file": file, "day_first": "", **more}, headers=ENGLISH, follow=True)


def test_a_loggers_file_is_taken_in_on_the_page(hall, users, client_as):
    text = "Date Time,Temp,Hum\n2025-06-01 08:00,22,60\n2025-06-01 09:00,29,60\n"
    answer = send(client_as(users.keeper), hall, text)
    assert answer.status_code == 200
    assert "2 readings taken in; 0 were in the log already" in answer.content.decode()
    shown = client_as(users.member).get(
        reverse("depots:climate", args=[hall.pk]), {"first": "01/06/2025", "last": "02/06/2025"}, headers=ENGLISH
    )
    page = shown.content.decode()
    assert "Out of the limits" in page
    assert "LOT7" in page
    assert "GONE1" not in page
    assert "<polyline" in page
    assert "Take in a logger" not in page
    assert Act.objects.order_by("-pk").first().verb == "depots.log_climate"


def test_a_file_with_faults_lists_them_and_nothing_is_taken(hall, users, client_as):
    answer = send(client_as(users.keeper), hall, "Date Time,Temp\n2025-06-01 08:00,22\n2025-06-01 09:00,hot\n")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "1 rows have faults" in page
    assert "a number such as 23.5" in page
    assert not ClimateReading.objects.exists()


def test_a_reading_by_hand_is_written_down_once(hall, users, client_as):
    client = client_as(users.keeper)
    url = reverse("depots:climate", args=[hall.pk])
    sent = {"at": "01/06/2025 08:00", "temperature": "22.5", "humidity": "", "request_key": "k7"}
    assert client.post(url, sent, headers=ENGLISH).status_code == 302
    assert client.post(url, sent, headers=ENGLISH).status_code == 302
    reading = ClimateReading.objects.get()
    assert (reading.temperature, reading.humidity) == (Decimal("22.5"), None)
    again = client.post(url, {**sent, "request_key": "k8"}, headers=ENGLISH)
    assert again.status_code == 422
    assert "already" in again.content.decode()


def test_who_may_only_look_writes_nothing(hall, users, client_as):
    url = reverse("depots:climate", args=[hall.pk])
    assert client_as(users.member).post(url, {"at": "01/06/2025 08:00", "temperature": "22"}).status_code == 403
    assert client_as(users.stranger).get(url).status_code == 404
    assert not ClimateReading.objects.exists()


def test_without_a_limit_nothing_is_said_to_be_fine(hall, users, client_as):
    with deed() as done:
        hall.climate_class = ""
        hall.save()
        actions.take_in(done, hall, readings(22, 40), source="x")
    shown = client_as(users.member).get(
        reverse("depots:climate", args=[hall.pk]), {"first": "01/06/2025", "last": "02/06/2025"}, headers=ENGLISH
    )
    assert "No climate limit is in force" in shown.content.decode()
    assert "within the limits" not in shown.content.decode()


def test_a_deputy_writes_the_log_for_whoever_lent_the_grant(hall, users, client_as):
    with deed():
        delegations.delegate(
            users.keeper.grants.get(),
            deputy="stranger",
            from_on=today(),
            until_on=today() + timedelta(days=2),
            occasion="Nghỉ phép",
        )
    address = reverse("depots:climate", args=[hall.pk])
    form = {"at": "01/06/2025 08:00", "temperature": "22", "humidity": "60", "request_key": "k1"}
    assert client_as(users.stranger).post(address, form).status_code == 302
    assert Act.objects.latest("pk").actor_name == "Stranger, thay Keeper"
    again = {**form, "at": "01/06/2025 09:00", "request_key": "k2"}
    assert client_as(users.keeper).post(address, again).status_code == 302
    assert Act.objects.latest("pk").actor_name == "Keeper"
    answer = send(client_as(users.stranger), hall, "Date Time,Temp,Hum\n2025-06-01 10:00,22,60\n")
    assert answer.status_code == 200
    assert Act.objects.latest("pk").actor_name == "Stranger, thay Keeper"
