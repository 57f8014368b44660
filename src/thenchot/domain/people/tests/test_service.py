"""A person's way through the service, as the actions write it down; and each bad input with its sentence in Vietnamese."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils.translation import gettext, override

from tests.people import SETUP
from thenchot.domain.people import current
from thenchot.domain.people.models import Level, Person, Posting
from thenchot.domain.people.persons import actions, queries
from thenchot.domain.people.qualifications import actions as qualifications
from thenchot.domain.people.qualifications import queries as qualified
from thenchot.domain.people.tests import factories
from thenchot.foundation.access import policy
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import check
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act

pytestmark = pytest.mark.django_db
MOVED = date(2025, 7, 1)


@pytest.fixture
def someone(tree) -> Person:
    with act("tests.make", by=SETUP):
        made = factories.person(tree.a1, 1)
    made.refresh_from_db()
    return made


def refused(work) -> str:
    """The Vietnamese sentence with which it is refused."""
    with pytest.raises(Refusal) as caught, act("tests.try", by=SETUP):
        work()
    with override("vi"):
        return caught.value.said(gettext)


def test_the_columns_of_now_follow_the_latest_facts(tree, someone):
    assert (someone.unit, someone.post.code, someone.rank.code, someone.level) == (tree.a1, "P1", "R1", None)
    with act("tests.move", by=SETUP):
        actions.post_to(someone, unit=tree.b, post=factories.one_post(3), on=MOVED, document="2/QĐ")
        actions.promote(someone, rank=factories.one_rank(4), on=MOVED, document="3/QĐ")
        for level in (Level.MASTER, Level.UNIVERSITY):
            qualifications.qualify(someone, level=level, field="Quang học", awarded_on=date(2012, 6, 1))
    someone.refresh_from_db()
    assert (someone.unit, someone.post.code, someone.rank.code) == (tree.b, "P3", "R4")
    assert someone.level == Level.MASTER
    kept = Person.objects.values_list("unit", "post", "rank", "level").get()
    with transaction.atomic():
        current.rebuild()
    assert Person.objects.values_list("unit", "post", "rank", "level").get() == kept


def test_a_person_moved_in_mid_year_is_counted_once_in_the_unit_of_the_day(tree, someone):
    with act("tests.move", by=SETUP):
        actions.post_to(someone, unit=tree.b, post=factories.one_post(3), on=MOVED, document="2/QĐ")
    before, after = date(2025, 6, 30), MOVED
    for day, unit in ((before, tree.a1), (after, tree.b)):
        assert [row.unit for row in queries.serving([tree.r.pk], day)] == [unit]
    assert not queries.serving([tree.a.pk], after)


def test_who_left_stays_named_and_is_in_no_unit_from_that_day(tree, someone):
    with act("tests.leave", by=SETUP):
        actions.leave(someone, on=MOVED, document="9/QĐ")
    someone.refresh_from_db()
    assert (someone.name, someone.unit, someone.left_on) == ("Người số 1", tree.a1, MOVED)
    assert queries.posting_on(someone, date(2025, 6, 30)) is not None
    assert queries.posting_on(someone, MOVED) is None


def test_two_overlapping_postings_are_refused(tree, someone):
    said = refused(
        lambda: actions.add_posting(
            someone,
            unit=tree.b,
            post=factories.one_post(),
            from_on=date(2019, 1, 1),
            until_on=date(2021, 1, 2),
            document="2/QĐ",
        )
    )
    assert said == "Hai lần giữ chức vụ trùng nhau: một từ 01/01/2019, một từ 01/01/2021"
    assert Posting.objects.count() == 1


def test_an_earlier_posting_up_to_the_day_the_next_begins_is_taken(tree, someone):
    with act("tests.add", by=SETUP):
        actions.add_posting(
            someone,
            unit=tree.b,
            post=factories.one_post(),
            from_on=date(2019, 1, 1),
            until_on=date(2021, 1, 1),
            document="2/QĐ",
        )
    assert queries.posting_on(someone, date(2020, 12, 31)).unit == tree.b


def test_a_qualification_before_birth_is_refused(someone):
    said = refused(
        lambda: qualifications.qualify(someone, level=Level.COLLEGE, field="Kho", awarded_on=date(1985, 5, 20))
    )
    assert said == "Cấp ngày 20/05/1985, nhưng người này sinh ngày 20/05/1985"


def test_a_birth_put_right_to_after_a_qualification_is_refused(someone):
    with act("tests.qualify", by=SETUP):
        qualifications.qualify(someone, level=Level.COLLEGE, field="Kho", awarded_on=date(2004, 1, 1))
    said = refused(lambda: actions.correct(someone, name=someone.name, born_on=date(2004, 1, 1)))
    assert said == "Có văn bằng được cấp ngày 01/01/2004, trước ngày sinh này"


def test_a_day_to_come_is_refused_for_each_fact(tree, someone):
    far = date(2999, 1, 1)
    for work in (
        lambda: actions.post_to(someone, unit=tree.b, post=factories.one_post(), on=far, document="1"),
        lambda: actions.promote(someone, rank=factories.one_rank(4), on=far, document="1"),
        lambda: actions.leave(someone, on=far, document="1"),
        lambda: qualifications.qualify(someone, level=Level.COLLEGE, field="Kho", awarded_on=far),
    ):
        assert refused(work).startswith("Chưa đến ngày 01/01/2999")


def test_the_same_service_number_is_another_person_s(tree, someone):
    assert refused(lambda: factories.person(tree.b, 1)) == "Số hiệu N0001 là của người khác"


def test_who_was_qualified_on_a_day(someone):
    with act("tests.qualify", by=SETUP):
        qualifications.qualify(
            someone, level=Level.COLLEGE, field="Kho", awarded_on=date(2024, 2, 29), valid_until=date(2025, 2, 28)
        )
    assert qualified.qualified(date(2024, 2, 28), field="Kho", least="college").count() == 0
    assert qualified.qualified(date(2024, 2, 29), field="Kho", least="intermediate").get() == someone
    assert qualified.qualified(date(2024, 2, 29), field="Kho", least="university").count() == 0
    assert qualified.qualified(date(2025, 2, 28), field="Kho", least="college").count() == 0


def test_training_planned_is_held_against_training_done(tree, someone):
    with act("tests.plan", by=SETUP):
        other = factories.person(tree.b, 2)
        first = qualifications.plan_training(someone, year=2026, level=Level.MASTER, field="Kho", cost=Decimal(10))
        second = qualifications.plan_training(other, year=2026, level=Level.MASTER, field="Kho")
        third = qualifications.plan_training(other, year=2026, level=Level.MASTER, field="Ô tô")
        qualifications.complete(first, on=date(2026, 3, 1))
        qualifications.cancel(second, note="Ốm dài ngày")
    found = qualified.progress([first, second, third])
    assert (found.planned, found.done, found.cancelled, found.open) == (3, 1, 1, 1)
    someone.refresh_from_db()
    assert someone.level == Level.MASTER
    assert refused(lambda: qualifications.complete(first, on=date(2026, 4, 1))) == "Đã hoàn thành ngày 01/03/2026"


def test_a_person_who_left_is_pseudonymised_and_the_history_stays(someone):
    assert refused(lambda: actions.pseudonymise(someone, document="Đơn")) == "Người này vẫn đang công tác"
    with act("tests.leave", by=SETUP):
        actions.leave(someone, on=MOVED, document="9/QĐ")
        actions.pseudonymise(someone, document="Đơn 3")
    someone.refresh_from_db()
    assert someone.name == f"#{someone.pk.hex[-8:]}"
    assert (someone.born_on, someone.user) == (None, None)
    assert "nguoi" not in someone.search_key
    assert queries.posting_on(someone, date(2025, 6, 30)) is not None


def test_the_history_of_who_was_pseudonymised_tells_no_name_and_the_chain_holds(users, client_as, someone):
    with act("tests.leave", by=SETUP):
        actions.leave(someone, on=MOVED, document="9/QĐ")
    client = client_as(users.administrator)
    pages = (f"/r/people/{someone.pk}/history/", f"/r/people/{someone.pk}/")
    assert all("Người số 1" in client.get(page).content.decode() for page in pages)
    with act("tests.pseudonymise", by=SETUP):
        actions.pseudonymise(someone, document="Đơn 3")
    for page in (*pages, f"/r/acts/{Act.objects.order_by('seq').last().pk}/"):
        text = client.get(page).content.decode()
        assert "Người số 1" not in text
        assert "N0001" not in text
        assert "20/05/1985" not in text
    assert not list(check.faults())


def test_a_person_sees_themselves_and_nobody_else(tree, users, someone):
    with act("tests.link", by=SETUP):
        actions.link_user(someone, user=users.stranger)
        factories.person(tree.a1, 2)
    assert policy.rows(users.stranger, "view", Person.objects.all()).get() == someone
    assert policy.rows(users.stranger, "view", Posting.objects.all()).get().person == someone
    assert not policy.rows(users.keeper, "view", Person.objects.all()).exists()
