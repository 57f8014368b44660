"""The rows that a file speaks of and that are there already: by their key, or by what else tells them, with their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from thenchot.edges.intake.targets.desk import compare
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.desk.export import values_of
from thenchot.foundation.desk.reading import AT_ONCE, Reader, batches
from thenchot.foundation.kernel.vietnamese import fold

if TYPE_CHECKING:
    from thenchot.edges.intake.targets.desk.fields import DeskTarget
    from thenchot.foundation.ledger.acts import Program

KEY, CODE = "@key", "@code"


@dataclass(frozen=True, slots=True)
class Known:
    """A row that is there already: the record, its values as the export would write them, whether the importer may change it."""

    record: Any
    shown: Mapping[str, Any]
    may_change: bool


class KnownRows:
    """Rows of one resource that the importer may view. `match_by` names the fields that tell a row without its key."""

    def __init__(self, target: DeskTarget, by: User | Program, match_by: tuple[str, ...]) -> None:
        self.target, self.by, self.match_by = target, by, match_by
        self.columns = list(target.columns.values())
        self.by_key: dict[Any, Known] = {}
        self.by_mark: dict[tuple[str, ...], list[Known]] | None = None

    def prepare(self, given: Sequence[Any]) -> None:
        """Look up at once the rows with these keys, as the file writes them."""
        keys = {key for text in given if (key := self._key(text)) is not None}
        self.by_key = {known.record.pk: known for batch in batches(keys, AT_ONCE) for known in self._load(batch)}
        if self.match_by and self.by_mark is None:
            self.by_mark = self._marked()

    def _marked(self) -> dict[tuple[str, ...], list[Known]]:
        found: dict[tuple[str, ...], list[Known]] = {}
        for batch in batches(self._rows("view").values_list("pk", flat=True).iterator(), AT_ONCE):
            for known in self._load(batch):
                found.setdefault(self._mark(known.shown), []).append(known)
        return found

    def keyed(self, given: Any) -> Known | None:
        """The row with this key."""
        return self.by_key.get(self._key(given))

    def marked(self, values: Mapping[str, Any]) -> list[Known]:
        """The rows that these values tell; nothing where no field is to tell rows."""
        return (self.by_mark or {}).get(self._mark(values), []) if self.match_by else []

    def _mark(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(fold(compare.text_of(values.get(name))) for name in self.match_by)

    def _key(self, given: Any) -> Any:
        try:
            return self.target.resource.model._meta.pk.to_python(str(given)) if given is not None else None
        except ValidationError:
            return None

    def _rows(self, verb: str) -> Any:
        everything = self.target.resource.queryset()
        return policy.rows(self.by, verb, everything) if isinstance(self.by, User) else everything

    def _load(self, keys: Sequence[Any]) -> list[Known]:
        rows = self._rows("view").filter(pk__in=keys)
        # A program reads what nobody needs a right for.
        reader = Reader(self.by if isinstance(self.by, User) else AnonymousUser(), self.target.resource, self.columns)
        shown = {line.key: self._shown(line.values) for line in reader.lines(list(rows.values_list(*reader.paths)))}
        mine = set(self._rows("change").filter(pk__in=keys).values_list("pk", flat=True))
        return [Known(record, shown[record.pk], record.pk in mine) for record in rows if record.pk in shown]

    def _shown(self, line: Sequence[Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column, value in zip(self.columns, line, strict=True):
            first, *code = values_of(column, value)
            values[column.name] = first
            if code:
                values[column.name + CODE] = code[0]
        return values
