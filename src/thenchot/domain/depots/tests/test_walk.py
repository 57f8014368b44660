"""An assessment on a phone without a network: kept in the browser, sent once, nothing lost on a reload."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.people import PASSWORD, SETUP
from thenchot.domain.depots.tests import factories
from thenchot.domain.depots.tests.test_pages import form_of
from thenchot.domain.standards import profile, queries
from thenchot.domain.standards.models import Answer, Assessment
from thenchot.foundation.ledger import attachments
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Attachment

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.fixture
def depot(tree):
    with act("depots.test", by=SETUP):
        return factories.depot(tree.a)


@pytest.fixture
def version(db):
    with act("depots.test", by=SETUP):
        return profile.load_depot_standard()


@pytest.mark.django_db
def test_a_photograph_is_kept_with_the_answer_its_digest_and_when_it_was_taken(
    depot, version, users, client_as, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    roof = queries.criteria(version)[0]
    sent = form_of(version)
    sent[f"{roof.pk.hex}-evidence"] = [
        SimpleUploadedFile("roof.png", PNG, "image/png"),
        SimpleUploadedFile("beam.png", PNG + b"x", "image/png"),
    ]
    sent[f"{roof.pk.hex}-taken"] = "2026-01-31T02:03:04.000+00:00 roof.png\nnonsense"
    url = reverse("depots:assess", args=[depot.pk, version.standard.pk])
    assert client_as(users.keeper).post(url, sent).status_code == 302
    answer = Answer.objects.get(criterion=roof)
    roof_png = Attachment.objects.get(record=answer.pk, name="roof.png")
    assert roof_png.taken_at == datetime(2026, 1, 31, 2, 3, 4, tzinfo=UTC)
    assert attachments.proof(roof_png.sha256) == (roof_png.sha256, len(PNG))
    assert Attachment.objects.get(record=answer.pk, name="beam.png").taken_at is None


@pytest.mark.django_db
def test_what_is_no_photograph_is_refused(depot, version, users, client_as):
    roof = queries.criteria(version)[0]
    sent = {**form_of(version), f"{roof.pk.hex}-evidence": SimpleUploadedFile("x.exe", b"MZ", "application/x-dosexec")}
    url = reverse("depots:assess", args=[depot.pk, version.standard.pk])
    answer = client_as(users.keeper).post(url, sent, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "Only photographs and PDF files" in answer.content.decode()
    assert not Assessment.objects.exists()


@pytest.mark.django_db
def test_the_worker_reaches_the_depots_pages_only(client):
    answer = client.get(reverse("depots:worker"))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert reverse("depots:worker").startswith("/depots/")


def until(page, condition):
    """Wait for a condition; evaluated from outside, since the pages allow no script made from text."""
    for _try in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


@pytest.fixture
def walk(live_server, page, depot, version, users, settings, tmp_path):
    """Signed in, on the assessment's page, its script ready and its worker in charge."""
    settings.MEDIA_ROOT = tmp_path
    server = live_server.url.replace("127.0.0.1", "localhost")
    page.goto(server + "/login/")
    page.fill("input[name=username]", "keeper")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(server + reverse("depots:assess", args=[depot.pk, version.standard.pk]))
    page.wait_for_selector("html[data-ready]")
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "caches.match(location.href).then((kept) => Boolean(kept))")
    return page


