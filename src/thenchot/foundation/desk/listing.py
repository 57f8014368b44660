"""What was asked of a list and what it answers: one reading of the address for page, export and API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access import policy
from thenchot.foundation.desk import paging, search
from thenchot.foundation.desk.columns import Bound, columns_of, details_of
from thenchot.foundation.desk.filters import FilterForm
from thenchot.foundation.desk.reading import Line, Reader, read, read_all
from thenchot.foundation.desk.resource import Resource, Text

SIZES = (50, 100, 200)
CHUNK = 2000  # rows of a whole list read at a time
OWN_NAMES = frozenset({"q", "sort", "after", "before", "last", "size", "columns", "view", "filters", "print"})


@dataclass(frozen=True, slots=True)
class Page:
    """One page of lines, and where the pages around it begin ("" where there is none)."""

    lines: list[Line]
    total: paging.Total
    first_number: int | None
    previous: str
    next: str

    @property
    def last_number(self) -> int | None:
        return None if self.first_number is None else self.first_number + len(self.lines) - 1


@dataclass
class Listing:
    """A list as asked for. `problems` are sentences about what could not be understood; nothing is dropped silently."""

    resource: Resource
    user: policy.Who
    asked: Mapping[str, Any]
    verb: str = "view"
    problems: list[Text] = field(default_factory=list)

    @property
    def text(self) -> str:
        return str(self.asked.get("q", "")).strip()

    @cached_property
    def filters(self) -> FilterForm:
        data = self.asked if isinstance(self.asked, QueryDict) else QueryDict()
        form = FilterForm(self.resource, self.user, data)
        form.full_clean()
        return form

    @cached_property
    def columns(self) -> tuple[Bound, ...]:
        """The columns asked for, in the resource's order; its own when none are."""
        asked = self.asked.getlist("columns") if isinstance(self.asked, QueryDict) else []
        wanted = {name for text in asked for name in text.split(",") if name}
        known = {bound.name for bound in details_of(self.resource)}
        if unknown := sorted(wanted - known):
            self.problems.append(_("There is no column %(name)s") % {"name": ", ".join(unknown)})
        chosen = tuple(bound for bound in details_of(self.resource) if bound.name in wanted)
        return chosen or columns_of(self.resource)

    @cached_property
    def sort(self) -> tuple[str, ...]:
        """Names of the columns to sort by, "-" before a descending one; unknown ones are a problem."""
        wanted = [name for name in str(self.asked.get("sort", "")).split(",") if name]
        known = {bound.name for bound in details_of(self.resource) if bound.sort}
        if unknown := [name for name in wanted if name.removeprefix("-") not in known]:
            self.problems.append(_("This list cannot be sorted by %(name)s") % {"name": ", ".join(unknown)})
        return tuple(name for name in wanted if name.removeprefix("-") in known)

    @cached_property
    def size(self) -> int:
        wanted = str(self.asked.get("size") or SIZES[0])
        if not wanted.isascii() or not wanted.isdigit() or not 1 <= int(wanted) <= SIZES[-1]:
            self.problems.append(_("A page has from 1 to %(most)s rows") % {"most": SIZES[-1]})
            return SIZES[0]
        return int(wanted)

    @cached_property
    def reach(self) -> QuerySet[Any]:
        """The rows the reader may see (or export), found by the words but not yet filtered."""
        rows = policy.rows(self.user, self.verb, self.resource.queryset())
        return search.matching(self.resource, rows, self.text) if self.text else rows

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """The rows asked for, without order."""
        return self.filters.apply(self.reach) if self.filters.is_valid() else self.reach.none()

    @cached_property
    def keys(self) -> tuple[paging.Key, ...]:
        """What the rows are ordered by: as asked, else the likeliest first when searching, else as declared."""
        by_name = {bound.name: bound for bound in details_of(self.resource)}
        order: list[str] = []
        for name in self.sort:
            sign = "-" if name.startswith("-") else ""
            order += [sign + path for path in by_name[name.removeprefix("-")].sort]
        if not order:
            ranking = [search.RANK] if self._ranks else []
            order = [*ranking, *self.resource.order]
        return paging.keys_of(self.resource.model, order)

    @property
    def _ranks(self) -> bool:
        return bool(self.text) and not self.sort

    @cached_property
    def ordered(self) -> QuerySet[Any]:
        """The rows asked for, in order."""
        rows = search.ranked(self.resource, self.rows, self.text) if self._ranks else self.rows
        return paging.ordered(rows, self.keys)

    @cached_property
    def total(self) -> paging.Total:
        return paging.total(self.rows)

    def page(self) -> Page:
        """The page the address asks for."""
        if self.asked.get("last"):
            return self._backwards(None, None)
        for name, turn in (("before", self._backwards), ("after", self._forwards)):
            if text := self.asked.get(name):
                try:
                    return turn(*paging.read_cursor(self.resource.model, self.keys, str(text)))
                except paging.BadCursor:
                    self.problems.append(_("The place in the list was not understood; this is its beginning"))
        return self._forwards(None, 0)

    def every_line(self) -> Iterator[Line]:
        """All rows asked for, in order, in memory that does not grow.

        Chunk by chunk where an index gives the order, so that the first line comes at once and no reader of a slow file keeps
        the database's old rows alive; otherwise by one cursor.
        """
        if not paging.begins_anywhere(self.resource.model, self.keys):
            yield from read_all(self.user, self.resource, self.ordered, self.columns)
            return
        reader = Reader(self.user, self.resource, self.columns, [key.path for key in self.keys])
        rows = self.ordered
        while lines := reader.lines(list(rows.values_list(*reader.paths)[:CHUNK])):
            yield from lines
            if len(lines) < CHUNK:
                return
            rows = paging.after(self.ordered, self.keys, lines[-1].sort)

    def _forwards(self, values: list[Any] | None, position: int | None) -> Page:
        rows = self.ordered if values is None else paging.after(self.ordered, self.keys, values)
        lines = self._read(rows[: self.size + 1])
        more, lines = len(lines) > self.size, lines[: self.size]
        first = None if position is None else position + 1
        return self._page(lines, first, earlier=values is not None, later=more)

    def _backwards(self, values: list[Any] | None, position: int | None) -> Page:
        turned = tuple(key.turned() for key in self.keys)
        rows = paging.ordered(self.ordered, turned)
        size = self.size
        if values is None and self.total.exact:
            size = (self.total.count - 1) % self.size + 1 if self.total.count else self.size
        rows = rows if values is None else paging.after(rows, turned, values)
        lines = self._read(rows[: size + 1])
        more, lines = len(lines) > size, lines[:size][::-1]
        last = position - 1 if position is not None else None
        if values is None and self.total.exact:
            last = self.total.count
        first = None if last is None else last - len(lines) + 1
        return self._page(lines, first, earlier=more, later=values is not None)

    def _read(self, rows: QuerySet[Any]) -> list[Line]:
        return read(self.user, self.resource, rows, self.columns, [key.path for key in self.keys])

    def _page(self, lines: list[Line], first: int | None, *, earlier: bool, later: bool) -> Page:
        def cursor(line: Line, position: int | None) -> str:
            return paging.cursor(self.keys, line.sort, position)

        last = None if first is None else first + len(lines) - 1
        return Page(
            lines,
            self.total,
            first if lines else None,
            cursor(lines[0], first) if lines and earlier else "",
            cursor(lines[-1], last) if lines and later else "",
        )
