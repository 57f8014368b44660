"""What the invented organisation was told and what it did about it: documents, programmes, tasks, briefings, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thenchot.edges.cli.demo import names
from thenchot.edges.cli.demo.directives import briefings
from thenchot.edges.cli.demo.directives.documents import Documents
from thenchot.edges.cli.demo.directives.meetings import Meetings
from thenchot.edges.cli.demo.directives.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from thenchot.domain.people.models import Person
    from thenchot.edges.cli.demo import people
    from thenchot.edges.cli.demo.accounts import Accounts
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.plan import Plan
    from thenchot.edges.cli.demo.units import Units
    from thenchot.foundation.ledger.records import Record


class Directives:
    """All of it, resting on the tree, the accounts and the people."""

    def __init__(  # what it rests on
        self,
        plan: Plan,
        units: Units,
        accounts: Accounts,
        persons: Sequence[people.Person],
        known: Mapping[str, Person],
        *,
        keys: Keys,
        seed: int,
        on: date,
    ) -> None:
        self.accounts, self.keys, self.seed, self.on = accounts, keys, seed, on
        self.documents = Documents(units.by_code[names.ROOT_CODE], keys, seed, on)
        self.tasks = Tasks(plan, units, self.documents, accounts, keys=keys, seed=seed, on=on)
        self.meetings = Meetings(plan, units, accounts, persons, known, keys=keys, seed=seed, on=on)

    def groups(self) -> Iterator[tuple[str, list[Record]]]:
        """Acts in their order: each a verb with its records."""
        yield from self.documents.groups()
        yield from briefings.groups(self.documents, self.accounts, keys=self.keys, seed=self.seed, on=self.on)
        yield from self.tasks.groups()
        yield from self.meetings.groups()
