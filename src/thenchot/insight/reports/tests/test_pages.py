"""The pages of reports: make one, read it with the way to the records, change its words, fetch its files."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.people import SETUP, person
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.ledger.acts import act
from thenchot.insight.reports.models import Report, State, Wording
from thenchot.insight.reports.tests.factories import report as make_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendars")]


@pytest.fixture
def writer(tree):
    with act("tests.people", by=SETUP):
        return person("reporter", tree.a, "*:view", "reports.*:*")


@pytest.fixture
def report(tree):
    with act("tests.report", by=SETUP):
        return make_report(tree.a, 1)


def test_a_draft_is_made_and_opened(client_as, writer, tree):
    client = client_as(writer)
    given = {
        "definition": "month",
        "unit": tree.a.pk,
        "period": "3/2025",
        "language": "vi",
        "request_key": new_key().hex,
    }
    address = reverse("reports-make")
    assert client.get(address).status_code == 200
    answers = [client.post(address, given) for _ in range(2)]
    report = Report.objects.get()
    assert [answer.url for answer in answers] == [f"/r/reports/{report.pk}/"] * 2
    assert "Đặc điểm, tình hình" in client.get(answers[0].url).content.decode()


@pytest.mark.parametrize("period", ["2025", "13/2025", "1/2100", ""])
def test_what_is_no_period_is_refused_beside_its_field(client_as, writer, tree, period):
    given = {"definition": "month", "unit": tree.a.pk, "period": period, "language": "vi"}
    answer = client_as(writer).post(reverse("reports-make"), given)
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_who_may_not_write_reports_finds_no_page(client_as, users, report):
    assert client_as(users.member).get(reverse("reports-make")).status_code == 403
    assert client_as(users.member).get(reverse("report-file", args=[report.pk, "docx"])).status_code == 404
    assert client_as(users.chief).get(reverse("report-words", args=[report.pk]) + "?part=situation").status_code == 404


def test_the_words_are_changed_on_their_page_and_a_figure_by_hand_is_refused(client_as, writer, report):
    client, address = client_as(writer), reverse("report-words", args=[report.pk]) + "?part=situation"
    assert "n_met" in client.get(address).content.decode()
    refused = client.post(address, {"text": "Đạt 99 %.", "request_key": new_key().hex})
    assert refused.status_code == 422
    kept = client.post(address, {"text": "Có {n_met} chỉ tiêu đạt.", "request_key": new_key().hex})
    assert kept.status_code == 302
    assert Wording.objects.get().written_by == writer.display_name
    page = client.get(kept.url).content.decode()
    assert "Có 0 chỉ tiêu đạt." in page
    assert f"Lời văn của {writer.display_name}." in page


def test_an_unknown_part_or_format_is_not_there(client_as, writer, report):
    client = client_as(writer)
    assert client.get(reverse("report-words", args=[report.pk]) + "?part=nothing").status_code == 404
    assert client.get(reverse("report-file", args=[report.pk, "odt"])).status_code == 404


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_a_draft_is_fetched_as_a_file(client_as, writer, report, kind, start):
    answer = client_as(writer).get(reverse("report-file", args=[report.pk, kind]))
    assert answer.content.startswith(start)
    assert f".{kind}" in answer.headers["Content-Disposition"]
    assert report.state == State.DRAFT
