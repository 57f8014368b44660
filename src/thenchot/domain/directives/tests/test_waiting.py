"""Files sent to be read wait for a day and are then gone; what the page says of a file is in the reader's language."""

from __future__ import annotations

import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import SETUP, person
from thenchot.domain.directives import waiting
from thenchot.domain.directives.numbers.tests.papers import deleted, docx, inserted, paragraph, pdf, run
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def age(sha256, seconds):
    then = time.time() - seconds
    os.utime(waiting.folder() / sha256, (then, then))


def test_what_waited_longer_than_a_day_is_cleared_when_the_next_file_comes():
    old = waiting.keep([b"a", b"b"], most=10)
    age(old, waiting.KEPT_FOR + 60)
    fresh = waiting.keep([b"c"], most=10)
    assert waiting.content(old) is None
    assert waiting.content(fresh) == b"c"
    assert waiting.clear() == 0


def test_a_file_too_large_leaves_nothing_behind():
    with pytest.raises(Refusal, match="larger than 2 bytes"):
        waiting.keep([b"ab", b"c"], most=2)
    assert list(waiting.folder().iterdir()) == []


@pytest.fixture
def secretary(tree, client_as):
    with act("tests.people", by=SETUP):
        return client_as(person("secretary", tree.r, "*:view", "directives.*:*"))


def sent(client, name, content, language):
    given = {"file": SimpleUploadedFile(name, content)}
    return client.post("/directives/register/", given, headers={"accept-language": language})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"), [("vi", "lấy 1 đoạn thêm, bỏ 1 đoạn xóa"), ("en", "1 insertions were taken, 1 deletions")]
)
def test_tracked_changes_of_a_docx_are_said_in_the_reader_s_language(secretary, language, said):
    body = paragraph(run("Số 15-NQ/ĐU "), inserted("mới"), deleted("cũ"))
    answer = sent(secretary, "a.docx", docx(body), language)
    assert answer.status_code == 200
    assert said in answer.content.decode()


@pytest.mark.django_db
def test_a_pdf_without_text_is_refused_and_what_to_do_is_said(secretary):
    answer = sent(secretary, "scan.pdf", pdf(""), "en")
    assert answer.status_code == 422
    assert "pictures of pages and no text" in answer.content.decode()


@pytest.mark.django_db
def test_a_file_that_waits_no_longer_is_asked_for_again(secretary):
    page = sent(secretary, "a.txt", "Số 15-NQ/ĐU".encode(), "en")
    token = page.context["form"].initial["token"]
    waiting.clear(older_than=-1)
    again = secretary.post("/directives/register/", {"token": token}, headers={"accept-language": "en"})
    assert again.status_code == 422
    assert "Send the file again" in again.content.decode()
