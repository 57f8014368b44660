"""All that is known about a symbol beside its own letters: words near it and what the caller gave."""

from dataclasses import dataclass, replace
from datetime import date

from thenchot.domain.directives.numbers.dates import iso
from thenchot.domain.directives.numbers.grammar import Shape
from thenchot.domain.directives.numbers.near_date import date_after, date_before, term_after, year_after
from thenchot.domain.directives.numbers.near_issuer import NOBODY, IssuerWords, issuer_named, issuer_near
from thenchot.domain.directives.numbers.near_kind import KindWords, kind_before
from thenchot.domain.directives.numbers.terms import Term, term_on
from thenchot.domain.directives.numbers.tokens import Text


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows from elsewhere, such as the fields of a register form."""

    system: str | None = None
    issuer: IssuerWords = NOBODY
    day: date | None = None

    @classmethod
    def of(cls, system: str | None, issuer: str | None, day: date | str | None) -> "Given":
        """The caller's arguments; an issuer name that is not known is kept as a name only."""
        named = issuer_named(issuer) if issuer else NOBODY
        return cls(system, replace(named, name_vi=named.name_vi or issuer or ""), iso(day))


NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Around:
    """The surroundings of one symbol. `whole` is a spelling on its own, not a place in running text."""

    kind: KindWords
    issuer: IssuerWords = NOBODY
    day: date | None = None
    day_end: int = 0
    year: int | None = None
    term: str | None = None
    given: Given = NOTHING
    whole: bool = False
    is_marked_text: bool = True
    behind: str = ""

    @property
    def when(self) -> date | None:
        """Its date, else the date that was given."""
        return self.day or self.given.day

    @property
    def party_term(self) -> Term | None:
        """The Party term of its date."""
        return term_on("party", self.when) if self.when else None


def look_around(
    text: Text, shape: Shape, floor: int, ceiling: int, given: Given = NOTHING, *, whole: bool = False
) -> Around:
    """Read the words round a symbol, between the symbol before it (`floor`) and the next (`ceiling`)."""
    kind = kind_before(text, shape.start, floor)
    day = date_after(text, shape.end, ceiling) or date_before(text, kind.start if kind.kinds else shape.start, floor)
    return Around(
        kind=kind,
        issuer=issuer_near(text, kind, shape.start, shape.end, floor, ceiling),
        day=day.day if day else None,
        day_end=day.end if day else shape.end,
        year=None if day else year_after(text, shape.end, ceiling),
        term=term_after(text, shape.end, ceiling),
        given=given,
        whole=whole,
        is_marked_text=_is_marked(text, shape),
        behind=text.norm[shape.end : min(ceiling, shape.end + 200)],
    )


def _is_marked(text: Text, shape: Shape) -> bool:
    """Whether the text is typed with Vietnamese marks; a symbol on its own is taken as it is typed."""
    beside = text.norm[max(0, shape.start - 80) : shape.start] + text.norm[shape.end : shape.end + 80]
    return not beside.isascii() or not any(char.islower() for char in beside)
