"""Who had to know the directives by when, the sessions in which they were explained, and who read them alone."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from thenchot.domain.directives.models import BriefingDuty, DirectiveBriefing
from thenchot.edges.cli.demo import names
from thenchot.edges.cli.demo.chance import stream
from thenchot.edges.cli.demo.directives import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from thenchot.domain.directives.models import Document
    from thenchot.edges.cli.demo.accounts import Accounts
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.directives.documents import Documents
    from thenchot.foundation.access.models import User
    from thenchot.foundation.ledger.records import Record
    from thenchot.foundation.organisation.models import Unit

_WITHIN = 30
_PLACE = "Hội trường đơn vị"


def groups(
    documents: Documents, accounts: Accounts, *, keys: Keys, seed: int, on: date
) -> Iterator[tuple[str, list[Record]]]:
    """Acts in their order: each a verb with its records. The freshest directive has hardly been spread yet."""
    chance = stream(seed, "briefings")
    for paper in texts.DIRECTIVES:
        document = documents.by_name[paper.name]
        given = document.issued_on + timedelta(days=3)
        sessions: list[Record] = []
        duties: list[Record] = []
        for unit, people in _by_unit(accounts):
            held = given + timedelta(days=chance.randint(2, _WITHIN + 6))
            session = None
            if held <= on and chance.random() < 0.94:
                session = _session(document, unit, held, names.person(chance), keys)
                sessions.append(session)
            for person in people:
                duty = BriefingDuty(
                    id=keys(),
                    document=document,
                    unit=unit,
                    person=person,
                    given_on=given,
                    due_on=given + timedelta(days=_WITHIN),
                )
                if session is not None and chance.random() < 0.97:
                    duty.briefing, duty.known_on = session, session.held_on
                duties.append(duty)
        yield "directives.spread", [*sessions, *duties]


def _session(document: Document, unit: Unit, held: date, speaker: str, keys: Keys) -> DirectiveBriefing:
    return DirectiveBriefing(id=keys(), document=document, unit=unit, held_on=held, speaker=speaker, place=_PLACE)


def _by_unit(accounts: Accounts) -> list[tuple[Unit, list[User]]]:
    found: dict[str, list[User]] = defaultdict(list)
    units: dict[str, Unit] = {}
    for user in accounts.every:
        if user.unit is not None:
            units[user.unit.code] = user.unit
            found[user.unit.code].append(user)
    return [(units[code], found[code]) for code in sorted(found)]
