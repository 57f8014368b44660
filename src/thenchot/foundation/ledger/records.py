"""The three kinds of table: records (changed only inside an act), derived (rebuilt from records), housekeeping (neither)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold
from thenchot.foundation.ledger import journal


class RecordQuerySet(models.QuerySet[Any]):
    """Reads like any query set; refuses the writes that would leave no history."""

    def update(self, **_values: object) -> NoReturn:
        raise journal.OutsideAct(
            "update() writes without history: save each record inside an act, or use act.add_many()"
        )

    def delete(self) -> NoReturn:
        raise journal.OutsideAct("delete() writes without history: delete each record inside an act")

    def bulk_create(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise journal.OutsideAct("bulk_create() writes without history: use act.add_many()")

    def bulk_update(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise journal.OutsideAct("bulk_update() writes without history: save each record inside an act")


class Record(models.Model):
    """A row of the true record. Its key is a UUIDv7; `version` counts its changes and guards against lost updates."""

    # Columns that take no part in history, replay or conflicts (a password hash, a last log-in).
    outside_ledger: ClassVar[frozenset[str]] = frozenset()
    # Own text columns whose words, folded, make `search_key` (where the table has that column) at every save.
    search_columns: ClassVar[tuple[str, ...]] = ()
    # Foreign keys that __str__ follows: a list of names joins them.
    named_through: ClassVar[tuple[str, ...]] = ()
    # Columns whose past values no page shows any more once the record is among `veiled`.
    veiled_columns: ClassVar[frozenset[str]] = frozenset()
    # The column that __str__ is, where it is one: long lists then read the name without the rest of the record.
    named_by: ClassVar[str] = ""

    id = models.UUIDField(_("key"), primary_key=True, default=new_key, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects: ClassVar[Any] = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(
        self,
        *,
        update_fields: Iterable[str] | None = None,
        **_options: Any,
    ) -> None:
        """Write inside the current act; housekeeping columns alone may be written outside one."""
        if update_fields is not None and set(update_fields) <= self.outside_ledger:
            super().save(update_fields=list(update_fields))
            return
        journal.current().save(self)

    def delete(self, *_args: object, **_kwargs: object) -> tuple[int, dict[str, int]]:
        """Remove inside the current act. Rows that point here must go first: nothing cascades."""
        journal.current().remove(self)
        return 1, {self._meta.label: 1}

    def write_row(self) -> None:
        """The journal's way to the table: insert, or update guarded by the version this copy started from."""
        self.fill_search_key()
        if self._state.adding:
            self.version = 1
            super().save(force_insert=True)
            return
        expected, self.version = self.version, self.version + 1
        columns = [(f, None, f.pre_save(self, False)) for f in self._meta.concrete_fields if not f.primary_key]
        query: Any = type(self)._base_manager.filter(pk=self.pk, version=expected)
        if not query._update(columns):
            self.version = expected
            raise Stale(self)

    def fill_search_key(self) -> None:
        """Compute `search_key` from `search_columns`; every way of writing a record passes here."""
        if self.search_columns:
            text = fold(" ".join(str(getattr(self, name) or "") for name in self.search_columns))
            key: Any = self._meta.get_field("search_key")
            self.search_key = text[: key.max_length]

    @classmethod
    def veiled(cls, keys: Iterable[UUID]) -> set[UUID]:  # noqa: ARG003  # a table with personal columns answers
        """Those of these records whose `veiled_columns` are not to be told, in the past either."""
        return set()

    def erase_row(self) -> None:
        """The journal's way to remove the row; refused while another row points at it, since nothing cascades."""
        for relation in self._meta.related_objects:
            model: Any = relation.related_model
            if model._base_manager.filter(**{relation.field.name: self.pk}).exclude(pk=self.pk).exists():
                what = str(model._meta.verbose_name_plural)
                raise Refusal("{record} cannot be removed: {what} still point at it", record=str(self), what=what)
        query: Any = type(self)._base_manager.filter(pk=self.pk)
        query._raw_delete(query.db)

    def copy_now(self) -> Self:
        """The record as it stands in the database."""
        return type(self)._base_manager.get(pk=self.pk)


class Stale(Refusal):
    """Somebody else changed the record after this copy was read; nothing was written."""

    def __init__(self, record: Record) -> None:
        super().__init__("{record} was changed by someone else in the meantime; look at it again", record=str(record))
        self.record = record


class Derived(models.Model):
    """A row computed from records; it has no history, and `ledger check` can rebuild it."""

    class Meta:
        abstract = True


class Housekeeping(models.Model):
    """A row that belongs to this installation alone: sessions, jobs, drafts, counters."""

    class Meta:
        abstract = True
