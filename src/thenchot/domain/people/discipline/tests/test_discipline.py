"""Discipline: which forms for whom, how long it counts, the figure, and who sees it."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import gettext, override

from tests.people import SETUP, person
from thenchot.domain.people import profile
from thenchot.domain.people.bodies import actions as bodies
from thenchot.domain.people.discipline import actions, queries, rules
from thenchot.domain.people.models import Discipline, DisciplineForm
from thenchot.domain.people.tests import factories
from thenchot.foundation.access import policy
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.indicators.visible import figures_for
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

ON = date(2026, 2, 28)
NAME = "members_disciplined"


@pytest.mark.parametrize(
    ("subject", "form"), [("body", "expulsion"), ("official", "dissolution"), ("probationary", "removal")]
)
def test_each_kind_of_subject_has_its_own_forms(subject, form):
    with pytest.raises(Refusal, match="not for such a subject"):
        rules.check_form(subject, form)


@pytest.fixture
def cell(tree):
    """Four members at A1, one of them disciplined on 29 February 2024 and one on 1 March 2025."""
    with act("tests.found", by=SETUP):
        profile.load()
        found = factories.body(tree.a1, 1)
        who = [factories.person(tree.a1, number) for number in range(4)]
        for each in who:
            bodies.admit(found, person=each, on=factories.SINCE, document="1/QĐ")
        for each, day in zip(who, (date(2024, 2, 29), date(2025, 3, 1)), strict=False):
            actions.discipline_member(person=each, form=DisciplineForm.REPRIMAND, decided_on=day, document="4/QĐ")
    return found


def figure(unit, on=ON):
    (found,) = figures_of([unit.pk], on, [by_name(NAME)])[unit.pk]
    return found.numerator, found.denominator


@pytest.mark.django_db
def test_a_member_counts_for_the_year_after_the_decision(tree, cell):
    assert figure(tree.r) == (1, 4)
    assert figure(tree.r, date(2024, 2, 28)) == (0, 4)
    assert figure(tree.r, date(2025, 2, 28)) == (1, 4)
    assert figure(tree.r, date(2026, 3, 1)) == (0, 4)


@pytest.mark.django_db
def test_limitation_from_29_february_ends_on_28_february(cell):
    first = Discipline.objects.order_by("decided_on").first()
    assert first.limitation_until == date(2029, 2, 28)
    assert queries.counting(date(2029, 2, 27)).filter(pk=first.pk).exists()
    assert not queries.counting(date(2029, 2, 28)).filter(pk=first.pk).exists()


@pytest.mark.django_db
def test_an_annulled_decision_no_longer_counts(tree, cell):
    with act("tests.annul", by=SETUP):
        actions.annul(Discipline.objects.order_by("decided_on").last(), on=date(2025, 6, 1), document="7/QĐ")
    assert figure(tree.r, date(2025, 5, 31)) == (1, 4)
    assert figure(tree.r) == (0, 4)


@pytest.mark.django_db
def test_few_see_it_and_the_figure_is_shown_to_none_who_may_not_view_discipline(tree, users, cell):
    with act("tests.person", by=SETUP):
        bodies_only = person("bodies_only", tree.r, "*:*", "people.body*:view", "people.person*:view")
    for reader in (users.member, users.chief, bodies_only):
        assert not policy.rows(reader, "view", Discipline.objects.all()).exists()
        shown = figures_for(reader, [tree.a1.pk], ON).get(tree.a1.pk, [])
        assert NAME not in {one.indicator for one in shown}
    assert NAME in {one.indicator for one in figures_for(users.administrator, [tree.a1.pk], ON)[tree.a1.pk]}


@pytest.mark.django_db
def test_what_cannot_be_is_refused_in_vietnamese(tree, cell):
    with act("tests.person", by=SETUP):
        outsider = factories.person(tree.b, 50)

    def said(**given):
        with pytest.raises(Refusal) as caught, act("tests.try", by=SETUP):
            actions.discipline_member(form=DisciplineForm.WARNING, document="1/QĐ", **given)
        with override("vi"):
            return caught.value.said(gettext)

    assert said(person=outsider, decided_on=ON) == "Ngày 28/02/2026 người này không sinh hoạt trong tổ chức đảng nào"
    member = cell.memberships.first().person
    assert "01/01/2999" in said(person=member, decided_on=date(2999, 1, 1))
    assert said(person=member, decided_on=ON, from_on=date(2026, 2, 1)) == "Có hiệu lực trước ngày quyết định"
