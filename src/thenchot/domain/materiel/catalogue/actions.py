"""What can be done with the catalogue and the grade schemes. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from thenchot.domain.materiel.catalogue import rules
from thenchot.domain.materiel.catalogue.models import AliasKind, Grade, GradeScheme, Type, TypeAlias
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.rule_sets import check_follows
from thenchot.foundation.kernel.vietnamese import tidy


def new_scheme(
    *,
    code: str,
    name: str,
    valid_from: date,
    grades: Sequence[tuple[rules.GradeTerms, str]],
    valid_until: date | None = None,
    source: str = "",
    is_example: bool = False,
) -> GradeScheme:
    """A grade scheme in force from a day, each grade with its wording; an open one of the same code ends on that day."""
    rules.check_grades([terms for terms, _label in grades])
    before = list(GradeScheme.objects.filter(code=code).order_by("valid_from"))
    for scheme in before:
        if scheme.valid_until is None and scheme.valid_from < valid_from:
            scheme.valid_until = valid_from
            scheme.save()
    check_follows(
        [Interval.between(s.valid_from, s.valid_until) for s in before], Interval.between(valid_from, valid_until)
    )
    made = GradeScheme(
        code=tidy(code),
        name=tidy(name),
        valid_from=valid_from,
        valid_until=valid_until,
        source=tidy(source),
        is_example=is_example,
    )
    made.save()
    for terms, label in grades:
        Grade(
            scheme=made,
            code=terms.code,
            label=tidy(label),
            is_good=terms.is_good,
            is_available=terms.is_available,
            is_disposal_candidate=terms.is_disposal_candidate,
        ).save()
    return made


def rename_type(type: Type, *, name: str) -> None:  # noqa: A002  # the record the action is on
    """A new name; the old one stays findable as an alias."""
    if not tidy(name):
        raise Refusal("Write the new name", field="name")
    if tidy(name) == type.name:
        return
    if not TypeAlias.objects.filter(type=type, kind=AliasKind.NAME, text=type.name).exists():
        also_called(type, text=type.name)
    type.name = tidy(name)
    type.save()


def also_called(type: Type, *, text: str, kind: AliasKind = AliasKind.NAME) -> TypeAlias:  # noqa: A002  # see above
    """Another name, code or stock number of the type."""
    if not tidy(text):
        raise Refusal("Write the name", field="text")
    if TypeAlias.objects.filter(type=type, kind=kind, text=tidy(text)).exists():
        raise Refusal("{type} is known as {text} already", field="text", type=str(type), text=tidy(text))
    alias = TypeAlias(type=type, kind=kind, text=tidy(text))
    alias.save()
    return alias
