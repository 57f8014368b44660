"""The resources under contract, and each one's factory, found where its app keeps it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.http import QueryDict

import thenchot
from tests.people import SETUP, Tree
from thenchot.foundation.access.models import User
from thenchot.foundation.access.policy import Shared, policy_of
from thenchot.foundation.desk import inputs
from thenchot.foundation.desk.forms import DeskForm
from thenchot.foundation.desk.resource import Resource, resources
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation.models import Unit

# Acts are written by every other record, readings by every page; test_acts.py and test_readings.py hold theirs.
WITHOUT_FACTORY = {"acts", "readings"}


def _modules() -> list[Any]:
    root = Path(thenchot.__file__).parent
    found = sorted(root.glob("*/*/tests/factories.py")) + sorted(root.glob("*/*/*/tests/factories.py"))
    names = [".".join(("thenchot", *path.relative_to(root).with_suffix("").parts)) for path in found]
    return [import_module(name) for name in names]


FACTORIES: dict[str, Callable[[Unit, int], Model]] = {}
INPUTS: dict[str, dict[str, Any]] = {}
# What has to be there before an action can be done, and so what its form is answered with: called inside an act.
PREPARE: dict[str, Callable[[Any, Unit], dict[str, Any]]] = {}
for module in _modules():
    FACTORIES |= getattr(module, "FACTORIES", {})
    INPUTS |= getattr(module, "INPUTS", {})
    PREPARE |= getattr(module, "PREPARE", {})

CONTRACTED = [resource for resource in resources() if resource.slug in FACTORIES]
EDITED = [resource for resource in CONTRACTED if resource.fields]
ACTIONS = [(resource, action) for resource in CONTRACTED for action in resource.actions]


def name(value: object) -> str:
    """How a parametrised test is called."""
    return str(getattr(value, "slug", None) or getattr(value, "name", value))


def make(resource: Resource, unit: Unit, number: int) -> Any:
    """A record of the resource at the unit."""
    with act("tests.make", by=SETUP):
        return FACTORIES[resource.slug](unit, number)


def answers_to(what: str, record: Any, unit: Unit) -> dict[str, Any]:
    """The answers that "resource/action" asks for beyond its own, once what it needs is there."""
    if what not in PREPARE:
        return INPUTS.get(what, {})
    with act("tests.prepare", by=SETUP):
        return PREPARE[what](record, unit)


def is_shared(resource: Resource) -> bool:
    """Reference rows that every holder of any grant sees."""
    policy = policy_of(resource.model)
    return any(isinstance(scope, Shared) for scope in policy.scopes) and not policy.sensitive


def filled(form: DeskForm, given: dict[str, Any], tree: Tree, user: User) -> QueryDict:
    """The form's own answers, those given, and for what is still missing one that its kind allows."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        value = given[name] if name in given else form.get_initial_for_field(field, name)
        if _is_blank(value) and field.required:
            value = _some(field, tree)
        if _is_blank(value) or value is False:
            continue
        for text in _texts(field, value):
            data.appendlist(name, text)
    return data


def _is_blank(value: Any) -> bool:
    """Nothing at all; a nought is an answer."""
    return value is None or value == ""


def _some(field: Any, tree: Tree) -> Any:
    match field:
        case inputs.RecordField():
            return tree.a2 if field.model is Unit else field.rows.first()
        case inputs.PlainDateField():
            return date(2026, 2, 3)
        case inputs.NumberField():
            return Decimal(1)
        case inputs.forms.TypedChoiceField():
            return next(value for value, _text in field.choices if value != "")
    return "12/QĐ-BTL"


def _texts(field: Any, value: Any) -> list[str]:
    match value:
        case Model():
            return [str(value.pk)]
        case date():
            return [value.strftime("%d/%m/%Y")]
        case list() if isinstance(field, inputs.LinesField):
            return ["\n".join(map(str, value))]
        case list() | tuple():
            return [str(part) for part in value]
        case True:
            return ["on"]
    return [str(field.prepare_value(value))]
