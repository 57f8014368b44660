"""The secretary's day: a resolution comes in as a file; its clauses end as tasks of thirty units; the overdue ones are seen."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import FOUNDED, SETUP, person
from thenchot.domain.directives.models import Clause, Document, Relation, Task
from thenchot.foundation.access.reach import today
from thenchot.foundation.ledger import attachments
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions as organisation

pytestmark = pytest.mark.django_db

PAPER = """ĐẢNG ỦY GIẢ ĐỊNH
Số 15-NQ/ĐU
Hà Nội, ngày 10 tháng 4 năm 2025
NGHỊ QUYẾT
Về nâng cao chất lượng công tác kỹ thuật (văn bản giả định)
Căn cứ Nghị quyết số 12-NQ/ĐU ngày 05/3/2025 của Đảng ủy;
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;
Điều 1. Kiểm tra toàn bộ nhà kho trong quý II.
Điều 2. Bồi dưỡng nhân viên kỹ thuật.
"""


def hidden(text, name):
    return unescape(re.search(rf'name="{name}"[^>]*value="([^"]*)"', text)[1])


def do(client, slug, key, action, **values):
    address = f"/r/{slug}/{key}/do/{action}/" if key else f"/r/{slug}/do/{action}/"
    form = client.get(address)
    assert form.status_code == 200, address
    text = form.content.decode()
    own = {
        name: hidden(text, name) for name in ("version", "request_key") if re.search(f'name="{name}"[^>]*value=', text)
    }
    answer = client.post(address, own | values)
    assert answer.status_code == 302, re.findall(r"field__error[^>]*>([^<]*)", answer.content.decode())


def test_a_resolution_becomes_tasks_of_thirty_units_and_the_overdue_are_seen(tree, client_as):
    with act("tests.prepare", by=SETUP):
        secretary = person("secretary", tree.r, "*:view", "*:export", "directives.*:*")
        for n in range(30):
            organisation.found(f"D{n:02}", f"Đơn vị {n}", parent=tree.b, on=FOUNDED)
    client, plain = client_as(secretary), {"classification": "0", "urgency": "0"}
    do(client, "documents", None, "register", unit=str(tree.r.pk), symbol="12-NQ/ĐU", issued_on="05/03/2025", **plain)

    # The file is sent, and what it says is proposed.
    sent = SimpleUploadedFile("nq15.txt", PAPER.encode(), content_type="text/plain")
    proposed = client.post("/directives/register/", {"file": sent})
    text = proposed.content.decode()
    assert proposed.status_code == 200
    for said in ("15-NQ/ĐU", "10/04/2025", "12-NQ/ĐU", "30/2020/NĐ-CP", "Điều 2"):
        assert said in text
    confirmed = client.post(
        "/directives/register/",
        {
            "token": hidden(text, "token"),
            "request_key": hidden(text, "request_key"),
            "unit": str(tree.r.pk),
            "symbol": hidden(text, "symbol"),
            "issued_on": hidden(text, "issued_on"),
            "abstract": "Về nâng cao chất lượng công tác kỹ thuật",
            "clauses": "on",
        },
    )
    assert confirmed.status_code == 302
    paper = Document.objects.get(symbol="15-NQ/ĐU")
    assert next(attachments.of(paper.pk)).name == "nq15.txt"
    cited = {r.symbol: r.target for r in Relation.objects.filter(source=paper)}
    assert cited == {"12-NQ/ĐU": Document.objects.get(symbol="12-NQ/ĐU"), "30/2020/NĐ-CP": None}

    # A clause becomes a programme, a task, and a task of each of the thirty units.
    do(client, "documents", paper.pk, "open_programme", unit=str(tree.r.pk), name="Chương trình", from_on="10/04/2025")
    clause = Clause.objects.get(document=paper, code="Điều 1")
    due = today() + timedelta(days=3)
    do(
        client,
        "tasks",
        None,
        "assign",
        unit=str(tree.r.pk),
        name="Kiểm tra nhà kho",
        due_on=f"{due:%d/%m/%Y}",
        clause=str(clause.pk),
        programme=str(paper.programmes.get().pk),
        weight="1",
    )
    whole = Task.objects.get(parent=None)
    do(client, "tasks", whole.pk, "cascade", under=str(tree.b.pk), depth="direct")
    assert whole.parts.count() == 30

    # One unit gives evidence; it waits for a second person. Another unit had been due before.
    part = whole.parts.get(unit__code="D07")
    do(client, "tasks", part.pk, "submit", text="Biên bản kiểm tra")
    refused = client.post(f"/r/tasks/{part.pk}/do/accept/", {"request_key": "x"})
    assert refused.status_code in {409, 422}
    with act("tests.late", by=SETUP):
        late = whole.parts.get(unit__code="D03")
        late.given_on, late.first_due_on, late.due_on = date(2026, 1, 1), date(2026, 1, 5), date(2026, 1, 5)
        late.save()
        step = late.steps.get()
        step.on, step.due_on = date(2026, 1, 1), date(2026, 1, 5)
        step.save()
    page = client.get(f"/r/documents/{paper.pk}/", headers={"accept-language": "vi"}).content.decode()
    assert "1 nhiệm vụ quá hạn" in page
    assert "Biên bản kiểm tra" in page
    assert client.get("/directives/tasks/").content.decode().count("is-bad") == 1


def test_a_damaged_file_and_one_without_text_are_refused_with_the_reason(tree, client_as):
    with act("tests.prepare", by=SETUP):
        secretary = person("secretary", tree.r, "*:view", "directives.*:*")
    client = client_as(secretary)
    broken = SimpleUploadedFile("scan.pdf", b"%PDF-1.4 broken", content_type="application/pdf")
    answer = client.post("/directives/register/", {"file": broken}, headers={"accept-language": "vi"})
    assert answer.status_code == 422
    assert "Không đọc được tệp" in answer.content.decode()
    again = client.post("/directives/register/", {"token": "forged"}, headers={"accept-language": "vi"})
    assert again.status_code == 422
