"""Every export comes back: read again it changes nothing, and a key that nobody knows is refused by name."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.db.models import CharField

from tests.contracts.registry import CONTRACTED, EDITED, make, name
from thenchot.edges.intake.guess import mapping
from thenchot.edges.intake.reading import open_book
from thenchot.edges.intake.run import bring_in
from thenchot.edges.intake.targets.desk.fields import KEY, desk_target
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.ledger import history
from thenchot.foundation.ledger.models import Act

every = pytest.mark.parametrize("resource", CONTRACTED, ids=name)


def exported(client, resource, kind, folder, language="vi"):
    client.cookies["django_language"] = language
    answer = client.get(f"/r/{resource.slug}/export.{kind}")
    assert answer.status_code == 200
    path = folder / f"export.{kind}"
    path.write_bytes(b"".join(answer.streaming_content))
    return path


def write(path, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


@every
@pytest.mark.parametrize(("kind", "language"), [("csv", "vi"), ("xlsx", "en")])
def test_an_export_brought_in_again_changes_nothing(resource, kind, language, tree, users, client_as, tmp_path):
    for number in range(1, 4):
        make(resource, tree.a1, number)
    path = exported(client_as(users.administrator), resource, kind, tmp_path, language)
    acts = Act.objects.count()
    outcome = bring_in(path, by=users.administrator)
    assert outcome.profile == f"desk:{resource.slug}"
    assert [str(fault) for fault in outcome.faults] == []
    assert outcome.rows_read >= 3
    assert (outcome.rows_unchanged, outcome.rows_written) == (outcome.rows_read, 0)
    assert Act.objects.count() == acts


@pytest.mark.parametrize("resource", EDITED, ids=name)
def test_a_text_changed_in_an_export_changes_that_column_alone(resource, tree, users, client_as, tmp_path):
    records = [make(resource, tree.a1, number) for number in (1, 2, 3)]
    path = exported(client_as(users.administrator), resource, "csv", tmp_path)
    rows = list(csv.reader(StringIO(path.read_text(encoding="utf-8-sig"))))
    with open_book(path) as book:
        fields = [rule.to for rule in mapping(book, desk_target(f"desk:{resource.slug}"), users.administrator).columns]
    texts = [
        (at, to)
        for at, to in enumerate(fields)
        if to in resource.fields
        and getattr(resource.model._meta.get_field(to), "choices", 1) is None
        and isinstance(resource.model._meta.get_field(to), CharField)
    ]
    if not texts:
        pytest.skip("the export shows no text of the form")
    at, field = texts[-1]
    row = next(row for row in rows if row[-1] == str(records[1].pk))
    row[at] = "Đổi 9"
    write(path, rows)
    outcome = bring_in(path, by=users.administrator, profile=f"desk:{resource.slug}")
    assert [str(fault) for fault in outcome.faults] == []
    assert (outcome.rows_written, outcome.rows_unchanged) == (1, outcome.rows_read - 1)
    event = history.of_record(records[1].pk)[0]
    assert {change.column for change in event.changes} - {"search_key"} == {field}
    assert getattr(resource.model.objects.get(pk=records[1].pk), field) == "Đổi 9"


@every
def test_a_key_that_nobody_knows_is_refused(resource, tree, users, client_as, tmp_path):
    make(resource, tree.a1, 1)
    path = exported(client_as(users.administrator), resource, "csv", tmp_path)
    rows = list(csv.reader(StringIO(path.read_text(encoding="utf-8-sig"))))
    rows[1][-1] = str(new_key())
    write(path, rows)
    outcome = bring_in(path, by=users.administrator, profile=f"desk:{resource.slug}")
    assert [fault.code for fault in outcome.faults if fault.place.row == 2] == ["unknown-key"]
    assert outcome.rows_written == 0


@every
def test_every_field_of_a_target_has_a_name_for_people_and_a_column_of_its_own(resource, db):
    fields = desk_target(f"desk:{resource.slug}").fields
    assert fields[0].name == KEY
    assert len({field.name for field in fields}) == len(fields)
    assert all(str(field.label) for field in fields)
