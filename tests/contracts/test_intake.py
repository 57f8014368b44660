"""Every export comes back: read again it changes nothing, and a key that nobody knows is refused by name."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from tests.contracts.registry import CONTRACTED, make, name
from thenchot.edges.intake.run import bring_in
from thenchot.edges.intake.targets.desk.fields import KEY, desk_target
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.ledger.models import Act

every = pytest.mark.parametrize("resource", CONTRACTED, ids=name)


def exported(client, resource, kind, folder, language="vi"):
    client.cookies["django_language"] = language
    answer = client.get(f"/r/{resource.slug}/export.{kind}")
    assert answer.status_code == 200
    path = folder / f"export.{kind}"
    path.write_bytes(b"".join(answer.streaming_content))
    return path


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


@every
def test_a_key_that_nobody_knows_is_refused(resource, tree, users, client_as, tmp_path):
    make(resource, tree.a1, 1)
    path = exported(client_as(users.administrator), resource, "csv", tmp_path)
    rows = list(csv.reader(StringIO(path.read_text(encoding="utf-8-sig"))))
    rows[1][-1] = str(new_key())
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    outcome = bring_in(path, by=users.administrator, profile=f"desk:{resource.slug}")
    assert [fault.code for fault in outcome.faults if fault.place.row == 2] == ["unknown-key"]
    assert outcome.rows_written == 0


@every
def test_every_field_of_a_target_has_a_name_for_people_and_a_column_of_its_own(resource, db):
    fields = desk_target(f"desk:{resource.slug}").fields
    assert fields[0].name == KEY
    assert len({field.name for field in fields}) == len(fields)
    assert all(str(field.label) for field in fields)
