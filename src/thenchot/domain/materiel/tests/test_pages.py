"""What the register's own pages show, to whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.people import FOUNDED, SETUP, person
from thenchot.domain.materiel.equipment import actions as equipment
from thenchot.domain.materiel.establishment import actions as establishment
from thenchot.domain.materiel.labels import rules
from thenchot.domain.materiel.models import State
from thenchot.domain.materiel.states import actions as states
from thenchot.domain.materiel.tests import factories
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
PAGES = ("materiel:scan", "materiel:labels", "materiel:establishment", "materiel:readiness")


def deed():
    return act("materiel.test", by=SETUP, reason="test")


@pytest.fixture
def items(tree):
    with deed():
        near = factories.equipment(tree.a1, serial_number="A7")
        far = factories.equipment(tree.b, serial_number="B8")
    return near, far


def text(client, name, **query):
    answer = client.get(reverse(name), query, headers=ENGLISH)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_signs_in_first_and_a_stranger_sees_nothing(name, items, users, client_as):
    assert client_as(users.visitor).get(reverse(name)).status_code == 302
    shown = text(client_as(users.stranger), name, code="A7", ids=str(items[0].pk)).split("<main")[1]
    assert "Truck 1" not in shown
    assert "Battalion" not in shown


def test_the_log_book_tells_custody_states_and_gradings_in_order(items, tree, users, client_as):
    item = items[0]
    with deed():
        equipment.regrade(item, grade=2, on=date(2025, 5, 1), document="40/BB-KT", grounds="worn tyres")
        states.change_state(item, state=State.IN_REPAIR, on=date(2025, 4, 1), document="LSC 1")
        equipment.transfer(item, unit=tree.a2, on=date(2025, 2, 1), document="7/LĐC")
    page = client_as(users.member).get(reverse("desk:detail", args=["equipment", item.pk]), headers=ENGLISH)
    book = page.content.decode().split("Log book", 1)[1].split("</table>")[0]
    places = [book.index(words) for words in ("Battalion A1", "Battalion A2", "in repair", "worn tyres")]
    assert places == sorted(places)
    assert "2: Tốt" in book


def test_who_held_it_on_a_day_is_asked_in_the_address(items, tree, users, client_as):
    with deed():
        equipment.transfer(items[0], unit=tree.a2, on=date(2025, 2, 1), document="7/LĐC")
    url = reverse("desk:detail", args=["equipment", items[0].pk])

    def held(day):
        page = client_as(users.member).get(url, {"held_on": day}, headers=ENGLISH).content.decode()
        return page.split("Who held it on a day", 1)[1].split("</dl>")[0]

    assert "Battalion A1" in held("2025-01-31")
    assert "Battalion A2" in held("2025-02-01")
    assert "nobody" in held("2024-02-01")
    assert "not a day" in held("31/02/2025")


def test_a_scanned_label_opens_its_item(items, users, client_as):
    item = items[0]
    answer = client_as(users.member).get(reverse("materiel:scan"), {"code": rules.label_code(item.pk).lower()})
    assert (answer.status_code, answer.url) == (302, reverse("desk:detail", args=["equipment", item.pk]))


def test_a_scanned_serial_number_opens_its_item_and_several_are_offered(items, tree, users, client_as):
    client = client_as(users.chief)
    assert client.get(reverse("materiel:scan"), {"code": " a-7"}).status_code == 302
    with deed():
        factories.equipment(tree.a2, kind=factories.equipment_type(number=2), serial_number="A7")
    shown = text(client, "materiel:scan", code="A7")
    assert "2 items answer to it" in shown


def test_what_is_out_of_reach_answers_to_no_scan(items, users, client_as):
    shown = text(client_as(users.member), "materiel:scan", code=rules.label_code(items[1].pk))
    assert "No item within your reach" in shown
    assert "No item within your reach" in text(client_as(users.member), "materiel:scan", code="B8")


def test_a_misread_label_is_said(items, users, client_as):
    code = rules.label_code(items[0].pk)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    answer = client_as(users.member).get(reverse("materiel:scan"), {"code": wrong}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "misread" in answer.content.decode()


def test_a_code_without_separators_is_asked_about(items, users, client_as):
    shown = text(client_as(users.member), "materiel:scan", code="10AB21XX7")
    assert "more than one way" in shown


def test_labels_carry_the_codes_of_ones_own_items_only(items, users, client_as):
    near, far = items
    shown = text(client_as(users.member), "materiel:labels", ids=f"{near.pk},{far.pk},nonsense")
    assert rules.label_code(near.pk) in shown
    assert rules.label_code(far.pk) not in shown
    assert "1 keys in the address" in shown
    assert "label__bars" in shown
    assert " style=" not in shown.split("<main")[1]


def test_the_establishment_page_names_what_is_missing(items, tree, users, client_as):
    with deed():
        kind = items[0].type
        establishment.authorise(unit=tree.a1, type=kind, quantity=Decimal(3), on=FOUNDED, document="QĐ 1")
        establishment.authorise(unit=tree.b, type=kind, quantity=Decimal(1), on=FOUNDED, document="QĐ 1")
    shown = text(client_as(users.member), "materiel:establishment", on="01/06/2025")
    assert "Battalion A1" in shown
    assert "Division B" not in shown
    assert "33.3" in shown
    whole = text(client_as(users.chief), "materiel:establishment", on="01/06/2025")
    assert "50.0" in whole
    short = text(client_as(users.chief), "materiel:establishment", on="01/06/2025", short="1")
    assert "Division B" not in short.split("<tbody>")[1]


def test_readiness_is_shown_by_count_and_by_time(items, users, client_as):
    with deed():
        states.change_state(items[0], state=State.IN_REPAIR, on=date(2026, 1, 11))
        states.change_state(items[0], state=State.IN_USE, on=date(2026, 1, 21))
    shown = text(client_as(users.member), "materiel:readiness", start="01/01/2026", end="31/01/2026")
    assert "100.0" in shown
    assert "67.7" in shown
    assert "1 good of 1 items" in shown
    assert "21 good of 31 item-days" in shown


def test_a_figure_is_given_only_where_every_item_is_within_reach(items, tree, client_as):
    with deed():
        clerk = person("clerk", tree.r, "organisation.unit:view")
    client = client_as(clerk)
    assert "good of" not in text(client, "materiel:readiness")
    answer = client.get(reverse("materiel:readiness"), {"unit": str(tree.r.pk)}, headers=ENGLISH)
    assert "good of" not in answer.content.decode()


def test_without_a_formula_it_is_said_and_not_shown_as_zero(tree, users, client_as):
    shown = text(client_as(users.member), "materiel:readiness")
    assert "No rule for coefficient" in shown
