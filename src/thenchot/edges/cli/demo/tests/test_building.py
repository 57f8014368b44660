"""Building the demonstration: repeatable, never over other content, never half done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.db.models import F

from thenchot.domain.depots.models import Depot
from thenchot.domain.materiel.models import Equipment
from thenchot.domain.standards.models import Answer, Assessment
from thenchot.edges.cli import replaying
from thenchot.edges.cli.demo import build, users
from thenchot.edges.cli.main import thenchot
from thenchot.foundation.access import accounts
from thenchot.foundation.access.models import Grant, User
from thenchot.foundation.access.reach import today
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import replay
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import root

DAY = date(2026, 3, 20)
SMALL = ["demo", "--scale", "0.01", "--on", DAY.isoformat()]
# Tables whose rows get their keys from the demonstration. Rule sets and roles come from their own files, with keys of their own;
# rows that point at those are compared by code.
KEYED = {
    *("organisation.unit", "organisation.unitlink", "organisation.unitalias", "access.user", "depots.depot"),
    *("depots.depotservice", "materiel.domainfield", "materiel.branch", "materiel.group", "materiel.type"),
    *("materiel.equipment", "materiel.custody", "materiel.grading"),
    *("directives.document", "directives.bookentry", "directives.clause", "directives.actionprogramme"),
    *("directives.task", "directives.taskstep", "directives.evidence", "directives.briefingduty"),
    *("directives.meeting", "directives.attendance", "directives.meetingdecision"),
}


def run(*arguments):
    return CliRunner().invoke(thenchot, arguments, catch_exceptions=False)


def content():
    tables = {t.model: (t.rows, t.digest) for t in replay.state() if t.model in KEYED}
    assert tables.keys() == KEYED
    assert all(count for count, _digest in tables.values())
    grants = list(Grant.objects.order_by("pk").values_list("pk", "user", "role__code", "unit", "from_on"))
    columns = ("pk", "subject", "unit", "assessed_on", "valid_until", "assessor", "minutes")
    assessed = list(Assessment.objects.order_by("pk").values_list(*columns))
    columns = (
        "pk",
        "assessment",
        "criterion__code",
        "result",
        "measured",
        "valid_until",
        "note",
        "fix_key",
        "fix_cost",
    )
    return tables, grants, assessed, list(Answer.objects.order_by("pk").values_list(*columns))


def built(seed, day=DAY):
    with transaction.atomic():
        build.build(seed=seed, scale=0.01, on=day)
        found = content()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_the_same_seed_scale_and_day_give_the_same_content_and_the_same_keys_another_seed_or_day_does_not():
    first = built(7)
    assert first == built(7)
    assert first[0]["materiel.equipment"] != built(8)[0]["materiel.equipment"]
    assert first[2] != built(7, date(2026, 3, 21))[2]


@pytest.mark.django_db
def test_a_password_of_one_s_own_is_used_and_not_printed():
    result = run(*SMALL, "--if-empty", "--password", "one of our own choosing")
    assert "one of our own choosing" not in result.output
    assert users.PASSWORD not in result.output
    assert User.objects.get(username="viewer").check_password("one of our own choosing")


@pytest.mark.django_db
def test_a_day_to_come_is_refused_as_no_fact_may_lie_there():
    with pytest.raises(Refusal, match="has not come yet"):
        run("demo", "--scale", "0.01", "--on", (today() + timedelta(1)).isoformat())
    assert not Act.objects.exists()


@pytest.mark.django_db
def test_a_day_before_there_was_a_depot_standard_is_refused():
    with pytest.raises(Refusal, match="2021-01-01 or later"):
        run("demo", "--scale", "0.01", "--on", "2020-12-31")


@pytest.mark.django_db
def test_as_of_the_earliest_day_the_shares_are_the_same_and_no_assessment_is_older_than_its_standard():
    build.build(seed=2, scale=0.01, on=build.EARLIEST)
    assert not Assessment.objects.filter(assessed_on__lt=F("standard_version__valid_from")).exists()
    found = figures_of([root(build.EARLIEST).pk], build.EARLIEST, [by_name("depots_at_standard")])
    shares = {figure.slice: (figure.numerator, figure.denominator) for figure in next(iter(found.values()))}
    assert (shares["strategic"], shares["campaign"]) == ((8, 10), (17, 20))


@pytest.mark.django_db
def test_a_weak_password_is_refused_before_anything_is_written():
    with pytest.raises(Refusal):
        run(*SMALL, "--password", "short")
    assert not Act.objects.exists()


@pytest.mark.django_db
def test_it_is_refused_beside_other_content_unless_forced(tree):
    with pytest.raises(Refusal, match="5 units and 0 items"):
        run(*SMALL)
    assert Unit.objects.count() == 5
    assert run(*SMALL, "--force").exit_code == 0
    assert Depot.objects.count() == 60


@pytest.mark.django_db
def test_if_empty_leaves_a_database_in_use_alone_and_tells_nothing(tree):
    result = run(*SMALL, "--if-empty")
    assert (result.exit_code, result.output) == (0, "")
    assert Unit.objects.count() == 5


@pytest.mark.django_db
def test_a_log_in_name_that_is_taken_is_refused_before_anything_is_written():
    with act("tests.user", by=Program("tests")):
        accounts.add("keeper", "Somebody real", password="a long enough password")
    with pytest.raises(Refusal, match="keeper is taken"):
        run(*SMALL)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_breaking_off_leaves_nothing_behind(monkeypatch):
    def broken(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(users, "let_in", broken)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        build.build(seed=1, scale=0.01, on=DAY)
    assert not Act.objects.exists()
    assert not Equipment.objects.exists()


@pytest.mark.django_db
def test_a_large_one_that_was_broken_off_is_named_as_such(monkeypatch):
    monkeypatch.setattr(build, "WHOLE", 0)
    monkeypatch.setattr(users, "let_in", lambda *_args, **_kwargs: None)
    build.build(seed=1, scale=0.01, on=DAY)
    with pytest.raises(Refusal, match="broken off"):
        run(*SMALL, "--if-empty")


@pytest.mark.django_db(transaction=True)
def test_replaying_its_acts_gives_the_same_records(tmp_path):
    run(*SMALL)
    tables = replaying.replay_into(f"sqlite:///{tmp_path / 'again.sqlite3'}", until=None)
    assert sum(table.rows_here for table in tables) > 5_000
    assert [table.model for table in tables if not table.same] == []
