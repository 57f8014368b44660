"""Puts the demonstration into the database: a chain of acts by the program "Demonstration", the bulk of it in chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from thenchot.domain.depots import profile as depots_profile
from thenchot.domain.directives import profile as directives_profile
from thenchot.domain.materiel import profile
from thenchot.domain.materiel.models import Equipment
from thenchot.domain.people import profile as people_profile
from thenchot.domain.standards.profile import load_depot_standard
from thenchot.edges.cli.demo import (
    accounts,
    catalogue,
    complete_sets,
    estimates,
    names,
    people,
    removals,
    reports,
    tree,
    users,
)
from thenchot.edges.cli.demo.assessments import Assessments
from thenchot.edges.cli.demo.chance import Keys
from thenchot.edges.cli.demo.directives import Directives
from thenchot.edges.cli.demo.gradings import Scale
from thenchot.edges.cli.demo.holders import Holders
from thenchot.edges.cli.demo.party import Party
from thenchot.edges.cli.demo.personnel import Personnel
from thenchot.edges.cli.demo.plan import Plan
from thenchot.edges.cli.demo.register import Register
from thenchot.edges.cli.demo.sizes import Sizes
from thenchot.edges.cli.demo.stores import Stores
from thenchot.edges.cli.demo.units import Units
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.regulations import profile as regulations_profile

if TYPE_CHECKING:
    from thenchot.edges.cli.demo.accounts import Accounts
    from thenchot.foundation.ledger.records import Record

DEMONSTRATION = Program("Demonstration")
REASON = "Dữ liệu trình diễn"
CHUNK = 20_000
WHOLE = 100_000
# A year after the example depot standard came into force.
EARLIEST = date(2021, 1, 1)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: counts, for the terminal and the tests."""

    units: int
    types: int
    items: int
    records: int

    def plain(self) -> dict[str, int]:
        """For --json."""
        return {"units": self.units, "types": self.types, "items": self.items, "records": self.records}


def is_built() -> bool:
    """Whether the database holds the demonstration."""
    return Unit.objects.filter(code=names.ROOT_CODE).exists()


def check_finished() -> None:
    """Refuse a demonstration that was begun and broken off: its users, who come last, are not there."""
    if is_built() and not users.standing():
        raise Refusal("The demonstration in this database was broken off; take an empty database and build it again")


def check_may_build(*, force: bool) -> None:
    """Refuse where the demonstration stands already, and, unless forced, where there is anything else."""
    if is_built():
        raise Refusal("The demonstration is in this database already; build it into an empty one")
    if not force and (Unit.objects.exists() or Equipment.objects.exists()):
        raise Refusal(
            "The database is not empty: it holds {units} units and {items} items. The demonstration would stand beside them; "
            "use an empty database, or --force if that is wanted",
            units=Unit.objects.count(),
            items=Equipment.objects.count(),
        )
    users.check_names_are_free()


def build(
    *, seed: int, scale: float, on: date, password: str = users.PASSWORD, progress: Progress = lambda _done, _all: None
) -> Built:
    """Build the whole demonstration as of a day. The same seed, scale and day give the same content and the same keys."""
    if on > today():
        raise Refusal(
            "{on} has not come yet; today is {today}", field="on", on=on.isoformat(), today=today().isoformat()
        )
    if on < EARLIEST:
        raise Refusal("The demonstration can be built as of {day} or later", field="on", day=EARLIEST.isoformat())
    sizes = Sizes.at(scale)
    # One transaction leaves nothing half done; a large one would keep the database busy for minutes and double its size.
    with transaction.atomic() if sizes.items <= WHOLE else nullcontext():
        return _build(sizes, Keys(seed, on), seed=seed, on=on, password=password, progress=progress)


def _build(sizes: Sizes, keys: Keys, *, seed: int, on: date, password: str, progress: Progress) -> Built:
    ground = lay_ground(sizes, keys, seed=seed, on=on)
    count, done = ground.records, 0
    for items, chunk in chunks(ground.register.items(sizes.items)):
        with act("materiel.register", by=DEMONSTRATION, reason=REASON) as deed:
            count += deed.add_many(chunk)
        done += items
        progress(done, sizes.items)
    count += _about_the_items(ground, keys, seed=seed, on=on)
    count += _add("keylink.add_estimate", estimates.records(keys, ground.plan.founding))
    with act("access.add_user", by=DEMONSTRATION, reason=REASON):
        known = accounts.add(ground.plan, ground.units, keys, seed=seed, password=password)
    count += _add_people(ground, sizes, keys, known, seed=seed, on=on)
    with act("access.add_grant", by=DEMONSTRATION, reason=REASON):
        users.let_in(ground.plan, ground.units, keys, known.by_login, since=ground.plan.founding)
    reports.issue(seed=seed, on=on, by=DEMONSTRATION)
    return Built(units=len(ground.plan.today()), types=ground.types, items=done, records=count)


