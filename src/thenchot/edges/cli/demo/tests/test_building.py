"""Building the demonstration: repeatable, never over other content, never half done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.db.models import F

from thenchot.domain.depots.models import Depot
from thenchot.domain.materiel.models import Equipment
from thenchot.domain.standards.models import Assessment
from thenchot.edges.cli import replaying
from thenchot.edges.cli.demo import build, users
from thenchot.edges.cli.main import thenchot
from thenchot.foundation.access import accounts
from thenchot.foundation.access.models import User
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
# What comes from files of the house (rule sets, standards, roles, schemes of rating) and what issuing a report writes down has
# keys of its own in every database: it is compared by what it says, and what points at it by what that says. The rest has the
# same keys.
OWN_KEYS = {
    *("access.role", "materiel.gradescheme", "materiel.grade", "materiel.coefficientformula", "materiel.formulaterm"),
    *("materiel.removalregulation", "materiel.removalcase", "materiel.removaldeadline", "materiel.removalauthority"),
    *("standards.standard", "standards.standardversion", "standards.criterion", "depots.distancetable"),
    *(
        "depots.distancerow",
        "depots.compatibility",
        "depots.climatelimit",
        "people.ratingscheme",
        "people.disciplineterm",
    ),
    *("people.successionrule", "regulations.reportingcalendar", "regulations.calendarcut"),
    *("regulations.approvalmatrix", "regulations.approvalclause", "directives.meetingrule"),
    *("directives.issuer", "directives.book", "directives.bookentry", "directives.document"),
    *("reports.report", "reports.wording", "ledger.attachment"),
}
# An issued report names its key and the ledger's head, so its bytes are others where those are.
OF_THE_BYTES = {"ledger.attachment": {"record", "sha256", "size"}}
# Tables that the demonstration fills, from this scale on (a smaller one has no complete sets).
FILLED_FROM = 0.1
FILLED = {
    *("organisation.unit", "organisation.unitlink", "organisation.unitalias", "access.user", "access.grant"),
    *("depots.depot", "depots.depotservice", "depots.storebuilding", "depots.bay", "depots.placement"),
    *("depots.spacing", "depots.climatereading", "materiel.domainfield", "materiel.branch", "materiel.group"),
    *("materiel.type", "materiel.variant", "materiel.equipment", "materiel.custody", "materiel.grading"),
    *("materiel.stateinterval", "materiel.establishment", "materiel.setlist", "materiel.setline"),
    *("materiel.completeset", "materiel.setmember", "materiel.setcustody"),
    *(
        "standards.assessment",
        "standards.answer",
        "people.person",
        "people.post",
        "people.posting",
        "people.rank",
        "people.rankheld",
    ),
    *("people.qualification", "people.training", "people.body", "people.bodylink", "people.bodymembership"),
    *("people.ratinground", "people.rating", "people.authorisedpost", "keylink.estimate"),
    *("directives.document", "directives.bookentry", "directives.clause", "directives.actionprogramme"),
    *("directives.task", "directives.taskstep", "directives.evidence", "directives.briefingduty"),
    *("directives.meeting", "directives.attendance", "directives.meetingdecision"),
    *OWN_KEYS,
}
# And those that it fills at half its size.
RARE = {
    *("materiel.removalplan", "materiel.removalline", "materiel.councilmember", "materiel.removalstep"),
    "people.discipline",
}


def run(*arguments):
    return CliRunner().invoke(thenchot, arguments, catch_exceptions=False)


def content():
    """Every record table's rows, in order, each as its columns say; keys new in each database give way to what they name."""
    models = {model._meta.label_lower: model for model in replay.record_models()}
    said = {label: {row.pk: row for row in models[label]._default_manager.all()} for label in OWN_KEYS}
    return {
        label: sorted(
            (as_said(row, said, with_key=label not in OWN_KEYS) for row in model._default_manager.all()), key=repr
        )
        for label, model in models.items()
    }


def empty(tables, wanted):
    return {label for label in wanted if not tables[label]}


def as_said(row, said, *, with_key):
    outside = getattr(row, "outside_ledger", frozenset()) | OF_THE_BYTES.get(row._meta.label_lower, set())
    fields = [f for f in row._meta.concrete_fields if f.name not in outside and (with_key or not f.primary_key)]
    return tuple(value_of(row, field, said) for field in fields)


def value_of(row, field, said):
    value = getattr(row, field.attname)
    named = said.get(field.related_model._meta.label_lower) if field.is_relation else None
    return value if named is None or value is None else as_said(named[value], said, with_key=False)


def built(seed, day=DAY, *, scale=0.01):
    with transaction.atomic():
        build.build(seed=seed, scale=scale, on=day)
        found = content()
        transaction.set_rollback(True)
    return found


def differing(one, other):
    return {label for label in one if one[label] != other[label]}


@pytest.mark.django_db
def test_the_same_seed_scale_and_day_give_the_same_content_and_the_same_keys():
    first = built(7, scale=FILLED_FROM)
    assert not empty(first, FILLED)
    assert not differing(first, built(7, scale=FILLED_FROM))


@pytest.mark.slow
@pytest.mark.django_db
def test_so_do_the_rare_ones():
    first = built(7, scale=0.5)
    assert not empty(first, FILLED | RARE)
    assert not differing(first, built(7, scale=0.5))


@pytest.mark.django_db
def test_another_seed_or_day_gives_other_content():
    first = built(7)
    assert "materiel.equipment" in differing(first, built(8))
    assert "standards.assessment" in differing(first, built(7, date(2026, 3, 21)))


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
