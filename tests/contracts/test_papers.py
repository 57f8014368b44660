"""Every paper of the house: offered on its record's page, made in both languages and every format, kept from who may not see."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.utils import translation

from tests.contracts.registry import FACTORIES, make, name
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import Reading
from thenchot.foundation.desk.resource import by_slug
from thenchot.foundation.papers.files import FORMATS, MEDIA_TYPES
from thenchot.foundation.papers.registry import papers

PAPERS = papers()


def record_of(paper, unit):
    return make(by_slug(paper.resource), unit, 1)


def address(paper, record, kind="docx"):
    return f"/papers/{paper.name}/{record.pk}.{kind}"


def words_of(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        return file.read("word/document.xml").decode()


def test_the_apps_declare_their_papers():
    assert {paper.name for paper in PAPERS} >= {
        *("assessment-record", "handover-record", "removal-proposal"),
        *("rating-list", "register-book", "meeting-minutes"),
    }
    assert all(paper.resource in FACTORIES for paper in PAPERS)


@pytest.mark.parametrize("paper", PAPERS, ids=name)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_paper_is_made_in_every_format_and_language(paper, language, tree, users, client_as):
    record = record_of(paper, tree.a1)
    client = client_as(users.administrator)
    with translation.override(language):
        for kind in FORMATS:
            answer = client.get(address(paper, record, kind), headers={"accept-language": language})
            assert answer.status_code == 200, answer.content[:300]
            assert answer["Content-Type"] == MEDIA_TYPES[kind]
            assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_a_records_page_offers_its_paper(paper, tree, users, client_as):
    record = record_of(paper, tree.a1)
    page = client_as(users.administrator).get(f"/r/{paper.resource}/{record.pk}/").content.decode()
    for kind in FORMATS:
        assert address(paper, record, kind) in page


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_who_may_not_view_the_record_gets_what_is_not_there(paper, tree, users, client_as):
    record = record_of(paper, tree.b)
    for who in (users.stranger, users.member, users.keeper):
        assert client_as(who).get(address(paper, record)).status_code == 404
    answer = client_as(users.visitor).get(address(paper, record))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]
    assert client_as(users.administrator).get(address(paper, record, "exe")).status_code == 404
    assert client_as(users.administrator).get(f"/papers/none/{record.pk}.docx").status_code == 404


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_a_paper_of_a_sensitive_record_is_noted(paper, tree, users, client_as):
    record = record_of(paper, tree.a1)
    client_as(users.administrator).get(address(paper, record))
    noted = Reading.objects.filter(record=record.pk, way="paper").count()
    assert noted == policy.policy_of(by_slug(paper.resource).model).sensitive


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_a_paper_names_its_unit_and_speaks_one_language(paper, tree, users, client_as):
    record = record_of(paper, tree.a1)
    with translation.override("vi"):
        vietnamese = paper.build(record, users.administrator)
    with translation.override("en"):
        english = paper.build(record, users.administrator)
    assert (vietnamese.language, english.language) == ("vi", "en")
    assert vietnamese.kind != english.kind
    assert vietnamese.issuer == english.issuer != ""
