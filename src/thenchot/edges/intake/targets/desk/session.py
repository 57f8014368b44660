"""One run over a file that feeds a resource: which row each line means, what differs, and the same checks as the page's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models

from thenchot.edges.intake.reading import Phrase, phrase
from thenchot.edges.intake.targets.contract import RowRefused, Session, kind_of
from thenchot.edges.intake.targets.desk import compare
from thenchot.edges.intake.targets.desk.known import CODE, KEY, Known, KnownRows
from thenchot.edges.intake.targets.desk.matching import Matcher, Unmatched
from thenchot.edges.intake.targets.desk.trying import SAID, reasons, undone
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import forget
from thenchot.foundation.desk import writing
from thenchot.foundation.desk.inputs import RecordField
from thenchot.foundation.desk.reading import AT_ONCE, batches
from thenchot.foundation.desk.shown import NOTHING
from thenchot.foundation.kernel.refusal import Refusal

if TYPE_CHECKING:
    from thenchot.edges.intake.lines import Line
    from thenchot.edges.intake.targets.contract import Opening
    from thenchot.edges.intake.targets.desk.fields import DeskTarget
    from thenchot.foundation.ledger.acts import Deed

MATCH_OR_CREATE = phrase("match it to one that is there, or create it first")


@dataclass(frozen=True, slots=True)
class Work:
    """What a line will do: give an existing record (or, without one, a new one) these cleaned values."""

    key: Any
    given: Mapping[str, Any]


class DeskSession(Session):
    """`options`: mode ("both", "create", "update"), match_by (fields that tell a row without its key), blank_clears, merge."""

    chunk = 500

    def __init__(self, target: DeskTarget, opening: Opening) -> None:
        self.target, self.opening, self.by = target, opening, opening.by
        self.resource, self.model = target.resource, target.resource.model
        self.mode = opening.options.get("mode", "both")
        self.match_by: tuple[str, ...] = tuple(opening.options.get("match_by", ()))
        self.blank_clears = bool(opening.options.get("blank_clears"))
        self.merges = bool(opening.options.get("merge"))
        self.known = KnownRows(target, opening.by, self.match_by)
        self.seen: dict[tuple[Any, ...], int] = {}
        self.made = 0
        self.last: list[Any] = []
        self.origin: dict[Any, Line] = {}

    @cached_property
    def matchers(self) -> dict[str, Matcher]:
        """A matcher for each field that names another record."""
        fields = {**self.target.change_fields, **self.target.add_fields}
        by_model = {f.model: Matcher(f.model, self.by) for f in fields.values() if isinstance(f, RecordField)}
        return {name: by_model[f.model] for name, f in fields.items() if isinstance(f, RecordField)}

    def prepare(self, lines: Sequence[Line]) -> None:
        """The rows that these lines name, with their values as exported."""
        self.known.prepare([line.values.get(KEY) for line in lines])

    def check(self, line: Line) -> None:
        """Find what the line means, clean what differs as the page's form would, and try it on the real tables, undone again."""
        known, is_new = self._meant(line)
        if line.faults:
            return
        if known is not None:
            self._check_change(line, known)
        elif is_new:
            self._check_new(line)

    def _meant(self, line: Line) -> tuple[Known | None, bool]:
        """The row that the line speaks of, or that it is a new one; faults where it is neither."""
        if (given := line.values.get(KEY)) is not None:
            known = self.known.keyed(given)
            if known is None:
                line.refuse(KEY, "unknown-key", given, phrase("the key of a row you can see, or no key for a new row"))
            return known, False
        if self.match_by:
            found = self.known.marked(line.values)
            if len(found) > 1:
                line.refuse(
                    self.match_by[0],
                    "several-rows",
                    line.values.get(self.match_by[0], "-"),
                    phrase("one row so called; {count} are", count=len(found)),
                )
            if found:
                if self.mode == "create" and len(found) == 1:
                    line.refuse(
                        self.match_by[0], "is-there", line.values[self.match_by[0]], phrase("a row not there yet")
                    )
                return (found[0] if len(found) == 1 else None), False
        if self.mode == "update":
            line.refuse(
                self.match_by[0] if self.match_by else KEY, "unknown-row", "-", phrase("a row that is there already")
            )
        return None, True

    def _check_change(self, line: Line, known: Known) -> None:
        differing = [name for name in line.columns | dict.fromkeys(line.values) if self._differs(line, name, known)]
        changed = dict.fromkeys(name.removesuffix(CODE) for name in differing)
        given: dict[str, Any] = {}
        for name in changed:
            if name not in self.target.change_fields:
                said = compare.text_of(known.shown.get(name)) or NOTHING
                line.refuse(
                    name if name in line.columns else name + CODE,
                    "not-by-file",
                    compare.text_of(line.values.get(name, "")) or NOTHING,
                    phrase("{value}, as recorded: this changes only by an action on the row", value=said),
                )
                continue
            given[name] = self._clean(line, name, self.target.change_fields[name])
        if line.faults:
            return
        # Other words for what is there (a unit's code where the export writes its name) change nothing.
        given = {name: value for name, value in given.items() if not _is_now(known.record, name, value)}
        if not given:
            line.is_unchanged = True
            return
        if not known.may_change:
            line.refuse(KEY, "not-yours", str(known.record), phrase("a row you may change"))
            return
        line.values["@work"] = work = Work(known.record.pk, given)
        self._try(line, work)

    def _differs(self, line: Line, name: str, known: Known) -> bool:
        if name == KEY or name in self.match_by:
            return False
        value = line.values.get(name)
        if name not in known.shown:
            return self._differs_unshown(name, value, known.record)
        if value is None:
            # One of name and code is enough to name another record.
            other = name.removesuffix(CODE) if name.endswith(CODE) else name + CODE
            return self.blank_clears and known.shown[name] not in {None, ""} and line.values.get(other) is None
        bound = self.target.columns.get(name.removesuffix(CODE))
        return not compare.same(value, known.shown[name], bound.field if bound is not None else None)

    def _differs_unshown(self, name: str, value: Any, record: Any) -> bool:
        """A field of the form that the export does not show, or an argument of the adding action."""
        if name not in self.target.change_fields:
            return False
        if value is None and not self.blank_clears:
            return False
        if name in self.matchers:
            return self._names_another(name, value, record)
        return compare.text_of(getattr(record, name)) != compare.text_of(value)

    def _names_another(self, name: str, value: Any, record: Any) -> bool:
        """Whether the text names another record than the one there now; one that cannot be found is said so when cleaned."""
        now = getattr(record, f"{name}_id")
        if value is None:
            return now is not None
        try:
            return bool(self.matchers[name].match(str(value)).pk != now)
        except Unmatched:
            return True

    def _check_new(self, line: Line) -> None:
        fields = self.target.add_fields
        if not fields:
            line.refuse(
                KEY,
                "not-added",
                "-",
                phrase("the key of a row that is there: new rows of this kind come by other ways"),
            )
            return
        given = {name: self._clean(line, name, field) for name, field in fields.items()}
        for name, value in line.values.items():
            if not self._is_asked(name, value):
                line.refuse(name, "not-for-new", compare.text_of(value), phrase("nothing: a new row is not told this"))
        if not line.faults:
            self._check_twice(line, given)
        if line.faults or line.is_unchanged:
            return
        line.values["@work"] = work = Work(None, given)
        self._try(line, work)
        self.made += not line.faults

    def _is_asked(self, name: str, value: Any) -> bool:
        name = name.removesuffix(CODE)
        return name in self.target.add_fields or f"{name}s" in self.target.add_fields or value in (None, "")

    def _clean(self, line: Line, name: str, field: forms.Field) -> Any:
        at = next((n for n in (name, name + CODE, name.removesuffix("s")) if n in line.columns), "")
        text, code = line.values.get(name, line.values.get(at)), line.values.get(name + CODE, "")
        if isinstance(field, RecordField):
            return self._matched(line, name, field, text if isinstance(text, str) else "", code)
        value = field.initial if text is None and not at else text
        if value is None and field.required and not isinstance(field, forms.BooleanField):
            line.refuse(at or name, "missing", "-", _expected(field))
            return None
        try:
            return field.clean(_for_form(field, value))
        except ValidationError as error:
            line.refuse(at or name, "not-taken", compare.text_of(text), phrase(SAID, said=" ".join(error.messages)))
            return None

    def _matched(self, line: Line, name: str, field: RecordField, text: str, code: str) -> Any:
        if not text and not code:
            if field.required:
                line.refuse(name if name in line.columns else name + CODE, "missing", "-", _expected(field))
            return None
        try:
            return self.matchers[name].match(text, code)
        except Unmatched as unmatched:
            expected = (
                phrase("one so called; several are")
                if unmatched.several
                else phrase("one that is there and that you can see")
            )
            offered = "; ".join(called for _key, called in unmatched.offered)
            advised = phrase("perhaps: {offered}", offered=offered) if offered else MATCH_OR_CREATE
            line.refuse(
                name if name in line.columns else name + CODE, "unknown-record", code or text, expected, advised
            )
            return None

    def candidates(self, name: str, found: str) -> list[tuple[str, str]]:
        """Records that a refused value may mean."""
        matcher = self.matchers.get(name.removesuffix(CODE))
        return matcher.candidates(found) if matcher else []

    def _check_twice(self, line: Line, given: Mapping[str, Any]) -> None:
        """Rows that the table would hold only once must not come twice in the file; whole equal rows merge when asked."""
        if self.merges:
            everything = ("", *(compare.text_of(value) for value in given.values()))
            if self.seen.setdefault(everything, line.row) != line.row:
                line.is_unchanged = True
                return
        for names in _unique(self.model):
            if not all(given.get(name) not in {None, ""} for name in names if name in given):
                continue
            mark = (names, *(compare.text_of(given.get(name)) for name in names))
            if set(names) <= set(given) and (first := self.seen.setdefault(mark, line.row)) != line.row:
                found = ", ".join(compare.text_of(given[name]) for name in names)
                line.refuse(names[0], "twice", found, phrase("once; row {row} has it already", row=first))

    def _try(self, line: Line, work: Work) -> None:
        try:
            with undone():
                record = self._do(work)
                # A row whose unit is a computed column is asked after the act that computes it.
                if record is not None and not type(record).outside_ledger and self._out_of_reach([record]):
                    raise _lost(record)
        except (Refusal, ValidationError, IntegrityError, DataError) as error:
            for name, said in reasons(error, self.resource):
                line.refuse(name or KEY, "refused", self._said_of(line, name), said)

    def _said_of(self, line: Line, name: str) -> str:
        return compare.text_of(line.values.get(name, line.values.get(name + CODE))) or NOTHING

    def _do(self, work: Work) -> Any:
        if work.key is not None:
            record = writing.locked(self.model(pk=work.key), None)
            writing.give(record, work.given)
            return record
        if (action := self.target.adding) is not None:
            by: Any = self.by
            made = action.run(**writing.with_user(action, by, work.given))
            return made if isinstance(made, self.model) else None
        record = self.model()
        writing.give(record, work.given)
        return record

    def will_create(self) -> Mapping[str, int]:
        return {kind_of(self.model()): self.made} if self.made else {}  # type: ignore[arg-type]

    def write(self, deed: Deed, lines: Sequence[Line]) -> Counter[str]:
        changes, self.origin = deed.journal.changes, {}
        for line in lines:
            before = len(changes)
            try:
                self._do(line.values["@work"])
            except (Refusal, ValidationError, IntegrityError, DataError) as error:
                raise RowRefused(line, error) from error
            self.origin |= dict.fromkeys((key for _model, key in islice(changes, before, None)), line)
        counted: Counter[str] = Counter()
        for change in deed.journal.changes.values():
            name = kind_of(change.record)
            counted[name if change.operation == "created" else f"{name} ({change.operation})"] += 1
        self.last = [c.record for c in deed.journal.changes.values() if isinstance(c.record, self.model)]
        return counted

    def written(self, lines: Sequence[Line]) -> None:
        if lost := self._out_of_reach(self.last):
            raise RowRefused(self.origin.get(lost[0].pk, lines[0]), _lost(lost[0]))

    def _out_of_reach(self, records: Sequence[Any]) -> list[Any]:
        """Those of these records that the importer may neither add nor change; a program's reach has no end."""
        if not isinstance(self.by, User):
            return []
        forget(self.by)
        action, lost = self.target.adding, []
        for batch in batches([record.pk for record in records], AT_ONCE):
            everything = self.model._default_manager.filter(pk__in=batch)
            mine: set[Any] = set()
            for verb in {"change", "add", action.name if action else "add"}:
                mine |= set(policy.rows(self.by, verb, everything).values_list("pk", flat=True))
            lost += [record for record in records if record.pk in set(batch) - mine]
        return lost


def _is_now(record: Any, name: str, value: Any) -> bool:
    return bool(getattr(record, record._meta.get_field(name).attname) == getattr(value, "pk", value))


def _lost(record: Any) -> Refusal:
    return Refusal("{record} would not be within your reach; nothing was changed", record=str(record))


def _expected(field: forms.Field) -> Phrase:
    return phrase("a value: {label} is needed", label=field.label or "")


def _for_form(field: forms.Field, value: Any) -> Any:
    """The value as the page would send it."""
    if isinstance(field, forms.TypedChoiceField) and value is not None:
        return str(value)
    if isinstance(field, forms.CharField) and isinstance(value, str):
        return value.replace(", ", "\n") if type(field).__name__ == "LinesField" else value
    return value


def _unique(model: type[models.Model]) -> list[tuple[str, ...]]:
    """The groups of columns that the table holds once."""
    single = [(f.name,) for f in model._meta.concrete_fields if f.unique and not f.primary_key]
    together = [
        tuple(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint) and not c.condition
    ]
    return [*single, *(names for names in together if names)]
