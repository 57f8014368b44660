"""Bodies on their own tree: codes, places, members, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st

from tests.people import SETUP
from thenchot.domain.people.bodies import actions, queries, rules
from thenchot.domain.people.models import BodyKind
from thenchot.domain.people.tests import factories
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

ON = date(2025, 3, 1)
codes = st.lists(st.integers(1, 99), min_size=1, max_size=5).map(
    lambda steps: f"{steps[0]:02d}" + "".join(f"{step:03d}" for step in [*steps[1:], *[0] * (5 - len(steps))])
)


@given(codes)
def test_the_way_up_from_any_code_ends_at_a_highest_body(code):
    steps, at = 0, code
    while (above := rules.parent_code(at)) is not None:
        assert above[:2] == code[:2]
        at, steps = above, steps + 1
    assert steps == sum(int(part) != 0 for part in rules.code_parts(code)) - 1
    assert at == code[:2] + "0" * 12


@pytest.mark.parametrize(
    "code",
    [
        "",
        "0100200300000",
        "010020030000001",
        "01 02003000000",
        "0100200300000a",
        "\N{ARABIC-INDIC DIGIT ONE}1000000000000",
    ],
)
def test_a_code_that_is_not_fourteen_digits_is_refused(code):
    with pytest.raises(Refusal, match="is not 14 digits"):
        rules.code_parts(code)


@pytest.mark.parametrize("code", ["00001000000000", "01000002000000"])
def test_a_code_that_skips_a_level_is_refused(code):
    with pytest.raises(Refusal, match="skips a level"):
        rules.code_parts(code)


def refused(work) -> str:
    with pytest.raises(Refusal) as caught, act("tests.try", by=SETUP):
        work()
    with override("vi"):
        return caught.value.said(gettext)


@pytest.fixture
def party(tree):
    with act("tests.found", by=SETUP):
        above = factories.highest(tree.a)
        return above, factories.body(tree.a1, 1, parent=above), factories.body(tree.a2, 2, parent=above)


@pytest.mark.django_db
def test_a_move_between_bodies_ends_one_membership_and_begins_another(tree, party):
    _above, first, second = party
    with act("tests.admit", by=SETUP):
        who = factories.person(tree.a1, 1)
        actions.admit(first, person=who, on=factories.SINCE, document="1/QĐ")
        actions.admit(second, person=who, on=ON, document="2/QĐ")
    for day, body in ((date(2025, 2, 28), first), (ON, second)):
        assert [row.body for row in queries.members_on(day, [tree.a.pk])] == [body]


@pytest.mark.django_db
def test_what_cannot_be_is_refused_with_a_sentence(tree, party):
    above, first, second = party
    with act("tests.admit", by=SETUP):
        who = factories.person(tree.a1, 1)
        actions.admit(first, person=who, on=ON, document="1/QĐ")
    assert refused(lambda: actions.dissolve(first, on=ON, document="1/QĐ")) == "Tổ chức vẫn còn thành viên"
    assert refused(lambda: actions.dissolve(above, on=ON, document="1/QĐ")).startswith("Còn tổ chức trực thuộc")
    assert refused(lambda: factories.body(tree.a2, 5, parent=second)) == "Chi bộ không có tổ chức trực thuộc"
    earlier = date(2025, 2, 1)
    assert refused(lambda: actions.admit(second, person=who, on=earlier, document="1")).startswith(
        "Người này đã thuộc một tổ chức cùng loại"
    )
    assert "trực thuộc" in refused(
        lambda: actions.found(
            code="90002003000000", name="Lạc", kind=BodyKind.PARTY_CELL, unit=tree.a1, on=ON, document="1", parent=above
        )
    )
    assert refused(lambda: factories.body(tree.a1, 1, parent=above)) == "Đã có tổ chức mang mã 90001000000000"