def _add_people(ground: Ground, sizes: Sizes, keys: Keys, known: Accounts, *, seed: int, on: date) -> int:
    """Ranks and posts, then the people with the facts about them, and what they were told and did."""
    made = Personnel(ground.units, keys, seed=seed, on=on)
    count = _add("people.load_profile", made.reference())
    persons = list(people.people(ground.plan, sizes.people, seed=seed, on=on))
    count += _add_groups("people.take_on", made.records(persons))
    party = Party(ground.plan, ground.units, made.by_number, persons, keys=keys, seed=seed, on=on)
    with act("people.load_profile", by=DEMONSTRATION, reason=REASON):
        schemes = people_profile.load()
        directives_profile.load()
    count += _add_groups("people.found", party.founded())
    count += _add_groups("people.admit", party.memberships())
    count += _add_groups("people.close", party.rounds(schemes))
    count += _add_groups("people.discipline_member", party.discipline())
    count += _add("people.nominate", made.succession(persons))
    count += _add_groups("directives.write_down", party.meetings())
    count += _add("people.authorise", made.authorised(persons))
    directives = Directives(ground.plan, ground.units, known, persons, made.by_number, keys=keys, seed=seed, on=on)
    for verb, records in directives.groups():
        count += _add(verb, records)
    return count


def _add_groups(verb: str, groups: Iterable[list[Record]]) -> int:
    """Write groups of records that belong together, an act to a chunk; returns how many records they were."""
    count = 0
    for _groups, chunk in chunks(groups):
        with act(verb, by=DEMONSTRATION, reason=REASON) as deed:
            count += deed.add_many(chunk)
    return count


def _about_the_items(ground: Ground, keys: Keys, *, seed: int, on: date) -> int:
    """What rests on the whole register: establishment, complete sets, plans of removal."""
    register = ground.register
    count = _add("materiel.add_establishment", register.authorised.records())
    made = complete_sets.Sets(keys, seed=seed, since=ground.plan.founding, on=on).records()
    count += _add("materiel.add_completeset", list(made))
    return count + _add("materiel.add_removalplan", removals.records(register.scale.worst, keys, seed=seed, on=on))


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands before the first item comes in, and the register that will make the items."""

    plan: Plan
    units: Units
    register: Register
    types: int
    records: int


def lay_ground(sizes: Sizes, keys: Keys, *, seed: int, on: date) -> Ground:
    """Units, rule sets, catalogue, depots and their assessments."""
    plan, units = tree.draw(sizes, seed, on), Units(keys)
    count = _add("organisation.found", units.first(plan))
    for reform in plan.reforms:
        with act("organisation.move", by=DEMONSTRATION, reason=reform.reason):
            units.reform(reform)
    with act("regulations.load_profile", by=DEMONSTRATION, reason=REASON):
        regulations_profile.load()
    with act("materiel.load_profile", by=DEMONSTRATION, reason=REASON):
        profile.load()
        version = load_depot_standard()
        depots_profile.load()
    kinds: list[catalogue.Kind] = []
    count += _add("materiel.add_type", catalogue.records(sizes.types, seed, keys, kinds))
    assessments, stores = Assessments(version, keys=keys, seed=seed, on=on), Stores(keys=keys, seed=seed, on=on)
    count += _add("depots.open", assessments.records(plan, units))
    count += _add("depots.add_storebuilding", stores.buildings(assessments.depots))
    count += _add("depots.log_climate", stores.climate())
    holders = Holders(plan, units, branches=sorted({kind.branch for kind in kinds}), seed=seed, on=on)
    scale = Scale.of(catalogue.SCHEME, on)
    register = Register(kinds, holders, scale, stores, keys=keys, seed=seed, since=plan.founding, on=on)
    return Ground(plan, units, register, len(kinds), count)


def _add(verb: str, records: Iterable[Record]) -> int:
    """Write the records, an act to a chunk; returns how many they were."""
    count = 0
    for _groups, chunk in chunks([record] for record in records):
        with act(verb, by=DEMONSTRATION, reason=REASON) as deed:
            count += deed.add_many(chunk)
    return count


def chunks(groups: Iterable[list[Record]]) -> Iterator[tuple[int, list[Record]]]:
    """Groups of records that belong together, gathered to about CHUNK records; with how many groups there are in each."""
    count, gathered = 0, []
    for group in groups:
        count += 1
        gathered += group
        if len(gathered) >= CHUNK:
            yield count, gathered
            count, gathered = 0, []
    if gathered:
        yield count, gathered
