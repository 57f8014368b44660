"""The list of ratings of a round, as its decision is signed: level by level, group by group, name by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.bodies.models import Body, BodyKind
from thenchot.domain.people.ratings.models import RatedKind, Rating, RatingLevel, RatingRound, Step
from thenchot.foundation.access import policy
from thenchot.foundation.desk.language import language
from thenchot.foundation.papers.document import (
    Appendix,
    Block,
    Column,
    Document,
    Heading,
    Row,
    Signer,
    System,
    Table,
    dashes,
    paragraph,
)
from thenchot.foundation.papers.issued import issued_by
from thenchot.foundation.papers.numbers import said, whole_shares
from thenchot.foundation.papers.registry import Paper, register


def ratings(of: RatingRound, reader: policy.Who) -> Document:
    """The round's list in the Party's form; only ratings the reader may view, and the paper says when there are others."""
    seen = policy.rows(reader, "view", Rating.objects.filter(round=of))
    rows = list(seen.select_related("group", "person", "rated_body", "unit").order_by("unit__code", "pk"))
    last = of.period_end - timedelta(days=1)
    hidden = of.ratings.count() - len(rows)
    heading = issued_by(of.unit, of.closed_on or of.rule_on, "DS", system=System.PARTY)
    return Document(
        **heading | {"issuer": _committee(of, reader) or of.unit.name},
        kind=gettext("List"),
        abstract=gettext("Results of the rating “%(scheme)s”, %(first)s to %(last)s")
        % {"scheme": of.scheme, "first": said(of.period_start, language()), "last": said(last, language())},
        is_draft=of.closed_on is None,
        blocks=tuple(_blocks(of, rows, hidden)),
        recipients=(gettext("Bodies under it"), gettext("Kept: registry")),
        signer=Signer(gettext("Secretary"), "", prefix="on_behalf", body=gettext("the committee")),
    )


def _committee(of: RatingRound, reader: policy.Who) -> str:
    """The highest Party organisation beside the round's unit, which signs the list."""
    beside = Body.objects.filter(unit=of.unit_id, kind=BodyKind.PARTY_ORGANISATION, closed_on__isnull=True)
    found = policy.rows(reader, "view", beside).order_by("code").first()
    return found.name if found else ""


def _blocks(of: RatingRound, rows: list[Rating], hidden: int) -> Iterator[Block]:
    say = partial(said, language=language())
    decided = Counter(row.level for row in rows if row.step == Step.DECIDED)
    left_out = [row for row in rows if row.step == Step.NOT_RATED]
    open_still = len(rows) - sum(decided.values()) - len(left_out)
    yield Heading(1, gettext("Results"), "I")
    facts = [
        gettext("In the round: %(n)s; rated: %(rated)s; not rated: %(left)s; still open: %(open)s.")
        % {
            "n": say(len(rows)),
            "rated": say(sum(decided.values())),
            "left": say(len(left_out)),
            "open": say(open_still),
        },
        gettext("Each is counted once, where they stood on %(day)s.") % {"day": said(of.rule_on, language())},
    ]
    if hidden:
        facts.append(gettext("%(n)s more are outside what the maker of this list may view.") % {"n": say(hidden)})
    yield dashes(facts)
    shares = whole_shares([decided[level] for level in RatingLevel.values])
    yield Table(
        gettext("Ratings by level"),
        (
            Column(gettext("Level"), width=6),
            Column(gettext("Number"), "whole", total=True, width=2),
            Column(gettext("Share of those rated"), "share", 1, width=3),
        ),
        tuple(
            Row((str(RatingLevel(level).label), decided[level], share))
            for level, share in zip(RatingLevel.values, shares, strict=True)
        ),
    )
    yield paragraph(gettext("The names are in the appendix."))
    yield Appendix(gettext("Ratings by name"), tuple(_names(of, rows, left_out)))


def _names(of: RatingRound, rows: list[Rating], left_out: list[Rating]) -> Iterator[Block]:
    who = gettext("Party body") if of.scheme.rates == RatedKind.BODY else gettext("Full name")
    yield Table(
        gettext("Those rated"),
        (
            Column(gettext("No."), "whole", width=2),
            Column(who, width=7),
            Column(gettext("Unit"), width=6),
            Column(gettext("Own score"), "whole", width=2),
            Column(gettext("Proposed score"), "whole", width=2),
            Column(gettext("Score"), "whole", width=2),
            Column(gettext("Rating"), width=5),
        ),
        tuple(
            Row((number, str(row), str(row.unit), row.self_score, row.proposed_score, row.score, _level(row)))
            for number, row in enumerate((row for row in rows if row.step != Step.NOT_RATED), start=1)
        ),
    )
    if left_out:
        yield Table(
            gettext("Those not rated"),
            (
                Column(gettext("No."), "whole", width=1),
                Column(who, width=5),
                Column(gettext("Unit"), width=5),
                Column(gettext("Reason"), width=6),
            ),
            tuple(Row((number, str(row), str(row.unit), row.reason)) for number, row in enumerate(left_out, start=1)),
        )


def _level(row: Rating) -> str:
    return str(row.get_level_display()) if row.step == Step.DECIDED else str(row.get_step_display())


register(Paper(name="rating-list", resource="rating-rounds", title=_("list of ratings"), build=ratings))
