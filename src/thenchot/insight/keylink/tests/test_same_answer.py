"""Page, API and command line give one answer; the page's words are those of that answer."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.urls import reverse
from django.utils import translation

from thenchot.edges.cli.main import thenchot
from thenchot.insight.keylink import answers, wording
from thenchot.insight.keylink.tests.world import ON, estimate

pytestmark = pytest.mark.django_db
WISHES = [
    {},
    {"target": "90"},
    {"budget": "65.000.000"},
    {"within": "20", "reach": "1"},
    {"leave": "D1/ROOF"},
    {"must": "water line"},
    {"fair": "1"},
    {"fixes": "2"},
]
NAMES = {"within": "days"}


def by_command(unit, wishes):
    options = [
        f"--{NAMES.get(name, name)}" if name in {"fair", "reach"} else f"--{NAMES.get(name, name)}={value}"
        for name, value in wishes.items()
    ]
    given = ["keylink", "--indicator=depots_at_standard.strategic", f"--unit={unit}", f"--on={ON}", "--json", *options]
    result = CliRunner().invoke(thenchot, given, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.mark.parametrize("wishes", WISHES, ids=str)
@pytest.mark.parametrize("unit", ["R", "A"])
def test_page_api_and_command_line_give_one_answer(house, planner, client_as, wishes, unit):
    estimate(10)
    query = {"unit": unit, "on": ON.isoformat(), "figure": "depots_at_standard.strategic", **wishes}
    client = client_as(planner)
    page, api = client.get(reverse("keylink"), query), client.get(reverse("api:keylink"), query)
    assert page.status_code == api.status_code == 200
    assert json.loads(json.dumps(page.context["answer"])) == api.json() == by_command(unit, wishes)


def test_the_board_s_sentence_is_the_page_s(house, planner, client_as):
    estimate(10)
    client = client_as(planner)
    more = client.get("/", {"on": ON.isoformat()}, headers={"accept-language": "vi"}).context["more"]
    tiles = client.get(more, headers={"accept-language": "vi"}).context["tiles"]
    tile = next(tile for tile in tiles if tile.figure.slice == "strategic")
    assert tile.key_link == (
        "6 vướng mắc tại 5\xa0kho đang giữ kho chiến lược ở mức 50\xa0%; "
        "3 việc khắc phục, 140 triệu đồng, 40 ngày sẽ đưa lên 80\xa0%."
    )
    page = client.get(tile.key_link_url, headers={"accept-language": "vi"})
    assert page.context["sentence"] == tile.key_link
    assert tile.key_link in client.get("/", {"on": ON.isoformat()}, headers={"accept-language": "vi"}).content.decode()


def test_a_board_with_unchanged_facts_calls_no_solver_and_a_fresh_one_does_not_wait(
    house, planner, client_as, monkeypatch
):
    estimate(10)
    client = client_as(planner)
    client.get(client.get("/", {"on": ON.isoformat()}).context["more"])
    monkeypatch.setattr(answers, "facts_of", None)
    board = client.get("/", {"on": ON.isoformat()})
    assert board.status_code == 200
    assert "140" in next(t for t in board.context["tiles"] if t.figure.slice == "strategic").key_link
    other = client.get("/", {"on": "2026-06-02"}, headers={"accept-language": "en"})
    assert "being worked out" in other.content.decode()


def test_the_command_line_says_it_in_words_and_refuses_in_words(house):
    estimate(10)
    given = ["keylink", "--indicator", "depots_at_standard.strategic", "--on", ON.isoformat()]
    said = CliRunner().invoke(thenchot, given, catch_exceptions=False).output
    assert "140 million đồng" in said or "140 triệu đồng" in said
    assert "water line" in said
    with pytest.raises(Exception, match="no amount of money"):
        CliRunner().invoke(thenchot, [*given, "--budget", "x"], catch_exceptions=False)
    with pytest.raises(Exception, match="has no part “lunar”"):
        CliRunner().invoke(
            thenchot,
            ["keylink", "--indicator", "depots_at_standard.lunar", "--on", ON.isoformat()],
            catch_exceptions=False,
        )


@pytest.mark.parametrize(
    ("amount", "english", "vietnamese"),
    [
        (240_000_000, "240 million đồng", "240 triệu đồng"),
        (1_896_000_000, "1.896 billion đồng", "1,896 tỷ đồng"),
        (1_500_000, "1.5 million đồng", "1,5 triệu đồng"),
        (950, "950 đồng", "950 đồng"),
        ("0.5", "0.5 đồng", "0,5 đồng"),
        (None, "cost not known", "chưa rõ chi phí"),
    ],
)
def test_money_is_written_as_it_is_spoken(amount, english, vietnamese):
    for language, said in (("en", english), ("vi", vietnamese)):
        with translation.override(language):
            assert wording.money(amount) == said
