"""Acts: one door, one transaction, one entry in the chain."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import check, history, journal
from thenchot.foundation.ledger.acts import AlreadyDone, Clash, Program, act, begin_epoch, head
from thenchot.foundation.ledger.models import Act, Chain, TableHead, Touch
from thenchot.foundation.ledger.records import Stale
from thenchot.foundation.organisation.actions import found, new_unit
from thenchot.foundation.organisation.models import Unit

pytestmark = pytest.mark.django_db
CLERK = Program("Clerk")
DAY = date(2024, 1, 1)


def make(code: str) -> Unit:
    with act("organisation.found", by=CLERK):
        return found(code, f"Unit {code}", parent=None, on=DAY)


def test_a_record_cannot_be_saved_outside_an_act():
    unit = make("A")
    unit.name = "Other"
    with pytest.raises(journal.OutsideAct):
        unit.save()
    with pytest.raises(journal.OutsideAct):
        unit.delete()


@pytest.mark.parametrize(
    "write",
    [
        lambda: Unit.objects.update(name="x"),
        lambda: Unit.objects.all().delete(),
        lambda: Unit.objects.bulk_create([new_unit("Z", "Z")]),
        lambda: Unit.objects.bulk_update([], ["name"]),
        lambda: Unit.objects.filter(code="A").update(name="x"),
        lambda: Unit.objects.create(code="Z", name="Z"),
        lambda: Unit.objects.get_or_create(code="Z"),
        lambda: Unit._base_manager.update(name="x"),
    ],
)
def test_no_query_set_writes_round_the_door(write):
    make("A")
    before = list(Unit.objects.values_list("code", "name"))
    with pytest.raises(journal.OutsideAct):
        write()
    assert list(Unit.objects.values_list("code", "name")) == before


def test_an_act_says_who_did_what_and_why():
    unit = make("A")
    with act("organisation.rename", by=CLERK, reason="Decision 12/QĐ") as deed:
        unit.name = "Kho B"
        unit.save()
    assert deed.act is not None
    assert (deed.act.verb, deed.act.actor_name, deed.act.reason) == ("organisation.rename", "Clerk", "Decision 12/QĐ")
    event = history.of_record(unit.pk)[0]
    changed = {c.column: (c.before, c.after) for c in event.changes}
    assert changed["name"] == ("Unit A", "Kho B")
    assert head() == str(deed.act) == "main/1/2"


def test_an_act_that_fails_leaves_nothing():
    make("A")

    def fail():
        with act("organisation.found", by=CLERK):
            found("B", "B", parent=None, on=DAY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Unit.objects.filter(code="B").exists()
    assert Act.objects.count() == 1
    assert journal.open_now() is None


def test_an_act_that_changes_nothing_leaves_no_entry():
    with act("organisation.look", by=CLERK) as deed:
        pass
    assert deed.act is None
    assert head() == "-"


def test_a_record_born_and_removed_in_one_act_leaves_no_trace():
    with act("organisation.found", by=CLERK) as deed:
        unit = new_unit("A", "A")
        unit.save()
        unit.delete()
    assert deed.act is None
    assert Touch.objects.count() == 0


def test_a_removed_record_keeps_its_history():
    with act("organisation.found", by=CLERK):
        unit = new_unit("A", "A")
        unit.save()
    with act("organisation.remove", by=CLERK):
        Unit.objects.get().delete()
    assert not Unit.objects.exists()
    assert [event.operation for event in history.of_record(unit.pk)] == ["removed", "created"]
    assert not list(check.faults())


def test_acts_do_not_nest():
    with pytest.raises(RuntimeError, match="inside another act"), act("a", by=CLERK), act("b", by=CLERK):
        pass


def test_the_same_request_twice_is_done_once_and_names_the_first_act():
    with act("organisation.found", by=CLERK, request_key="k1") as deed:
        found("A", "A", parent=None, on=DAY)
    with pytest.raises(AlreadyDone) as raised, act("organisation.found", by=CLERK, request_key="k1"):
        found("B", "B", parent=None, on=DAY)
    assert raised.value.act == deed.act
    assert Unit.objects.count() == 1


def test_a_stale_copy_is_refused_and_writes_nothing():
    make("A")
    mine, theirs = Unit.objects.get(), Unit.objects.get()
    with act("organisation.rename", by=CLERK):
        theirs.name = "Theirs"
        theirs.save()
    mine.name = "Mine"
    with pytest.raises(Stale), act("organisation.rename", by=CLERK):
        mine.save()
    assert Unit.objects.get().name == "Theirs"
    assert Act.objects.count() == 2


def test_a_clock_that_jumps_back_does_not_reorder_acts():
    with act("organisation.found", by=CLERK, at=datetime(2030, 1, 1, tzinfo=UTC)):
        found("A", "A", parent=None, on=DAY)
    with act("organisation.found", by=CLERK, at=datetime(2001, 1, 1, tzinfo=UTC)):
        found("B", "B", parent=None, on=DAY)
    assert [a.seq for a in Act.objects.all()] == [1, 2]
    assert not list(check.faults())


def test_the_head_of_each_touched_table_moves():
    make("A")
    unit = make("B")
    with act("organisation.rename", by=CLERK):
        unit.name = "C"
        unit.save()
    heads = dict(TableHead.objects.values_list("model", "seq"))
    assert heads == {"organisation.unit": 3, "organisation.unitlink": 2}


def test_many_at_once_leave_the_same_history_as_one_by_one():
    with act("organisation.found", by=CLERK) as many:
        many.add_many([new_unit("A", "Kho đạn"), new_unit("B", "B")])
    with act("organisation.found", by=CLERK) as single:
        for code, name in (("C", "Kho đạn"), ("D", "B")):
            new_unit(code, name).save()
    assert many.act
    assert single.act
    changing = {"id", "code", "search_key"}
    rows = [
        [{k: v for k, v in e["row"].items() if k not in changing} for e in a.entries()] for a in (many.act, single.act)
    ]
    assert rows[0] == rows[1]
    assert not list(check.faults())


def test_a_restored_copy_is_read_only_until_it_takes_a_new_epoch():
    make("A")
    Chain.objects.update(is_restored=True)
    with pytest.raises(Refusal, match="restored copy"):
        make("B")
    assert Unit.objects.count() == 1
    begin_epoch()
    make("B")
    assert [(a.epoch, a.seq) for a in Act.objects.all()] == [(1, 1), (2, 1)]
    assert not list(check.faults())


def test_raw_writes_behind_the_ledger_are_found_and_named():
    unit = make("A")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_unit SET name = 'forged'")
    first = next(check.faults())
    assert (first.place, first.repairable) == (f"organisation.unit {unit.pk}", False)


def test_what_others_point_at_cannot_be_removed():
    unit = make("A")
    with pytest.raises(Refusal, match="cannot be removed"), act("organisation.remove", by=CLERK):
        unit.delete()
    assert Unit.objects.exists()


def test_what_the_database_refuses_is_said_as_a_refusal_and_nothing_is_written():
    make("A")
    with pytest.raises(Clash), transaction.atomic(), act("organisation.found", by=CLERK):
        new_unit("A", "the same code").save()
    assert Unit.objects.count() == 1
