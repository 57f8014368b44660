"""A figure by branch, field and group: the parts make the whole, each opens its own records, on every engine."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from django.urls import reverse

from tests.people import FOUNDED, SETUP, person
from thenchot.domain.materiel.models import Branch, Custody, DomainField, Equipment, Grading, Group, Type
from thenchot.foundation.indicators import breakdowns, copying, mirror
from thenchot.foundation.indicators.entries import Within, every_entry, summary
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name, indicators
from thenchot.foundation.ledger.acts import act
from thenchot.insight.board.tests import sample

pytestmark = pytest.mark.django_db(transaction=True)
READINESS, BRANCH = "technical_readiness", "type__group__branch"


@pytest.fixture
def made(settings, tmp_path):
    """The odd sample, and two items of a second branch with a catalogue field, one good and one bad."""
    settings.VAR = tmp_path
    found = sample.make(3)
    field, branch = DomainField(code="LV", name="Signals and measuring"), Branch(code="SIG", name="Signals")
    group = Group(code="RAD", name="Radios", branch=branch, domain_field=field)
    radio = Type(group=group, code="RADIO", name="Radio", grade_scheme="G")
    items = [Equipment(type=radio, serial_number=f"R{n}", serial_key=f"R{n}") for n in range(2)]
    facts = [Custody(equipment=item, unit=found.units[-1], from_on=FOUNDED) for item in items]
    grades = [
        Grading(equipment=item, grade=grade, graded_on=FOUNDED) for item, grade in zip(items, (1, 5), strict=True)
    ]
    with act("tests.radios", by=SETUP) as deed:
        deed.add_many([field, branch, group, radio, *items, *facts, *grades])
    return found


@pytest.fixture
def client(client_as, made):
    with act("tests.people", by=SETUP):
        return client_as(person("commander", made.units[0], "*:view"))


@pytest.fixture(params=["operational", "mirror"])
def _engine(request, monkeypatch):
    if request.param == "mirror":
        if copying.reader(connection.vendor) is None:
            pytest.skip("DuckDB's reader of this database is not installed")
        monkeypatch.setattr(mirror, "LARGE", 0)


def figure_page(client, **query):
    return client.get(reverse("figure", args=[READINESS]), {"on": sample.TODAY.isoformat(), **query})


@pytest.mark.usefixtures("_engine")
def test_the_parts_of_every_way_make_the_figure_at_every_unit(made):
    offered = [each for each in indicators() if each.ways]
    assert {each.name for each in offered} >= {READINESS, "grading_current", "registered_to_serial"}
    for definition in offered:
        for unit in made.units[:3]:
            for figure in figures_of([unit.pk], sample.TODAY, [definition])[unit.pk]:
                for way in definition.ways:
                    parts = breakdowns.shares(definition, way, unit.pk, sample.TODAY, figure.slice)
                    total = [sum(each) for each in zip(*(part.sums for part in parts), strict=True)] or [0] * 4
                    assert total == list(figure.sums), (definition.name, unit.code, way.path)
                    assert len({part.key for part in parts}) == len(parts)


@pytest.mark.usefixtures("_engine")
def test_a_part_opens_the_records_that_make_it_and_no_other(made):
    readiness, root = by_name(READINESS), made.units[0].pk
    way = readiness.way(BRANCH)
    for part in breakdowns.shares(readiness, way, root, sample.TODAY, ""):
        within = Within(way, part.key)
        opened = list(every_entry(readiness, root, sample.TODAY, "", within=within))
        branches = Equipment.objects.filter(pk__in=[entry.record for entry in opened]).values_list(BRANCH, flat=True)
        assert (set(branches), len(opened)) == ({part.key}, part.sums.records)
        counted = summary(readiness, root, sample.TODAY, "", within)
        by_standing = Counter(entry.standing for entry in opened)
        assert {standing: sum(s.records for s in counted if s.standing == standing) for standing in by_standing} == (
            dict(by_standing)
        )


def test_the_page_shows_each_branch_by_name_and_narrows_its_list(client):
    page = figure_page(client)
    assert [choice.name for choice in page.context["by"].choices] == [
        *("Chuyên ngành kỹ thuật", "Lĩnh vực danh mục", "Nhóm trang bị"),
    ]
    assert page.context["by"].lines == ()
    lines = {
        line.name: line for line in figure_page(client, by=BRANCH, on=sample.MOVED.isoformat()).context["by"].lines
    }
    assert set(lines) == {"Signals", "Vehicles"}
    signals = Branch.objects.get(code="SIG")
    assert lines["Signals"].value == "50\xa0%"
    narrowed = client.get(lines["Signals"].url)
    assert narrowed.context["by"].chosen == "Signals"
    assert narrowed.context["listing"].total == 2
    assert {line.name for line in narrowed.context["listing"].lines} == {"Radio R0", "Radio R1"}
    assert f"of={signals.pk}" in narrowed.context["listing"].groups[0].url


def test_what_belongs_to_none_is_a_line_of_its_own_that_opens_nothing(client):
    lines = figure_page(client, by="type__group__domain_field").context["by"].lines
    assert [(line.name, bool(line.url)) for line in lines] == [("Signals and measuring", True), ("", False)]


def test_the_file_of_a_narrowed_figure_holds_the_same_records(client):
    address = reverse("figure-export", args=[READINESS, "csv"])
    query = {"on": sample.TODAY.isoformat(), "by": BRANCH, "of": str(Branch.objects.get(code="SIG").pk)}
    text = b"".join(client.get(address, query).streaming_content).decode()
    assert len(text.strip().splitlines()) == 3


@pytest.mark.parametrize("query", [{"by": "type"}, {"by": "unit"}, {"by": BRANCH, "of": "x"}])
def test_a_way_that_is_not_offered_is_not_found(client, query):
    assert figure_page(client, **query).status_code == 404