def answer_all(page, version, but=()):
    page.fill("[name=on]", "31/01/2026")
    for criterion in queries.criteria(version):
        if criterion.code not in but:
            page.check(f"[name='{criterion.pk.hex}-result'][value=met]")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_walk_without_a_network_is_sent_once_when_it_is_back(walk, version):
    page = walk
    roof = queries.criteria(version)[0]
    there = page.url
    page.context.set_offline(True)
    answer_all(page, version)
    page.fill(f"[name='{roof.pk.hex}-note']", "mái mới")
    page.set_input_files(
        f"[name='{roof.pk.hex}-evidence']", {"name": "roof.png", "mimeType": "image/png", "buffer": PNG}
    )
    page.wait_for_timeout(1500)  # the photograph is being sealed and kept
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.input_value(f"[name='{roof.pk.hex}-note']") == "mái mới"
    assert page.is_checked(f"[name='{roof.pk.hex}-result'][value=met]")
    page.click("form[data-kept] button[type=submit]")
    until(
        page,
        "document.querySelector('[data-said]').innerText === document.querySelector('[data-said]').dataset.waiting",
    )
    assert Assessment.objects.count() == 0
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.context.set_offline(False)
    page.wait_for_url(re.compile("/r/depots/"))
    made = Assessment.objects.get()
    assert made.answers.get(criterion=roof).note == "mái mới"
    photograph = Attachment.objects.get(record=made.answers.get(criterion=roof).pk)
    assert photograph.name == "roof.png"
    assert photograph.taken_at is not None
    page.goto(there)
    page.wait_for_selector("html[data-ready]")
    assert page.input_value(f"[name='{roof.pk.hex}-note']") == ""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_question_left_open_is_shown_and_the_rest_stays(walk, version):
    page = walk
    roof = queries.criteria(version)[0]
    answer_all(page, version, but={roof.code})
    page.click("form[data-kept] button[type=submit]")
    page.wait_for_selector(".field--wrong")
    assert Assessment.objects.count() == 0
    page.check(f"[name='{roof.pk.hex}-result'][value=not_met]")
    page.click("form[data-kept] button[type=submit]")
    page.wait_for_url(re.compile("/r/depots/"))
    assert Assessment.objects.get().answers.get(criterion=roof).result == "not_met"


RAW = """new Promise((done) => { const asked = indexedDB.open("thenchot-assessments"); asked.onsuccess = () => {
  const all = asked.result.transaction("sealed").objectStore("sealed").getAll();
  const words = (row) => `${row.who} ${row.place} ` + String.fromCharCode(...new Uint8Array(row.bytes));
  all.onsuccess = () => done(all.result.map(words)); }; })"""


def sign_in(page, server, name):
    page.goto(server + "/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    page.wait_for_selector("html[data-leaving]")


def press_log_out(page):
    page.click(".top__user summary")
    page.click("form[data-log-out] button")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_logging_out_neither_loses_an_unsent_assessment_nor_shows_it_to_the_next(walk, depot, version, users):
    page, there = walk, walk.url
    server = there.partition("/depots/")[0]
    roof = queries.criteria(version)[0]
    answer_all(page, version)
    page.fill(f"[name='{roof.pk.hex}-note']", "mai dot o goc")
    page.set_input_files(
        f"[name='{roof.pk.hex}-evidence']", {"name": "roof.png", "mimeType": "image/png", "buffer": PNG}
    )
    page.wait_for_timeout(300)
    page.goto(server + "/menu/")
    page.wait_for_selector("html[data-leaving]")
    press_log_out(page)
    page.wait_for_selector("#leaving[open]")
    assert str(depot) in page.inner_text("#leaving ul")
    page.click("#leaving [value=stay]")
    assert page.is_hidden("#leaving")
    press_log_out(page)
    page.click("#leaving [data-keep]")
    page.wait_for_url(re.compile("/login/"))
    (kept,) = page.evaluate(RAW)
    assert str(users.keeper.pk) in kept
    for plain in ("mai dot", "roof.png", str(depot)):
        assert plain not in kept
    assert page.evaluate("caches.keys()") == []

    sign_in(page, server, "administrator")
    page.goto(there)
    page.wait_for_selector("html[data-ready]")
    assert page.input_value(f"[name='{roof.pk.hex}-note']") == "", "the next user sees nothing of it"
    press_log_out(page)
    page.wait_for_url(re.compile("/login/"))
    assert len(page.evaluate(RAW)) == 1, "and does not lose it either"

    sign_in(page, server, "keeper")
    page.goto(there)
    page.wait_for_selector("html[data-ready]")
    assert page.input_value(f"[name='{roof.pk.hex}-note']") == "mai dot o goc"
    page.click("form[data-kept] button[type=submit]")
    page.wait_for_url(re.compile("/r/depots/"))
    made = Assessment.objects.get()
    assert made.answers.get(criterion=roof).note == "mai dot o goc"
    assert Attachment.objects.get(record=made.answers.get(criterion=roof).pk).name == "roof.png"
    assert page.evaluate(RAW) == []
    press_log_out(page)
    page.wait_for_url(re.compile("/login/"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_who_wants_to_throw_it_away_says_so(walk, version):
    page = walk
    server = page.url.partition("/depots/")[0]
    answer_all(page, version)
    page.wait_for_timeout(300)
    page.goto(server + "/menu/")
    page.wait_for_selector("html[data-leaving]")
    press_log_out(page)
    page.click("#leaving [data-drop]")
    page.wait_for_url(re.compile("/login/"))
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
