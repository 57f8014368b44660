"""State = fold(acts): after any sequence of acts, a database filled from the acts alone holds the same records."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import hypothesis.strategies as st
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import backup, bulk, check, derived, replay, upcast
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.ledger.attachments import attach, keep, path_of
from thenchot.foundation.ledger.models import Act, Attachment, Chain, TableHead, Touch
from thenchot.foundation.organisation import actions, queries
from thenchot.foundation.organisation.models import Unit, UnitKind

pytestmark = pytest.mark.django_db
CLERK = Program("Clerk")
DAY = date(2024, 1, 1)


def wipe() -> None:
    """Empty the ledger and every record table, as a new database would be."""
    for derivation in derived.derivations():
        for table in derivation.tables:
            if "#" not in table:
                _delete(replay.apps.get_model(table))
    Touch.objects.all().delete()
    TableHead.objects.all().delete()
    Chain.objects.all().delete()
    Act.objects.all().delete()
    for model in replay.record_models():
        _delete(model)


def _delete(model) -> None:
    query = model._base_manager.all()
    query._raw_delete(query.db)


steps = st.lists(
    st.tuples(
        st.sampled_from(["found", "many", "move", "rename", "close", "also", "forget", "fail"]),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(0, 60),
    ),
    max_size=14,
)


def do(step: tuple[str, int, int, int], number: int) -> None:  # noqa: C901  # a list of verbs
    """One act; refusals are part of life and leave nothing."""
    verb, a, b, days = step
    units = list(Unit.objects.order_by("pk"))
    on = DAY + timedelta(days=days)
    unit = units[a % len(units)] if units else None
    other = units[b % len(units)] if units else None
    try:
        with act(f"organisation.{verb}", by=CLERK) as deed:
            if verb == "found":
                actions.found(f"U{number}", f"Đơn vị {number}", parent=other, on=on, kind=UnitKind.DEPOT)
            elif verb == "many":
                deed.add_many([actions.new_unit(f"M{number}-{i}", f"Kho {i}") for i in range(b)])
            elif unit is None:
                return
            elif verb == "move":
                actions.move(unit, parent=other, on=on)
            elif verb == "rename":
                actions.rename(unit, name=f"Tên {b}")
            elif verb == "close":
                actions.close(unit, on=on)
            elif verb == "also":
                actions.also_called(unit, f"alias {number}")
            elif verb == "forget" and (alias := unit.aliases.first()):
                alias.delete()
            elif verb == "fail":
                actions.rename(unit, name="never seen")
                raise Refusal("no")  # noqa: TRY301  # stands for a rule further in
    except Refusal:
        pass


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_a_database_filled_from_the_acts_alone_holds_the_same_records_after_every_step(sequence):
    with transaction.atomic():
        for number, step in enumerate(sequence):
            do(step, number)
            assert not list(check.faults())
        live, spans = replay.state(), derived.content("organisation.unitspan")
        lines = list(replay.export_lines())
        wipe()
        assert replay.load_lines(lines) == len(lines)
        assert replay.state() == live
        assert derived.content("organisation.unitspan") == spans
        assert not list(check.faults())
        assert list(replay.export_lines()) == lines
        transaction.set_rollback(True)


def filled() -> None:
    with act("organisation.found", by=CLERK):
        root = actions.found("R", "Root", parent=None, on=DAY)
    with act("organisation.found", by=CLERK):
        actions.found("A", "A", parent=root, on=DAY)
    with act("organisation.rename", by=CLERK):
        actions.rename(root, name="Cục X")


def test_loading_needs_an_empty_database():
    filled()
    with pytest.raises(Refusal, match="empty database"):
        replay.load_lines(list(replay.export_lines()))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda lines: [lines[0], lines[2]], "Line 2"),
        (lambda lines: [lines[1], lines[0], lines[2]], "Line 1"),
        (lambda lines: [*lines[:2], lines[2].replace(b"Root", b"Toor")], "Line 3"),
        (lambda lines: [*lines[:2], lines[2][:-5]], "Line 3 is not an act"),
        (lambda lines: [*lines, b"{}"], "Line 4 is not an act"),
        (lambda lines: [*lines, b"nonsense"], "Line 4 is not an act"),
        (lambda lines: [*lines, lines[2]], "Line 4"),
    ],
)
def test_a_spoilt_export_is_refused_by_line_and_nothing_is_loaded(spoil, said):
    filled()
    lines = list(replay.export_lines())
    wipe()
    with pytest.raises(Refusal, match=said):
        replay.load_lines(spoil(lines))
    assert not Act.objects.exists()
    assert not Unit.objects.exists()


def test_until_a_day_keeps_the_acts_of_that_day_and_before():
    with act("organisation.found", by=CLERK, at=datetime(2024, 3, 31, 16, 59, tzinfo=UTC)):
        actions.found("A", "A", parent=None, on=DAY)
    with act("organisation.found", by=CLERK, at=datetime(2024, 3, 31, 17, 1, tzinfo=UTC)):
        actions.found("B", "B", parent=None, on=DAY)
    # 17:00 UTC is midnight in the organisation's zone.
    assert len(list(replay.export_lines(until=date(2024, 3, 31)))) == 1
    assert len(list(replay.export_lines(until=date(2024, 4, 1)))) == 2


def test_old_rows_are_read_through_their_upcasters(monkeypatch):
    filled()
    lines = list(replay.export_lines())
    wipe()
    monkeypatch.setattr(upcast, "_steps", {})
    upcast.upcaster("organisation.unit", to=2)(lambda row: {**row, "name": row["name"].upper()})
    replay.load_lines(lines)
    assert sorted(Unit.objects.values_list("name", flat=True)) == ["A", "CỤC X"]
    with act("organisation.found", by=CLERK):
        actions.found("N", "new shape", parent=None, on=DAY)
    again = list(replay.export_lines())
    wipe()
    replay.load_lines(again)
    assert Unit.objects.get(code="N").name == "new shape"


def test_bulk_and_single_replays_agree_with_the_tree_of_a_past_day():
    filled()
    unit, root = Unit.objects.get(code="A"), Unit.objects.get(code="R")
    with act("organisation.found", by=CLERK):
        other = actions.found("B", "B", parent=root, on=DAY)
    with act("organisation.move", by=CLERK):
        actions.move(unit, parent=other, on=date(2025, 1, 1))
    lines = list(replay.export_lines())
    wipe()
    replay.load_lines(lines)
    assert [u.code for u in queries.children(root, date(2024, 6, 1))] == ["A", "B"]
    assert [u.code for u in queries.children(root, date(2025, 6, 1))] == ["B"]


def test_a_backup_restores_into_an_empty_database_as_a_read_only_copy(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    filled()
    root = Unit.objects.get(code="R")
    with act("organisation.attach", by=CLERK):
        attach(root, "Quyết định.pdf", [b"%PDF", b"-1.7"], media_type="application/pdf")
    live = replay.state()
    manifest = backup.backup(tmp_path / "copy.zip")
    assert (manifest["acts"], manifest["files"]) == (4, 1)
    wipe()
    settings.MEDIA_ROOT = tmp_path / "other"
    backup.restore(tmp_path / "copy.zip")
    assert replay.state() == live
    assert path_of(Attachment.objects.get().sha256).read_bytes() == b"%PDF-1.7"
    assert not list(check.faults())
    with pytest.raises(Refusal, match="restored copy"), act("organisation.rename", by=CLERK):
        actions.rename(Unit.objects.get(code="R"), name="X")


@pytest.mark.parametrize("cut", [0, 1, 30, -30, -200])
def test_a_cut_backup_is_refused_whole(tmp_path, settings, cut):
    settings.MEDIA_ROOT = tmp_path / "files"
    filled()
    backup.backup(tmp_path / "copy.zip")
    data = (tmp_path / "copy.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[:cut])
    wipe()
    with pytest.raises(Refusal, match="not a whole backup"):
        backup.restore(tmp_path / "cut.zip")
    assert not Act.objects.exists()


def test_the_same_content_is_stored_once_and_a_changed_byte_is_named(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    filled()
    root = Unit.objects.get(code="R")
    with act("organisation.attach", by=CLERK):
        one = attach(root, "a.txt", [b"same"], media_type="text/plain")
        attach(root, "b.txt", [b"sa", b"me"], media_type="text/plain")
    stored = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert len(stored) == 1
    assert not list(check.faults())
    stored[0].write_bytes(b"lame")
    assert next(check.faults()).place == f"attachment {one.pk} a.txt"
    stored[0].unlink()
    assert next(check.faults()).found == "no file"


def test_a_file_above_the_limit_is_refused_and_not_kept(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(Refusal, match="larger than 3 bytes"):
        keep([b"ab", b"cd"], most=3)
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


CHANGES = [
    ("ledger_act", "verb", "'forged'"),
    ("ledger_act", "actor_name", "'Someone else'"),
    ("ledger_act", "reason", "'because'"),
    ("ledger_act", "seq", "seq + 100"),
    ("ledger_act", "epoch", "epoch + 1"),
    ("ledger_act", "node", "'other'"),
    ("ledger_touch", "model", "'organisation.unitalias'"),
    ("ledger_touch", "start", "start + 1"),
    ("ledger_touch", "size", "size - 1"),
    ("ledger_chain", "seq", "seq - 1"),
    ("ledger_tablehead", "seq", "seq - 1"),
    ("organisation_unit", "name", "'forged'"),
    ("organisation_unit", "version", "version + 1"),
    ("organisation_unitlink", "from_on", "'2023-12-31'"),
    ("organisation_unitspan", "depth", "depth + 1"),
]


@pytest.mark.parametrize(("table", "column", "value"), CHANGES)
def test_one_changed_value_anywhere_is_found_and_named(table, column, value):
    filled()
    assert not list(check.faults())
    with connection.cursor() as cursor:
        name = connection.ops.quote_name
        key = "node" if table == "ledger_chain" else "model" if table == "ledger_tablehead" else "id"
        first = f"SELECT {key} FROM {name(table)} ORDER BY {key} LIMIT 1"
        cursor.execute(f"UPDATE {name(table)} SET {name(column)} = {value} WHERE {key} IN ({first})")
    faults = list(check.faults())
    assert faults
    spoken = {"ledger_act": "act", "ledger_chain": "chain", "ledger_tablehead": "head", "ledger_touch": "touch"}
    assert spoken.get(table, table.replace("_", ".")) in faults[0].place


@pytest.mark.parametrize("position", range(0, 400, 23))
def test_one_changed_byte_of_a_payload_is_found_and_its_act_named(position):
    filled()
    entry = Act.objects.get(seq=2)
    data = bytearray(entry.payload)
    data[position % len(data)] ^= 0x01
    Act.objects.filter(pk=entry.pk).update(payload=bytes(data))
    assert next(check.faults()).place == "act main/1/2"


def test_repair_rebuilds_what_is_derived_and_leaves_records_and_acts_alone():
    filled()
    live, lines = replay.state(), list(replay.export_lines())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM organisation_unitspan")
        cursor.execute("DELETE FROM ledger_touch")
        cursor.execute("UPDATE ledger_tablehead SET seq = 0")
    assert all(fault.repairable for fault in check.faults())
    check.repair()
    assert not list(check.faults())
    assert (replay.state(), list(replay.export_lines())) == (live, lines)


def test_repair_does_not_hide_a_forged_record():
    filled()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_unit SET name = 'forged' WHERE code = 'A'")
    check.repair()
    assert [fault.found for fault in check.faults()] == ["a row changed outside the ledger"]


def test_the_bulk_path_takes_no_rows_too():
    assert bulk.insert(Unit, []) == 0
