"""The one door by which page and API write: access, lock, version, act, rules, and whether the row is still in reach."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Model

from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.desk.resource import Action, Resource
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import AlreadyDone, act
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.ledger.records import Stale


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did: its act (None when nothing changed), the record it is about, and whether it was done before."""

    act: Act | None
    record: Any
    again: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """Who wants it, under which key, and why; a repeat of the key gives the first result."""

    user: User
    key: str
    reason: str = ""

    @property
    def request_key(self) -> str | None:
        """The key as the ledger keeps it: nobody can repeat, or be blocked by, another user's request."""
        if not self.key:
            return None
        return hashlib.blake2b(f"{self.user.pk.hex}:{self.key}".encode(), digest_size=24).hexdigest()


def save(order: Order, resource: Resource, record: Any, values: Mapping[str, Any], version: int | None) -> Written:
    """Give the record these values. Stale when it is no longer of `version`; Refusal or ValidationError when it may not be so."""
    verb = "add" if record._state.adding else "change"

    def work() -> Any:
        here = record if record._state.adding else locked(record, version)
        if not here._state.adding and all(_same(here, name, value) for name, value in values.items()):
            return here
        for name, value in values.items():
            setattr(here, name, value)
        _check_columns(here, set(values))
        here.save()
        return here

    return perform(order, resource, verb, resource.verb(verb), work)


def run(order: Order, resource: Resource, action: Action, record: Any, given: Mapping[str, Any], version: int | None) -> Written:
    """Do an action; errors as for `save`."""
    if "by" in inspect.signature(action.run).parameters:
        given = {**given, "by": order.user}

    def work() -> Any:
        if action.on == "none":
            made = action.run(**given)
            return made if isinstance(made, Model) else None
        here = locked(record, version)
        action.run(here, **given)
        return here

    return perform(order, resource, action.name, resource.verb(action.name), work, leaves=action.may_leave_reach)


def locked(record: Any, version: int | None) -> Any:
    """The record as it stands, locked until the transaction ends; Stale when it is not of this version any more."""
    query = type(record)._base_manager.filter(pk=record.pk)
    if connection.features.has_select_for_update:
        query = query.select_for_update(of=("self",))
    here = query.first()
    if here is None or (version is not None and here.version != version):
        raise Stale(here or record)
    return here


def perform(
    order: Order, resource: Resource, verb: str, name: str, work: Callable[[], Any], *, leaves: bool = False
) -> Written:
    """Do `work` as one act named `name` and see that the record it returns is still within reach for `verb` afterwards.

    Raises whatever `work` refuses; a repeat of the request key returns the first result and does nothing.
    """
    try:
        # One transaction around the act: derived tables are brought up to date at its end, and reach is asked after that.
        with transaction.atomic():
            with act(name, by=order.user, reason=order.reason, request_key=order.request_key) as deed:
                record = work()
            if record is not None and not leaves:
                _check_reach(order.user, resource, verb, record)
    except AlreadyDone as done:
        return _first_result(done.act, resource, name)
    except IntegrityError as error:
        if order.request_key and (first := Act.objects.filter(request_key=order.request_key).first()):
            return _first_result(first, resource, name)
        raise _clash(resource, error) from error
    except DataError as error:
        raise Refusal("One of the values is too long or too great for its column") from error
    return Written(deed.act, record)


def _first_result(done: Act, resource: Resource, name: str) -> Written:
    if done.verb != name:
        raise Refusal("This form was already sent for something else; open it again")
    label = resource.model._meta.label_lower
    key = done.touches.filter(model=label).order_by("pk").values_list("record", flat=True).first()
    return Written(done, resource.model._base_manager.filter(pk=key).first() if key else None, again=True)


def _check_reach(user: User, resource: Resource, verb: str, record: Any) -> None:
    if hasattr(user, "_reach"):
        del user._reach  # The act may have changed the tree or the grants.
    of_resource = isinstance(record, resource.model)
    mine = policy.rows(user, verb if of_resource else "view", type(record)._default_manager.filter(pk=record.pk))
    if not mine.exists():
        raise Refusal("{record} would no longer be within your reach; nothing was changed", record=str(record))


def _same(record: Any, name: str, value: Any) -> bool:
    return bool(getattr(record, record._meta.get_field(name).attname) == getattr(value, "pk", value))


def _check_columns(record: Any, given: set[str]) -> None:
    """The model's own checks on what was given; columns computed at the save are not asked yet."""
    record.fill_search_key()
    computed = {f.name for f in record._meta.concrete_fields if f.name not in given and not f.editable}
    record.full_clean(exclude=computed)


def _clash(resource: Resource, error: IntegrityError) -> Refusal:
    """The database refused two equal rows (or a value) that the form could not see."""
    text = str(error)
    for constraint in resource.model._meta.constraints:
        fields = getattr(constraint, "fields", ())
        columns = ", ".join(f"{resource.model._meta.db_table}.{resource.model._meta.get_field(f).column}" for f in fields)  # type: ignore[union-attr]
        if constraint.name in text or (columns and columns in text):
            names = ", ".join(str(getattr(resource.model._meta.get_field(f), "verbose_name", f)) for f in fields)
            return Refusal("Another row has the same: {columns}", columns=names or constraint.name)
    return Refusal("The values go against a rule of the table, or another row has the same")


def faults_of(error: Refusal | ValidationError, translate: Callable[[str], str]) -> list[tuple[str, str]]:
    """A refusal or the model's own complaint as (field or "", sentence) in the reader's language."""
    if isinstance(error, Refusal):
        return [(error.field, error.said(translate))]
    if hasattr(error, "error_dict"):
        return [
            ("" if name == NON_FIELD_ERRORS else name, text)
            for name, messages in error.message_dict.items()
            for text in messages
        ]
    return [("", text) for text in error.messages]
