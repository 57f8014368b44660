"""The one door by which page and API write: access, lock, version, act, rules, and whether the row is still in reach."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Model, QuerySet

from thenchot.foundation.access import policy, signing
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import forget
from thenchot.foundation.desk.reading import AT_ONCE, batches
from thenchot.foundation.desk.resource import Action, Resource
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import AlreadyDone, Clash, act
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
        give(here, values)
        return here

    return perform(order, resource, verb, resource.verb(verb), work)


def run(
    order: Order, resource: Resource, action: Action, record: Any, given: Mapping[str, Any], version: int | None
) -> Written:
    """Do an action; errors as for `save`."""
    signer = signing.signer(order.user, action.name, _only(record)) if action.on == "row" else order.user
    given = with_user(action, signer, given)

    def work() -> Any:
        if action.on == "none":
            made = action.run(**given)
            return made if isinstance(made, Model) else None
        here = locked(record, version)
        action.run(here, **given)
        return here

    name, leaves = resource.verb(action.name), action.may_leave_reach
    return perform(order, resource, action.name, name, work, leaves=leaves, signer=signer)


def _only(record: Any) -> QuerySet[Any]:
    return type(record)._default_manager.filter(pk=record.pk)  # type: ignore[no-any-return]


class Refusals(Exception):
    """Some of many records refused; nothing was done. `of` holds each record's name and what it said."""

    def __init__(self, of: list[tuple[str, Refusal | ValidationError | None]]) -> None:
        super().__init__(f"{len(of)} refused")
        self.of = of


def run_many(
    order: Order, resource: Resource, action: Action | None, keys: Sequence[Any], given: Mapping[str, Any]
) -> Written:
    """Do an action (or, without one, a change of columns) on many records as one act: all of them or none.

    Raises Refusals with every record that may not be seen to, or that refuses.
    """
    verb = action.name if action else "change"
    leaves = action is not None and action.may_leave_reach
    signer = signing.signer(order.user, verb, resource.queryset().filter(pk__in=list(keys)[:AT_ONCE]))

    def work() -> Any:
        refused: list[tuple[str, Refusal | ValidationError | None]] = []
        for batch in batches(keys, AT_ONCE):
            mine = set(
                policy.rows(order.user, verb, resource.queryset()).filter(pk__in=batch).values_list("pk", flat=True)
            )
            for record in _locked_all(resource, batch):
                error = _try(record, action, signer, given) if record.pk in mine else None
                if record.pk not in mine or error is not None:
                    refused.append((str(record), error))
        if refused:
            raise Refusals(refused)

    def still_mine() -> None:
        for batch in batches(keys, AT_ONCE):
            mine = policy.rows(order.user, verb, resource.queryset()).filter(pk__in=batch)
            if mine.count() < resource.queryset().filter(pk__in=batch).count():
                raise Refusal("Some of the rows would no longer be within your reach; nothing was changed")

    return perform(
        order,
        resource,
        verb,
        resource.verb(verb),
        work,
        leaves=leaves,
        after=None if leaves else still_mine,
        signer=signer,
    )


def _locked_all(resource: Resource, keys: Sequence[Any]) -> list[Any]:
    through = getattr(resource.model, "named_through", ())
    query = resource.model._base_manager.filter(pk__in=keys).select_related(*through).order_by("pk")
    if connection.features.has_select_for_update:
        query = query.select_for_update(of=("self",))
    return list(query)


