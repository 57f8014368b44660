"""Command, page and API say and do the same of one file; a text is searched for the documents it cites."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import SETUP
from thenchot.domain.materiel.models import Equipment
from thenchot.edges.cli.main import thenchot
from thenchot.edges.intake.documents import is_document, look_at
from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.reading import find_table, open_book
from thenchot.edges.intake.tests.files import row, workbook
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk import tokens, worker
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db(transaction=True)
SAME = ("rows_read", "rows_refused", "rows_unchanged", "will_create", "fault_groups", "faults")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def file(tmp_path):
    rows = [row(), row(), row(quantity=-1), row(agency="MOBILE PD", nsn="")]
    return workbook(tmp_path / "register.xlsx", {"ALABAMA": rows})


def command(*arguments, code):
    result = CliRunner().invoke(thenchot, ["intake", *map(str, arguments), "--json"], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def by_page(client, file):
    client.post("/intake/", {"file": SimpleUploadedFile(file.name, file.read_bytes()), "profile": "", "under": "R"})
    return IntakeRun.objects.get()


@pytest.fixture
def secret(users):
    with act("tests.token", by=SETUP):
        _token, secret = tokens.issue(
            users.administrator, name="intake", scopes=["*:*"], expires_on=today() + timedelta(days=2)
        )
    return secret


def by_api(client, secret, file, **asked):
    upload = SimpleUploadedFile(file.name, file.read_bytes())
    return client.post("/api/intake/", {"file": upload, **asked}, headers={"Authorization": f"Bearer {secret}"})


def test_a_check_says_the_same_on_command_page_and_api(client, client_as, users, secret, tree, file):
    said = [
        command(file, "--dry-run", "--as", users.administrator.username, code=1),
        by_page(client_as(users.administrator), file).report,
        by_api(client, secret, file, dry_run="1").json(),
    ]
    first, *others = [{name: one[name] for name in SAME} for one in said]
    assert first["rows_refused"] == 2
    assert others == [first, first]
    assert not Equipment.objects.exists()


def test_a_file_written_by_one_way_is_the_same_run_for_the_others(client, client_as, users, secret, tree, file):
    answer = by_api(client, secret, file).json()
    assert (answer["rows_written"], Equipment.objects.count()) == (2, 2)
    again = command(file, "--as", users.administrator.username, code=1)
    assert (again["rows_written"], again["created"]) == (2, answer["created"])
    page = client_as(users.administrator)
    run = by_page(page, file)
    page.post(f"/intake/{run.pk}/begin/", {"accept": "1"})
    worker.work_off()
    assert Equipment.objects.count() == 2


def test_the_command_writes_the_refused_rows_and_takes_a_file_back(tree, users, file, tmp_path):
    command(file, "--refused", tmp_path / "refused.xlsx", code=1)
    with open_book(tmp_path / "refused.xlsx") as book:
        assert [record.cells[-2] for record in find_table(book).records()] == [4, 5]
    assert command(file, "--undo", code=0)["runs"] == 1
    assert not Equipment.objects.exists()
    assert command(file, code=1)["rows_written"] == 2, "taken back, it may come again"


def test_the_api_admits_tokens_alone_and_only_with_the_right(client, client_as, users, tree, file):
    assert by_api(client, "tc_nothing", file).status_code == 401
    upload = SimpleUploadedFile(file.name, file.read_bytes())
    assert client_as(users.administrator).post("/api/intake/", {"file": upload}).status_code == 401
    with act("tests.token", by=SETUP):
        _token, narrow = tokens.issue(
            users.administrator, name="look", scopes=["*:view"], expires_on=today() + timedelta(days=2)
        )
    assert by_api(client, narrow, file).status_code == 403


def test_a_file_that_cannot_be_read_is_answered_with_the_reason(client, secret, tree, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    answer = by_api(client, secret, path)
    assert answer.status_code == 422
    assert "x.xlsx" in answer.json()["detail"]


def test_half_characters_in_a_heading_are_answered_as_text(client, secret, tree, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("Số hiệu,Tên\n".encode()[:4] + b"\x81,T\xeb\n1,2\n" + "Đạn,Kho\n".encode() * 50)
    answer = by_api(client, secret, path)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    answer.json()["detail"].encode()


def test_the_api_describes_how_a_file_is_brought_in(client, secret):
    document = client.get("/api/openapi.json", headers={"Authorization": f"Bearer {secret}"}).json()
    said = document["paths"]["/api/intake/"]["post"]
    assert "multipart/form-data" in said["requestBody"]["content"]
    assert set(said["responses"]) == {"200", "401", "403", "404", "422"}
    asked = {one["name"] for one in document["paths"]["/api/keylink/"]["get"]["parameters"]}
    assert {"unit", "on", "figure", "budget", "must"} <= asked


TEXT = """Căn cứ Nghị định số 85/2025/NĐ-CP ngày 08/4/2025 của Chính phủ và Luật số 64/2025/QH15;
theo đề nghị tại Tờ trình số 12/TTr-BTL, Nghị định số 85/2025/NĐ-CP được áp dụng.
"""


def test_a_text_is_searched_for_the_documents_it_cites(tmp_path, tree):
    path = tmp_path / "cong-van.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert is_document(path)
    answer = command(path, code=0)
    assert {one["canonical"]: one["times"] for one in answer["cited"]}["85/2025/NĐ-CP"] == 2
    assert len(answer["cited"]) == 3
    assert not IntakeRun.objects.exists()


def test_the_register_takes_its_seat_and_says_what_is_entered_already(tmp_path):
    class Known:
        def holds(self, canonical):
            return canonical == "85/2025/NĐ-CP"

    path = tmp_path / "cong-van.txt"
    path.write_text(TEXT, encoding="utf-8")
    would = {one.canonical: one.would for one in look_at(path, Known()).cited}
    assert would["85/2025/NĐ-CP"] == "already in the register: linked"
    assert "would be entered as cited" in would.values()


def test_a_table_in_a_text_file_is_no_document(tmp_path):
    path = tmp_path / "bang.txt"
    path.write_text("Mã\tTên\n1\tA\n2\tB\n", encoding="utf-8")
    assert not is_document(path)
