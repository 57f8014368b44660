"""A personnel list as a target: each line becomes a person with posting, rank and, where one is given, a qualification."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.models import Level, Person, Post, Posting, Qualification, Rank, RankHeld, Sex
from thenchot.domain.people.persons import rules
from thenchot.domain.people.persons.actions import new_person
from thenchot.domain.people.qualifications.rules import check_awarded
from thenchot.edges.intake.reading import phrase
from thenchot.edges.intake.targets.contract import Field, Opening, Session
from thenchot.edges.intake.targets.desk.matching import Matcher, Unmatched
from thenchot.edges.intake.targets.desk.trying import reasons
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.places import units_of
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import under

if TYPE_CHECKING:
    from thenchot.edges.intake.lines import Line


class PersonnelList:
    """Persons with where they serve, their rank and their highest qualification."""

    name = "personnel_list"
    title = _("Personnel list (persons, postings, ranks, qualifications)")
    creatable = (("posts", _("posts")),)
    fields: tuple[Field, ...] = (
        Field("number", required=True, most=40, label=_("service number")),
        Field("name", required=True, most=200, label=_("full name")),
        Field("born_on", "date", required=True, label=_("born on")),
        Field("sex", "choice", label=_("sex"), choices=tuple(Sex.choices)),
        Field("unit", required=True, most=200, label=_("unit (code or name)")),
        Field("post", required=True, most=160, label=_("post")),
        Field("posted_on", "date", required=True, label=_("in the post since")),
        Field("rank", required=True, most=100, label=_("rank")),
        Field("ranked_on", "date", label=_("in the rank since")),
        Field("level", "choice", label=_("qualification level"), choices=tuple(Level.choices)),
        Field("field", most=120, label=_("field of study")),
        Field("awarded_on", "date", label=_("qualification awarded on")),
        Field("document", most=200, label=_("by document")),
    )

    def open_to(self, user: User) -> bool:
        """Whoever may take people on anywhere."""
        return policy.may_anywhere(user, "take_on", Person)

    def open(self, opening: Opening) -> PersonnelSession:
        """Load ranks, posts and units; persons are asked for line by line, many at once."""
        return PersonnelSession(opening)


class PersonnelSession(Session):
    """One run over a list. Who is there already stays as recorded: service changes by decisions, not by lists."""

    def __init__(self, opening: Opening) -> None:
        self.opening, self.today, self.file = opening, today(), opening.file
        self.matchers = {model: Matcher(model, opening.by) for model in (Unit, Rank, Post)}
        self.posts: dict[tuple[str, str], Post] = {}
        self.known: dict[str, Person] = {}
        self.seen: dict[str, int] = {}
        self.count = 0

    @cached_property
    def within(self) -> frozenset[Any]:
        """The units the list may speak of: those under the one it is brought in under, and within the importer's reach."""
        found = Unit.objects.all()
        if self.opening.under is not None:
            found = found.filter(pk__in=under([self.opening.under.pk], self.today))
        if isinstance(self.opening.by, User):
            found = found.filter(pk__in=units_of(self.opening.by, Person, "take_on"))
        return frozenset(found.values_list("pk", flat=True))

    def prepare(self, lines: Sequence[Line]) -> None:
        """The persons these lines name, by service number."""
        numbers = {line.values["number"] for line in lines if "number" in line.values}
        rows = Person.objects.filter(number__in=numbers).prefetch_related("postings", "ranks")
        self.known = {person.number: person for person in rows}

    def check(self, line: Line) -> None:
        """Match unit, post and rank; prove the days; tell a newcomer from somebody who is there."""
        if line.faults:
            return
        number = line.values["number"]
        if (first := self.seen.setdefault(fold(number), line.row)) != line.row:
            line.refuse("number", "twice", number, phrase("once; row {row} has it already", row=first))
            return
        unit, rank = self._match(line, Unit, "unit"), self._match(line, Rank, "rank")
        if unit is not None and unit.pk not in self.within:
            line.refuse(
                "unit", "not-yours", str(unit), phrase("a unit under the one chosen, where you may take people on")
            )
        post = self._post(line, rank) if rank is not None else None
        if line.faults or post is None:
            return
        line.values |= {"@unit": unit, "@post": post, "@rank": rank}
        if (known := self.known.get(number)) is not None:
            self._same(line, known)
            return
        self._prove(line)
        self.count += not line.faults

    def _match(self, line: Line, model: type[Any], name: str) -> Any:
        try:
            return self.matchers[model].match(line.values[name])
        except Unmatched as unmatched:
            self._unmatched(line, name, unmatched)
        return None

    def _unmatched(self, line: Line, name: str, unmatched: Unmatched) -> None:
        offered = "; ".join(said for _key, said in unmatched.offered)
        advice = phrase("perhaps: {offered}", offered=offered) if offered else phrase("")
        expected = phrase("one record; several are so called") if unmatched.several else phrase("a known record")
        line.refuse(name, "unknown-record", line.values[name], expected, advice)

    def _post(self, line: Line, rank: Rank) -> Post | None:
        text = line.values["post"]
        if (planned := self.posts.get((fold(text), rank.category))) is not None:
            return planned
        try:
            found: Post = self.matchers[Post].match(text)
        except Unmatched as unmatched:
            if "posts" in self.opening.creates and not unmatched.several:
                made = Post(code=self._code(text), name=text, category=rank.category)
                self.posts[fold(text), rank.category] = made
                return made
            self._unmatched(line, "post", unmatched)
            return None
        return found

    def _code(self, text: str) -> str:
        slug = "-".join("".join(c if c.isalnum() else " " for c in fold(text)).upper().split())[:36]
        taken = {post.code for post in self.posts.values()}
        taken |= set(Post.objects.filter(code__startswith=slug).values_list("code", flat=True))
        return next(code for code in (slug, *(f"{slug}-{n}" for n in range(2, 99))) if code not in taken)

    def _same(self, line: Line, known: Person) -> None:
        """Somebody who is there: nothing new is unchanged, anything else is a fault that names what is recorded."""
        posting = max(known.postings.all(), key=lambda row: row.from_on, default=None)
        held = max(known.ranks.all(), key=lambda row: row.from_on, default=None)
        recorded: dict[str, tuple[Any, Any, object]] = {
            "name": (line.values["name"], known.name, known.name),
            "born_on": (line.values["born_on"], known.born_on, known.born_on),
            "unit": (line.values["@unit"].pk, posting and posting.unit_id, posting and posting.unit),
            "post": (line.values["@post"].pk, posting and posting.post_id, posting and posting.post),
            "rank": (line.values["@rank"].pk, held and held.rank_id, held and held.rank),
        }
        for name, (said, kept, shown) in recorded.items():
            if said != kept:
                line.refuse(
                    name,
                    "not-by-file",
                    line.values[name],
                    phrase("{value}, as recorded: this changes only by an action on the row", value=str(shown or "-")),
                )
        line.is_unchanged = not line.faults

    def _prove(self, line: Line) -> None:
        """The same rules as on the page, each fault at its own column."""
        values = line.values
        self._try(line, "posted_on", lambda: rules.check_come(values["posted_on"], self.today, field="posted_on"))
        self._try(line, "born_on", lambda: rules.check_born(values["born_on"], values["posted_on"]))
        if "ranked_on" in values:
            self._try(line, "ranked_on", lambda: rules.check_come(values["ranked_on"], self.today, field="ranked_on"))
        if ("level" in values) != ("awarded_on" in values):
            line.refuse(
                "level", "half", values.get("level", "-"), phrase("level and day of award together, or neither")
            )
        elif "level" in values:
            awarded = values["awarded_on"]
            self._try(
                line,
                "awarded_on",
                lambda: check_awarded(awarded, None, born_on=values["born_on"], today=self.today),
            )

    def _try(self, line: Line, name: str, proof: Callable[[], None]) -> None:
        try:
            proof()
        except Refusal as refused:
            for _name, said in reasons(refused, None):
                line.refuse(name, "refused", line.values.get(name, "-"), said)

    def candidates(self, name: str, found: str) -> list[tuple[str, str]]:
        """Units, ranks or posts that a refused text may mean."""
        matcher = {"unit": self.matchers[Unit], "rank": self.matchers[Rank], "post": self.matchers[Post]}.get(name)
        return matcher.candidates(found) if matcher is not None else []

    def will_create(self) -> Mapping[str, int]:
        """A person for each newcomer, and the posts not known yet."""
        return {kind: n for kind, n in (("person", self.count), ("post", len(self.posts))) if n}

    def foundations(self) -> Sequence[Record]:
        """The posts that the list names and nobody knew."""
        return list(self.posts.values())

    def records(self, line: Line) -> Iterable[Record]:
        """The person, posting and rank, and the qualification where one is given."""
        return self._records(line.values)

    def _records(self, values: dict[str, Any]) -> Iterator[Record]:
        document = values.get("document", self.file)[:200]
        person = new_person(values["number"], values["name"], born_on=values["born_on"])
        person.sex = values.get("sex", "")
        yield person
        since: date = values["posted_on"]
        yield Posting(person=person, unit=values["@unit"], post=values["@post"], from_on=since, document=document)
        ranked = values.get("ranked_on", since)
        yield RankHeld(person=person, rank=values["@rank"], from_on=ranked, document=document)
        if "level" in values:
            yield Qualification(
                person=person,
                level=values["level"],
                field=values.get("field", "-"),
                awarded_on=values["awarded_on"],
                document=document,
            )
