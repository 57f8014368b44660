"""The dated tree as pure functions: which units stand above which, when, and which links may not be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from thenchot.foundation.kernel.dates import Interval, first_overlap
from thenchot.foundation.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Link:
    """A unit under a parent (None for a root) during an interval."""

    unit: UUID
    parent: UUID | None
    during: Interval


@dataclass(frozen=True, slots=True)
class Span:
    """`unit` is `depth` steps under `ancestor` during an interval."""

    ancestor: UUID
    unit: UUID
    depth: int
    during: Interval


class TreeCycle(Refusal):
    """The links would put a unit under itself; `path` names the units from it up to itself."""

    def __init__(self, path: list[UUID], names: Mapping[UUID, str] | None = None) -> None:
        named = " < ".join((names or {}).get(unit, str(unit)) for unit in path)
        super().__init__("A unit would stand under itself: {path}", path=named)
        self.path = path


def by_unit(links: Iterable[Link]) -> dict[UUID, list[Link]]:
    """Links gathered by their unit, in order of time."""
    gathered: dict[UUID, list[Link]] = {}
    for link in sorted(links, key=lambda link: link.during):
        gathered.setdefault(link.unit, []).append(link)
    return gathered


def spans_of(unit: UUID, links: Mapping[UUID, list[Link]]) -> list[Span]:
    """Every span of one unit: itself at depth 0, then whoever stands above it, adjoining intervals joined.

    Raises TreeCycle when the unit meets itself on the way up at any date.
    """
    return _joined(_climb(unit, links))


def _climb(unit: UUID, links: Mapping[UUID, list[Link]]) -> Iterator[Span]:
    waiting = [(unit, 0, link.during, [unit]) for link in links.get(unit, ())]
    for _start, _depth, during, _path in waiting:
        yield Span(unit, unit, 0, during)
    while waiting:
        below, depth, during, path = waiting.pop()
        for link in links.get(below, ()):
            shared = link.during & during
            if not shared or link.parent is None:
                continue
            if link.parent in path:
                raise TreeCycle([*path[path.index(link.parent) :], link.parent])
            yield Span(link.parent, unit, depth + 1, shared)
            waiting.append((link.parent, depth + 1, shared, [*path, link.parent]))


def _joined(spans: Iterable[Span]) -> list[Span]:
    ordered = sorted(spans, key=lambda s: (s.ancestor, s.depth, s.during))
    joined: list[Span] = []
    for span in ordered:
        last = joined[-1] if joined else None
        if last and (last.ancestor, last.depth) == (span.ancestor, span.depth) and last.during.end >= span.during.start:
            during = Interval(last.during.start, max(last.during.end, span.during.end))
            joined[-1] = Span(last.ancestor, last.unit, last.depth, during)
        else:
            joined.append(span)
    return joined


def check_one_place_at_a_time(links: list[Link]) -> None:
    """Refuse two places in the tree on one day for one unit."""
    if clash := first_overlap([link.during for link in links]):
        raise Refusal("The unit already has a place in the tree from {start}", start=clash[1].start.isoformat())


def below(roots: Iterable[UUID], links: Iterable[Link]) -> set[UUID]:
    """The given units and all that ever stood under them, at any date."""
    children: dict[UUID, set[UUID]] = {}
    for link in links:
        if link.parent is not None:
            children.setdefault(link.parent, set()).add(link.unit)
    found: set[UUID] = set()
    waiting = list(roots)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children.get(unit, ()))
    return found


def after_move(links: list[Link], unit: UUID, parent: UUID | None, on: date) -> list[Link]:
    """The unit's links once it stands under `parent` from `on`: the place of that day ends there, later ones are refused."""
    if any(link.during.start > on for link in links):
        raise Refusal("The unit already moves on a later day; undo that move first", field="on")
    kept = [
        link if on not in link.during else Link(unit, link.parent, Interval(link.during.start, on)) for link in links
    ]
    return [*(link for link in kept if link.during), Link(unit, parent, Interval(on))]
