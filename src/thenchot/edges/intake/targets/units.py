"""Matching the units a file names, level by level under one unit; what is unknown is made only where the profile may."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from thenchot.foundation.kernel.vietnamese import fold, tidy
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.actions import new_unit
from thenchot.foundation.organisation.models import Unit, UnitAlias, UnitKind, UnitLink

CODE_LENGTH = 40


class Units:
    """The units known below one unit, by parent and name, and those the file needs besides."""

    def __init__(
        self, under: Unit | None, levels: Sequence[Mapping[str, Any]], root: Mapping[str, Any] | None = None
    ) -> None:
        self.under = under
        self.levels = levels
        self.codes: set[str] = set()
        self.by_name: dict[tuple[UUID | None, str], Unit] = {}
        self.by_code: dict[tuple[UUID | None, str], Unit] = {}
        self.new: dict[UUID, tuple[Unit, UUID | None]] = {}
        self.first_day: dict[UUID, date] = {}
        self._load()
        if under is None and root is not None:
            self.under = self._add(new_unit(root["code"], root["name"], root.get("kind", UnitKind.HEADQUARTERS)), None)

    def _load(self) -> None:
        parents: dict[UUID, set[UUID | None]] = {}
        for unit_id, parent_id in UnitLink.objects.values_list("unit_id", "parent_id"):
            parents.setdefault(unit_id, set()).add(parent_id)
        units = {unit.pk: unit for unit in Unit.objects.all()}
        for unit in units.values():
            self.codes.add(unit.code)
            for parent in parents.get(unit.pk, ()):
                self.by_name.setdefault((parent, fold(unit.name)), unit)
                self.by_code[parent, fold(unit.code)] = unit
        for named, key in UnitAlias.objects.values_list("unit_id", "search_key"):
            for parent in parents.get(named, ()):
                self.by_name.setdefault((parent, key), units[named])

    def known(self, parent: UUID | None, code: str, name: str) -> Unit | None:
        """The unit under this parent with this code or, failing that, this name or alias (marks and case aside)."""
        if code and (found := self.by_code.get((parent, fold(code)))):
            return found
        return self.by_name.get((parent, fold(name or code)))

    def need(self, level: int, parent: UUID | None, code: str, name: str) -> Unit:
        """The unit of this level, made (not yet written) when it is not known."""
        rule = self.levels[level]
        wanted = rule.get("code", "{code}").format(code=code) if code else ""
        if (found := self.known(parent, wanted, name)) is not None:
            return found
        return self._add(
            new_unit(wanted or self._code_for(parent, name), name or code, rule.get("kind", UnitKind.UNIT)), parent
        )

    def _add(self, unit: Unit, parent: UUID | None) -> Unit:
        self.codes.add(unit.code)
        self.new[unit.pk] = unit, parent
        self.by_name[parent, fold(unit.name)] = unit
        self.by_code[parent, fold(unit.code)] = unit
        return unit

    def _code_for(self, parent: UUID | None, name: str) -> str:
        """A readable code from the parent's code and the name; a short digest keeps long or taken ones apart."""
        above = next((u.code for u in self._parents(parent)), "")
        slug = "-".join("".join(c if c.isalnum() else " " for c in fold(name)).upper().split())
        code = f"{above}-{slug}" if above else slug
        if len(code) > CODE_LENGTH or code in self.codes:
            mark = hashlib.blake2b(f"{parent}/{tidy(name)}".encode(), digest_size=3).hexdigest().upper()
            code = f"{code[: CODE_LENGTH - 7].rstrip('-')}-{mark}"
        return code

    def _parents(self, parent: UUID | None) -> list[Unit]:
        if parent is None:
            return []
        if parent in self.new:
            return [self.new[parent][0]]
        if self.under is not None and parent == self.under.pk:
            return []
        return [unit for unit in self.by_code.values() if unit.pk == parent][:1]

    def seen_on(self, unit: Unit, day: date) -> None:
        """A fact of that day names the unit: a new unit has to stand in the tree by then, and so do those above it."""
        key: UUID | None = unit.pk
        while key in self.new:
            if self.first_day.get(key, date.max) <= day:
                return
            self.first_day[key] = day
            key = self.new[key][1]

    def records(self, today: date) -> list[Record]:
        """The new units, parents first, and their places in the tree from the first day a fact names them."""
        units: list[Record] = [unit for unit, _parent in self.new.values()]
        links: list[Record] = [
            UnitLink(unit=unit, parent_id=parent, from_on=self.first_day.get(unit.pk, today))
            for unit, parent in self.new.values()
        ]
        return [*units, *links]
