"""A file nobody saw before is mapped by hand on the page, its refused rows mended, brought in, learned and taken back."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from thenchot.domain.depots.models import Depot
from thenchot.domain.depots.tests.factories import depot
from thenchot.domain.materiel.tests.factories import FACTORIES
from thenchot.edges.intake.models import IntakeRun, LearnedProfile
from thenchot.edges.intake.reading import find_table, open_book
from thenchot.edges.intake.targets.desk.session import DeskSession
from thenchot.edges.intake.tests.files import workbook
from thenchot.foundation.desk import worker
from thenchot.foundation.desk.models import Job
from thenchot.foundation.ledger import check
from thenchot.foundation.ledger.acts import Program, act

pytestmark = pytest.mark.django_db(transaction=True)
HEADER = ("Mã kho", "Tên kho", "Đơn vị quản lý", "Tuyến", "Ngày mở")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def client(client_as, users):
    client = client_as(users.administrator)
    client.cookies["django_language"] = "en"
    return client


def depots(path, rows, header=HEADER):
    return workbook(path, {"Kho": rows}, header)


def send(client, path):
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post("/intake/", {"file": upload, "profile": "", "under": "R"})
    assert answer.status_code == 302, answer.content.decode()
    return IntakeRun.objects.get(pk=answer["Location"].split("/")[2])


def answers(run, client, **changed):
    """What the mapping page's form holds, as a browser would send it."""
    page = client.get(f"/intake/{run.pk}/columns/").context["page"]
    found = {"target": page.target.name if page.target else "", "header": page.header_rows, "mode": page.mode}
    found["sheet"] = [name for name, is_read in page.sheets if is_read]
    for column in page.columns:
        found[f"to-{column.number}"] = column.seen.field
        found[f"style-{column.number}"] = column.seen.style
    return {**found, **changed}


def until(run, *states):
    worker.work_off()
    run.refresh_from_db()
    assert run.state in states, (run.state, run.failure, [(j.state, j.outcome) for j in Job.objects.all()])
    return run


def mapped(client, run, **changed):
    client.post(f"/intake/{run.pk}/columns/", {"target": "desk:depots", "sheet": ["Kho"], "again": "1"})
    answer = client.post(f"/intake/{run.pk}/columns/", answers(run, client, check="1", **changed))
    assert answer.status_code == 302, answer.context["said"]
    run.refresh_from_db()
    return run


ROWS = [
    ["K1", "Kho Một", "A", "Campaign", "14/02/2020"],
    ["K2", "Kho Hai", "Đơn vị lạ", "strategic", "2020-02-28"],
    ["K1", "Kho Ba", "a1", "tactical", "25/02/2020"],
]


def test_columns_are_guessed_shown_with_samples_and_can_be_changed(client, tree, tmp_path):
    run = send(client, depots(tmp_path / "kho.xlsx", ROWS))
    assert run.state == "new"
    client.post(f"/intake/{run.pk}/columns/", {"target": "desk:depots", "sheet": ["Kho"], "again": "1"})
    page = client.get(f"/intake/{run.pk}/columns/").context["page"]
    assert [column.seen.field for column in page.columns] == ["code", "name", "unit", "tier", "opened_on"]
    assert [found for found, _value in page.columns[1].samples] == ["Kho Một", "Kho Hai", "Kho Ba"]
    assert not Depot.objects.exists()


def test_a_file_is_mapped_mended_in_place_brought_in_and_its_profile_learned(client, tree, tmp_path):
    run = mapped(client, send(client, depots(tmp_path / "kho.xlsx", ROWS)), learn="Danh sách kho")
    assert (run.state, run.rows_read, run.rows_refused) == ("checked", 3, 2)
    groups = {group["found"]: (group["code"], number) for number, group in enumerate(run.report["fault_groups"])}
    assert groups["Đơn vị lạ"][0] == "unknown-record"
    assert groups["K1"][0] == "twice"
    twice = next(fault for fault in run.report["faults"] if fault["found"] == "K1")
    client.post(
        f"/intake/{run.pk}/mend/",
        {f"other-{groups['Đơn vị lạ'][1]}": "B", f"fix-{twice['line']}-{twice['position']}": "K3"},
    )
    run.refresh_from_db()
    assert run.rows_refused == 0, [(f["found"], f["said"]) for f in run.report["faults"]]
    client.post(f"/intake/{run.pk}/begin/", {"accept": "1"})
    until(run, "done")
    assert sorted(Depot.objects.values_list("code", "unit__code", "tier")) == [
        ("K1", "A", "campaign"),
        ("K2", "B", "strategic"),
        ("K3", "A1", "tactical"),
    ]
    assert LearnedProfile.objects.get().data["replace"] == {"unit": {"Đơn vị lạ": "B"}}
    again = send(client, depots(tmp_path / "kho2.xlsx", [["K4", "Kho Bốn", "Đơn vị lạ", "tactical", "01/02/2021"]]))
    assert (again.state, again.profile, again.rows_refused) == ("checked", "Danh sách kho", 0)


def test_refused_rows_come_once_each_with_reasons_and_come_back_mended(client, tree, tmp_path):
    rows = [*ROWS, ["", "", "Nowhere", "x", "31/02/2020"]]
    run = mapped(client, send(client, depots(tmp_path / "kho.xlsx", rows)), learn="Kho")
    answer = client.get(f"/intake/{run.pk}/refused.xlsx")
    path = tmp_path / "refused.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    with open_book(path) as book:
        table = find_table(book)
        assert [column.name for column in table.columns] == [*HEADER, "Row in the file", "Why it was refused"]
        refused = [record.cells for record in table.records()]
    assert [cells[-2] for cells in refused] == [3, 4, 5], refused
    assert "found “Đơn vị lạ”" in refused[0][-1]
    mended = [["K7", "Kho Bảy", "B", "tactical", "15/02/2020", 3, "mended"]]
    back = send(client, depots(tmp_path / "back.xlsx", mended, (*HEADER, "Row in the file", "Why it was refused")))
    assert (back.state, back.profile, back.rows_refused, back.rows_read) == ("checked", "Kho", 0, 1)


