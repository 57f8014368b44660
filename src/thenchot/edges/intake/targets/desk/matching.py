"""Finding the record that a file's text means: by key, code, alias or name, marks and letter case aside; never by making one."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Model

from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.desk.inputs import found_by, label
from thenchot.foundation.desk.resource import by_model
from thenchot.foundation.kernel.vietnamese import fold
from thenchot.foundation.ledger.acts import Program

LOADED = 20_000  # Tables of up to so many rows are matched in memory; beyond, each text is asked for.
OFFERED = 5


class Unmatched(Exception):
    """No record, or more than one, is meant by the text; `offered` are those it may mean, as (what to write, name)."""

    def __init__(self, *, several: bool, offered: list[tuple[str, str]]) -> None:
        super().__init__("several" if several else "none")
        self.several, self.offered = several, offered


class Matcher:
    """Records of one table that the importer may view, by every name they have."""

    def __init__(self, model: type[Model], by: User | Program) -> None:
        self.model, self.by = model, by
        self.known: dict[tuple[str, str], Any] = {}

    @cached_property
    def rows(self) -> Any:
        """What may be meant."""
        resource = by_model(self.model)
        everything = resource.queryset() if resource else self.model._default_manager.all()
        seen = policy.rows(self.by, "view", everything) if isinstance(self.by, User) else everything
        return seen.select_related(*getattr(self.model, "named_through", ()))

    @cached_property
    def loaded(self) -> dict[str, list[Any]] | None:
        """Records by folded name, the surest kind of name first; None where the table is too long."""
        rows = list(self.rows[: LOADED + 1])
        if len(rows) > LOADED:
            return None
        names: dict[str, list[Any]] = defaultdict(list)
        for read in (_codes, _names):
            found: dict[str, list[Any]] = defaultdict(list)
            for row in rows:
                for text in read(row):
                    found[fold(text)].append(row)
            for text, meant in found.items():
                names.setdefault(text, meant)
        by_key = {row.pk: row for row in rows}
        for owner, text in self._aliases():
            if owner in by_key and by_key[owner] not in names[fold(text)]:
                names[fold(text)].append(by_key[owner])
        return names

    def _aliases(self) -> list[tuple[Any, str]]:
        """Other names kept beside the records: rows of a table with a `text` that points here."""
        return [
            pair
            for relation in self.model._meta.related_objects
            if relation.get_accessor_name() == "aliases"
            for pair in relation.related_model._default_manager.values_list(relation.field.attname, "text")
        ]

    def match(self, text: str, code: str = "") -> Any:
        """The one record meant by a code (which decides where it is given) or a text. Raises Unmatched."""
        if (text, code) not in self.known:
            self.known[text, code] = self._find(code or text)
        found = self.known[text, code]
        if isinstance(found, Unmatched):
            raise found
        return found

    def _find(self, text: str) -> Any:
        if (row := self._by_key(text)) is not None:
            return row
        meant = self._meant(text)
        if len(meant) == 1:
            return meant[0]
        return Unmatched(several=len(meant) > 1, offered=_offers(meant) if meant else self.candidates(text))

    def _by_key(self, text: str) -> Any:
        try:
            key = UUID(text)
        except ValueError:
            return None
        return self.rows.filter(pk=key).first()

    def _meant(self, text: str) -> list[Any]:
        if self.loaded is not None:
            return list({row.pk: row for row in self.loaded.get(fold(text), ())}.values())
        found = list(found_by(self.model, self.rows, text)[:50])
        return [row for row in found if fold(text) in {fold(name) for name in (*_codes(row), *_names(row))}]

    def candidates(self, text: str) -> list[tuple[str, str]]:
        """Records whose name is near the text."""
        if self.loaded is None:
            return _offers(list(found_by(self.model, self.rows, text)[:OFFERED]))
        near = get_close_matches(fold(text), list(self.loaded), n=OFFERED, cutoff=0.6)
        within = [name for name in self.loaded if len(fold(text)) > 2 and fold(text) in name][:OFFERED]
        return _offers([row for name in dict.fromkeys((*near, *within)) for row in self.loaded[name]])


def _codes(row: Any) -> tuple[str, ...]:
    return tuple(text for name in ("code", "username", "stock_number") if (text := getattr(row, name, "")))


def _names(row: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys((label(row), str(row))))


def _offers(rows: list[Any]) -> list[tuple[str, str]]:
    once = list({row.pk: row for row in rows}.values())[:OFFERED]
    return [(str(row.pk), label(row)) for row in once]