def _try(
    record: Any, action: Action | None, signer: User, given: Mapping[str, Any]
) -> Refusal | ValidationError | None:
    """What the record says no with, or None. A half-done record does not matter: one refusal undoes all."""
    try:
        if action is None:
            give(record, given)
        else:
            action.run(record, **with_user(action, signer, given))
    except (Refusal, ValidationError) as error:
        return error
    return None


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
    order: Order,
    resource: Resource,
    verb: str,
    name: str,
    work: Callable[[], Any],
    *,
    leaves: bool = False,
    after: Callable[[], None] | None = None,
    signer: User | None = None,
) -> Written:
    """Do `work` as one act named `name` and see that the record it returns is still within reach for `verb` afterwards.

    Without a `signer` the act is signed by the user, for whoever lent them what they need for that record.

    Raises whatever `work` refuses; a repeat of the request key returns the first result and does nothing.
    """
    try:
        # One transaction around the act: derived tables are brought up to date at its end, and reach is asked after that.
        with transaction.atomic():
            signature = signing.Signature(signer or order.user)
            with act(name, by=signature, reason=order.reason, request_key=order.request_key) as deed:
                record = work()
                if record is not None and (signer is None or signer is order.user):
                    wanted = verb if isinstance(record, resource.model) else "view"
                    signature.signer = signing.signer(order.user, wanted, _only(record))
            if after is not None:
                forget(order.user)
                after()
            if record is not None and not leaves:
                _check_reach(order.user, resource, verb, record)
    except AlreadyDone as done:
        return _first_result(done.act, resource, name)
    except (IntegrityError, Clash) as error:
        if order.request_key and (first := Act.objects.filter(request_key=order.request_key).first()):
            return _first_result(first, resource, name)
        raise clash(resource, error.__cause__ or error) from error
    except DataError as error:
        raise Refusal("One of the values is too long or too great for its column") from error
    return Written(deed.act, record)


def was_done(user: User, key: str, resource: Resource, verb: str) -> bool:
    """Whether this request was carried out before, by the same person: its record may be gone since."""
    kept = Order(user, key).request_key
    return kept is not None and Act.objects.filter(request_key=kept, verb=resource.verb(verb)).exists()


def _first_result(done: Act, resource: Resource, name: str) -> Written:
    if done.verb != name:
        raise Refusal("This form was already sent for something else; open it again")
    label = resource.model._meta.label_lower
    key = done.touches.filter(model=label).order_by("pk").values_list("record", flat=True).first()
    return Written(done, resource.model._base_manager.filter(pk=key).first() if key else None, again=True)


def _check_reach(user: User, resource: Resource, verb: str, record: Any) -> None:
    forget(user)
    of_resource = isinstance(record, resource.model)
    mine = policy.rows(user, verb if of_resource else "view", type(record)._default_manager.filter(pk=record.pk))
    if not mine.exists():
        raise Refusal("{record} would no longer be within your reach; nothing was changed", record=str(record))


def with_user(action: Action, user: User, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is given, and the user where the action asks `by` whom."""
    return {**given, "by": user} if "by" in inspect.signature(action.run).parameters else given


def give(record: Any, values: Mapping[str, Any]) -> None:
    """Save the record with these values, if any of them is new to it."""
    if not record._state.adding and all(_same(record, name, value) for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(record, name, value)
    _check_columns(record, set(values))
    record.save()


def _same(record: Any, name: str, value: Any) -> bool:
    return bool(getattr(record, record._meta.get_field(name).attname) == getattr(value, "pk", value))


def _check_columns(record: Any, given: set[str]) -> None:
    """The model's own checks on what was given; columns computed at the save are not asked yet."""
    record.fill_search_key()
    private = type(record).outside_ledger
    computed = {
        f.name for f in record._meta.concrete_fields if f.name not in given and (not f.editable or f.attname in private)
    }
    record.full_clean(exclude=computed)


def clash(resource: Resource, error: BaseException) -> Refusal:
    """The database refused two equal rows (or a value) that the form could not see."""
    text, meta = str(error), resource.model._meta
    for constraint in meta.constraints:
        fields: list[Any] = [meta.get_field(name) for name in getattr(constraint, "fields", ())]
        columns = ", ".join(f"{meta.db_table}.{field.column}" for field in fields)
        if constraint.name in text or (columns and columns in text):
            names = ", ".join(str(field.verbose_name) for field in fields)
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
