"""A grant lent for a while: it reaches as the giver does, no further, and ends by itself; the history says for whom."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from tests.people import SETUP
from thenchot.foundation.access import delegations, policy, reach, signing
from thenchot.foundation.access.duties import check_other_hands
from thenchot.foundation.access.models import Delegation, User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation.models import Unit

DAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel("2026-05-04 09:00+07:00", tick=False) as clock:
        yield clock


def lend(grant, deputy="stranger", start=DAY, days=10, occasion="Nghỉ phép"):
    with act("access.delegate", by=SETUP):
        return delegations.delegate(
            grant, deputy=deputy, from_on=start, until_on=start + timedelta(days=days), occasion=occasion
        )


def may(user, verb, record):
    return policy.may(User.objects.get(pk=user.pk), verb, record)


def test_the_deputy_reaches_what_the_giver_does_and_no_more(tree, users):
    lend(users.keeper.grants.get())
    assert may(users.stranger, "change", tree.a1)
    assert not may(users.stranger, "view", tree.b)
    assert may(users.keeper, "change", tree.a1), "the giver keeps it"


def test_it_begins_on_its_day_and_lapses_by_itself(tree, users, on_the_day):
    lend(users.keeper.grants.get(), start=DAY + timedelta(days=1), days=2)
    seen = []
    for _ in range(4):
        seen.append(may(users.stranger, "view", tree.a1))
        on_the_day.shift(timedelta(days=1))
    assert seen == [False, True, True, False]


def test_it_ends_with_the_grant_and_with_the_giver_s_account(tree, users):
    grant = users.keeper.grants.get()
    lend(grant)
    with act("tests.end", by=SETUP):
        grant.until_on = today()
        grant.save()
    assert not may(users.stranger, "view", tree.a1)
    with act("tests.again", by=SETUP):
        grant.until_on = None
        grant.save()
    assert may(users.stranger, "view", tree.a1)
    with act("tests.off", by=SETUP):
        users.keeper.is_active = False
        users.keeper.save()
    assert not may(users.stranger, "view", tree.a1)


def test_the_giver_s_clearance_is_not_lent(tree, users):
    assert User.objects.get(username="stranger").clearance == 0
    lend(users.chief.grants.get())
    assert not may(users.stranger, "view", users.keeper), "a sensitive table stays shut as it is to the giver"


def test_what_was_lent_cannot_be_lent_on(tree, users, client_as):
    grant = users.keeper.grants.get()
    lend(grant)
    client = client_as(User.objects.get(username="stranger"))
    assert client.get(f"/r/grants/{grant.pk}/do/delegate/").status_code == 404
    assert not User.objects.get(username="stranger").grants.exists()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"deputy": "keeper"}, "own deputy"),
        ({"deputy": "nobody"}, "No user has"),
        ({"days": 0}, "within a year"),
        ({"days": 400}, "within a year"),
        ({"start": DAY - timedelta(days=1)}, "today at the earliest"),
        ({"occasion": "  "}, "Say why"),
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused(told, said, users):
    with pytest.raises(Refusal, match=said):
        lend(users.keeper.grants.get(), **told)
    assert not Delegation.objects.exists()


def test_it_is_not_longer_than_the_grant_nor_given_twice(users):
    grant = users.keeper.grants.get()
    with act("tests.until", by=SETUP):
        grant.until_on = DAY + timedelta(days=5)
        grant.save()
    with pytest.raises(Refusal, match="grant itself ends"):
        lend(grant, days=6)
    lend(grant, days=5)
    with pytest.raises(Refusal, match="already"):
        lend(grant, days=2)


def test_the_giver_lends_and_ends_on_the_pages_and_the_history_names_both(tree, users, client_as):
    grant = users.keeper.grants.get()
    giver = client_as(users.keeper)
    given = {"deputy": "stranger", "from_on": "04/05/2026", "until_on": "14/05/2026", "occasion": "Nghỉ phép năm"}
    page = f"/r/grants/{grant.pk}/do/delegate/"
    assert giver.get(page).status_code == 200
    assert giver.post(page, {**given, "version": grant.version, "request_key": "a"}).status_code == 302
    made = Delegation.objects.get()
    deputy = client_as(User.objects.get(username="stranger"))
    assert "Keeper" in deputy.get("/account/").content.decode()
    form = {"text": "Bí danh", "version": tree.a1.version, "request_key": "b"}
    assert deputy.post(f"/r/units/{tree.a1.pk}/do/also_called/", form).status_code == 302
    history = giver.get(f"/r/units/{tree.a1.pk}/history/").content.decode()
    assert "Stranger, thay Keeper" in history
    ended = {"version": made.version, "request_key": "c"}
    assert deputy.post(f"/r/delegations/{made.pk}/do/end/", ended).status_code == 403, "the giver's to end"
    assert giver.post(f"/r/delegations/{made.pk}/do/end/", ended).status_code == 302
    assert deputy.get(f"/r/units/{tree.a1.pk}/").status_code == 404


def test_what_one_may_do_in_one_s_own_right_is_signed_alone(tree, users):
    lend(users.chief.grants.get(), deputy="keeper")
    keeper = User.objects.get(username="keeper")
    own = signing.signer(keeper, "change", Unit.objects.filter(pk=tree.a1.pk))
    lent = signing.signer(keeper, "change", Unit.objects.filter(pk=tree.b.pk))
    assert (own.display_name, lent.display_name) == ("Keeper", "Keeper, thay Chief")
    assert lent.pk == keeper.pk
    assert signing.stands_for(lent) == users.chief
    assert keeper.display_name == "Keeper", "the user's own record keeps its name"
    reach.forget(keeper)
    assert policy.may(keeper, "change", tree.b)


def test_whoever_prepares_does_not_approve_not_even_through_a_deputy(users):
    with pytest.raises(Refusal, match="does not approve"):
        check_other_hands(users.keeper, users.keeper.pk)
    deputy = signing.signed_for(users.member, users.keeper)
    with pytest.raises(Refusal, match="does not approve"):
        check_other_hands(deputy, users.keeper.pk)
    check_other_hands(deputy, users.chief.pk)
    check_other_hands(users.chief, users.keeper.pk, None)
    check_other_hands(SimpleNamespace(pk=None), None)
    check_other_hands(None, None)