def test_a_number_that_reads_two_ways_has_to_be_decided_by_a_person(client, tree, tmp_path):
    with act("tests.make", by=Program("Test")):
        kind = FACTORIES["types"](tree.a, 1)
    path = tmp_path / "bienche.csv"
    path.write_text(f"Đơn vị;Loại;Số lượng;Từ ngày\nA;{kind.code};1.234;01/02/2024\nB;{kind.code};2.500;01/03/2024\n")
    run = send(client, path)
    client.post(f"/intake/{run.pk}/columns/", {"target": "desk:establishment", "again": "1"})
    asked = answers(run, client, check="1")
    named = {column.seen.name: column for column in client.get(f"/intake/{run.pk}/columns/").context["page"].columns}
    assert named["Số lượng"].undecided
    assert {name for name, _words, _now in named["Số lượng"].styles} >= {"1.234,5"}
    answer = client.post(f"/intake/{run.pk}/columns/", asked)
    assert answer.status_code == 422
    assert "Số lượng" in answer.context["said"]
    number = named["Số lượng"].number
    styles = {f"style-{c.number}": "31/12/2024" for c in named.values() if c.undecided} | {f"style-{number}": "1.234,5"}
    assert client.post(f"/intake/{run.pk}/columns/", {**asked, **styles, "all-document": "QĐ 7"}).status_code == 302
    run.refresh_from_db()
    assert run.rows_refused == 0, [(f["found"], f["said"]) for f in run.report["faults"]]


def test_a_whole_file_is_taken_back_unless_later_work_builds_on_it(client, tree, tmp_path):
    run = mapped(client, send(client, depots(tmp_path / "kho.xlsx", ROWS[:1])))
    client.post(f"/intake/{run.pk}/begin/", {"accept": "1"})
    until(run, "done")
    made = Depot.objects.get()
    with act("depots.rename", by=Program("Test"), reason="QĐ 5"):
        made.name = "Kho khác"
        made.save()
    client.post(f"/intake/{run.pk}/undo/", {"sure": "1"})
    shown = client.get(f"/intake/{run.pk}/").content.decode()
    assert "QĐ 5" in shown
    assert Depot.objects.exists()
    other = mapped(
        client, send(client, depots(tmp_path / "kho2.xlsx", [["K9", "Kho Chín", "B", "tactical", "15/02/2020"]]))
    )
    client.post(f"/intake/{other.pk}/begin/", {"accept": "1"})
    until(other, "done")
    client.post(f"/intake/{other.pk}/undo/", {"sure": "1"})
    until(other, "undone")
    assert [depot.code for depot in Depot.objects.all()] == ["K1"]
    assert not list(check.faults())


def test_the_report_for_the_sender_is_one_page_with_every_kind_of_fault(client, tree, tmp_path):
    run = mapped(client, send(client, depots(tmp_path / "kho.xlsx", ROWS)))
    page = client.get(f"/intake/{run.pk}/report.html").content.decode()
    for text in ("kho.xlsx", "Đơn vị lạ", "Rows refused: 2", "row 4"):
        assert text in page


def test_from_a_resources_list_the_file_is_known_to_be_of_its_rows(client, tree, tmp_path):
    assert "/intake/?to=depots" in client.get("/r/depots/").content.decode()
    path = depots(tmp_path / "kho.xlsx", ROWS)
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post("/intake/?to=depots", {"file": upload, "profile": "", "under": "R"}, follow=True)
    assert answer.context["page"].target.name == "desk:depots"
    assert [column.seen.field for column in answer.context["page"].columns][:2] == ["code", "name"]


def test_work_that_was_killed_between_two_acts_goes_on_and_doubles_nothing(client, tree, tmp_path, monkeypatch):
    monkeypatch.setattr(DeskSession, "chunk", 2)
    rows = [[f"K{n}", f"Kho {n}", "A", "tactical", "15/02/2020"] for n in range(7)]
    run = mapped(client, send(client, depots(tmp_path / "kho.xlsx", rows)))
    client.post(f"/intake/{run.pk}/begin/", {"accept": "1"})
    write, times = DeskSession.write, []

    def killed(self, deed, lines):
        times.append(len(lines))
        if len(times) == 3:
            raise MemoryError("the power went")
        return write(self, deed, lines)

    monkeypatch.setattr(DeskSession, "write", killed)
    worker.work_off()
    assert Depot.objects.count() == 4
    run.refresh_from_db()
    assert run.state == "failed"
    client.post(f"/intake/{run.pk}/begin/")
    until(run, "done")
    assert sorted(depot.code for depot in Depot.objects.all()) == [f"K{n}" for n in range(7)]
    assert not list(check.faults())


def test_a_row_taken_by_somebody_else_between_check_and_writing_is_refused_and_the_others_come_in(
    client, tree, tmp_path
):
    rows = [[f"K{n}", f"Kho {n}", "A", "tactical", "15/02/2020"] for n in range(4)]
    run = mapped(client, send(client, depots(tmp_path / "kho.xlsx", rows)))
    with act("tests.make", by=Program("Test")):
        depot(tree.a, 2)
    client.post(f"/intake/{run.pk}/begin/", {"accept": "1"})
    until(run, "done")
    assert (run.rows_refused, Depot.objects.count()) == (1, 4)
    assert b"".join(client.get(f"/intake/{run.pk}/refused.xlsx").streaming_content).startswith(b"PK")
