"""The board and the pages behind its figures: what each reader sees, and that the lists hold what the numbers say."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.people import SETUP, person
from thenchot.foundation.access.reach import today
from thenchot.foundation.indicators.definition import Standing
from thenchot.foundation.indicators.entries import entries
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions, queries
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.board import behind
from thenchot.insight.board.tests import sample

TODAY = sample.TODAY
ON = {"on": TODAY.isoformat()}
pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db):
    return sample.make(5)


@pytest.fixture
def branch(made) -> Unit:
    """A unit below the root that has units below it."""
    return next(u for u in queries.children(made.units[0], TODAY) if queries.children(u, TODAY))


@pytest.fixture
def commander(made, branch):
    with act("tests.people", by=SETUP):
        return person("commander", made.units[0], "*:view", "people.*:view")


@pytest.fixture
def local(made, branch):
    with act("tests.people", by=SETUP):
        return person("local", branch, "*:view")


def read(client_as, user, name="board", args=(), **query):
    response = client_as(user).get(reverse(name, args=args), {**ON, **query}, headers={"accept-language": "en"})
    response.text_of = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    return response


def test_the_board_shows_each_figure_with_its_numerator_denominator_target_and_gap(client_as, commander, made):
    response = read(client_as, commander)
    assert response.status_code == 200
    found = sample.in_order(figures_of([made.units[0].pk], TODAY)[made.units[0].pk])
    for figure, tile in zip(found, response.context["tiles"], strict=True):
        assert tile.figure == figure
        for said in (tile.value, tile.out_of, tile.standing, tile.target, tile.gap, tile.missing):
            assert said.replace("\xa0", " ") in response.text_of.replace("\xa0", " ").replace("&lt;", "<")
    assert response.context["head"] in response.text_of


def test_it_opens_at_the_root_for_who_may_see_it_and_at_their_own_unit_for_others(
    client_as, commander, local, made, branch
):
    assert read(client_as, commander).context["place"].unit == made.units[0]
    assert read(client_as, local).context["place"].unit == branch


def test_a_unit_out_of_reach_does_not_exist_for_the_reader(client_as, local, made, branch):
    below = set(queries.under([branch.pk], today()).values_list("unit", flat=True))
    for unit in made.units:
        for name, args in (("board", ()), ("figure", ["depots_at_standard"])):
            assert read(client_as, local, name, args, unit=unit.code).status_code == (200 if unit.pk in below else 404)
    assert read(client_as, local, unit="NOWHERE").status_code == 404


def test_above_their_reach_a_reader_sees_no_link(client_as, local, made, branch):
    crumbs = read(client_as, local).context["crumbs"]
    assert crumbs
    assert all(url == "" for _label, url in crumbs)


def test_who_has_no_grant_sees_no_figure_and_who_is_not_signed_in_is_sent_to_sign_in(client_as, users, made):
    response = read(client_as, users.stranger)
    assert response.status_code == 200
    assert "tiles" not in response.context
    assert read(client_as, users.stranger, "figure", ["depots_at_standard"]).status_code == 403
    assert read(client_as, users.visitor).status_code == 302


def test_who_may_see_the_unit_but_not_the_depots_gets_the_other_figures_only(client_as, made):
    root = made.units[0]
    with act("tests.people", by=SETUP):
        keeper = person("equipment only", root, "organisation.*:view", "materiel.*:view")
    names = {tile.figure.indicator for tile in read(client_as, keeper).context["tiles"]}
    assert names == {"complete_sets", "technical_readiness", "registered_to_serial", "grading_current"}
    assert read(client_as, keeper, "figure", ["depots_at_standard"]).status_code == 404


def test_children_stand_worst_first_and_add_up_to_the_unit(client_as, commander, made):
    context = read(client_as, commander).context
    ranks = [row.rank for row in context["rows"] if row.unit]
    assert ranks == sorted(ranks)
    for number, tile in enumerate(context["tiles"]):
        for part in ("numerator", "denominator", "missing", "records"):
            assert sum(getattr(row.tiles[number].figure, part) for row in context["rows"]) == getattr(tile.figure, part)


def test_the_table_can_be_sorted_by_one_figure(client_as, commander, made):
    rows = read(client_as, commander, sort="technical_readiness.").context["rows"]
    column = next(n for n, tile in enumerate(rows[0].tiles) if tile.figure.indicator == "technical_readiness")
    shares = [row.tiles[column].share for row in rows if row.unit and row.tiles[column].share is not None]
    assert shares == sorted(shares)
    assert read(client_as, commander, sort="nothing.").context["sorted_by"] is None


def test_what_is_short_names_the_targets_not_met_and_where_most_of_it_lies(client_as, commander, made):
    context = read(client_as, commander).context
    unmet = [tile.figure for tile in context["tiles"] if tile.figure.met is False]
    assert unmet
    assert [shortage.tile.figure for shortage in context["shortages"]] == unmet
    for shortage in context["shortages"]:
        assert all(url.endswith("show=short") for _unit, _much, url in shortage.places)


def test_a_click_on_a_number_leads_to_its_records_those_that_miss_first_with_their_causes(client_as, commander, made):
    tile = next(t for t in read(client_as, commander).context["tiles"] if t.figure.slice == "campaign")
    response = client_as(commander).get(tile.url, headers={"accept-language": "en"})
    lines, figure = response.context["listing"].lines, tile.figure
    expected = entries(figure.definition, figure.unit, TODAY, "campaign")
    assert [line.standing for line in lines] == [
        {Standing.SHORT: "Falls short", Standing.MISSING: "Not reported", Standing.COUNTS: "Counts"}[e.standing]
        for e in expected
    ]
    assert len(lines) == figure.records
    assert sum(line.standing == "Counts" for line in lines) == figure.numerator
    assert sum(line.standing == "Not reported" for line in lines) == figure.missing
    short = [line for line in lines if line.standing == "Falls short"]
    assert short
    assert all(line.hindrances and line.cause for line in short)
    for line in lines:
        assert f'href="{line.url}"' in response.content.decode()
        assert client_as(commander).get(line.url).status_code == 200


def test_the_list_can_be_narrowed_to_one_standing(client_as, commander, made):
    context = read(client_as, commander, "figure", ["technical_readiness"], show="missing").context
    figure = context["tile"].figure
    lines = context["listing"].lines
    assert {line.standing for line in lines} == {"Not reported"}
    missing = entries(by_name("technical_readiness"), figure.unit, TODAY, "", standing=Standing.MISSING)
    assert len(missing) == len(lines)
    assert sum(entry.denominator for entry in missing) == figure.missing


def test_long_lists_come_in_pages_that_together_are_the_whole_list(client_as, commander):
    names, url = [], reverse("figure", args=["grading_current"]) + "?on=2026-06-01"
    while url:
        listing = client_as(commander).get(url).context["listing"]
        names += [line.url for line in listing.lines]
        url = listing.following
    assert len(names) == len(set(names)) == listing.total
    assert read(client_as, commander, "figure", ["grading_current"], start="99999").context["listing"].first == 1


def test_records_that_the_reader_may_not_open_are_counted_and_not_named(client_as, made, commander, monkeypatch):
    secret = entries(by_name("depots_at_standard"), made.units[0].pk, TODAY, "campaign")[0]
    every = behind.rows
    monkeypatch.setattr(behind, "rows", lambda user, verb, found: every(user, verb, found).exclude(pk=secret.record))
    name = next(depot.name for depot in made.depots if depot.pk == secret.record)
    response = read(client_as, commander, "figure", ["depots_at_standard"], slice="campaign")
    listing, figure = response.context["listing"], response.context["tile"].figure
    assert (listing.hidden, len(listing.lines)) == (1, figure.records - 1)
    assert name not in [line.name.partition(" ")[2] for line in listing.lines]
    assert "1 record on this page is not yours to open" in response.text_of


def test_a_day_that_is_none_is_said_and_today_is_shown(client_as, commander):
    response = client_as(commander).get("/", {"on": "31/02/2026"}, headers={"accept-language": "en"})
    assert "“31/02/2026” is not a day" in response.content.decode()
    assert response.context["place"].on == today()


def test_unknown_indicators_and_slices_are_not_found(client_as, commander):
    assert read(client_as, commander, "figure", ["nothing"]).status_code == 404
    assert read(client_as, commander, "figure", ["depots_at_standard"], slice="lunar").status_code == 404


def test_the_board_speaks_vietnamese(client_as, commander):
    response = client_as(commander).get("/", ON, headers={"accept-language": "vi"})
    text = response.content.decode()
    assert "Kho đạt tiêu chuẩn kỹ thuật" in text
    assert "từ 85\xa0% trở lên" in text
    assert 'lang="vi"' in text


def test_the_number_of_queries_does_not_grow_with_the_number_of_children(
    client_as, commander, made, django_assert_max_num_queries
):
    client = client_as(commander)
    client.get("/", ON)
    with django_assert_max_num_queries(40) as queries_made:
        client.get("/", ON)
        few = len(queries_made)
    with act("tests.found", by=SETUP):
        for number in range(10):
            actions.found(f"N{number}", f"New {number}", parent=made.units[0], on=date(2026, 1, 1))
    client.get("/", ON)
    with django_assert_max_num_queries(few):
        client.get("/", ON)
