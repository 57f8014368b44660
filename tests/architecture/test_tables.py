"""Every table is of one kind, every record has a policy and a way into history, every derived table a way to be rebuilt."""

from __future__ import annotations

from django.apps import apps
from django.db.models import PROTECT, ForeignKey, Model

from thenchot.foundation.access import policy
from thenchot.foundation.ledger.derived import derivations
from thenchot.foundation.ledger.records import Derived, Housekeeping, Record

# The history's own tables: neither records nor computed from them.
HISTORY = {"ledger.Act", "ledger.Touch"}
# Written by each act as it is sealed, and by nothing else.
KEPT_BY_ACTS = {"ledger.tablehead"}


def our_models() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("thenchot.")]


def records() -> list[type[Record]]:
    return [m for m in our_models() if issubclass(m, Record)]


def test_every_table_is_a_record_or_derived_or_housekeeping():
    wrong = [
        m._meta.label
        for m in our_models()
        if m._meta.label not in HISTORY and sum(issubclass(m, kind) for kind in (Record, Derived, Housekeeping)) != 1
    ]
    assert not wrong, f"subclass exactly one of ledger.records.Record, Derived, Housekeeping: {wrong}"


def test_records_have_no_many_to_many():
    wrong = [f"{m._meta.label}.{f.name}" for m in records() for f in m._meta.local_many_to_many]
    assert not wrong, f"a link between records is a record with its own dates and history: {wrong}"


def test_nothing_cascades_from_a_record():
    wrong = [
        f"{m._meta.label}.{f.name}"
        for m in records()
        for f in m._meta.concrete_fields
        if isinstance(f, ForeignKey) and f.remote_field.on_delete is not PROTECT
    ]
    assert not wrong, f"records use on_delete=PROTECT, so that nothing goes without an act: {wrong}"


def test_every_record_has_a_policy():
    wrong = []
    for model in records():
        try:
            policy.policy_of(model)
        except KeyError:
            wrong.append(model._meta.label)
    assert not wrong, f"no access policy, so nobody can read it: allow(...) in the app's policies.py for {wrong}"


def test_columns_outside_the_ledger_are_columns():
    for model in records():
        known = {f.attname for f in model._meta.concrete_fields}
        assert model.outside_ledger <= known, f"{model._meta.label}: {set(model.outside_ledger) - known} are no columns"


def test_every_derived_table_can_be_rebuilt():
    rebuilt = {table.partition("#")[0] for derivation in derivations() for table in derivation.tables}
    derived = {m._meta.label_lower for m in our_models() if issubclass(m, Derived)}
    lacking = sorted(derived - rebuilt - KEPT_BY_ACTS)
    assert not lacking, f"no derive(...) names them, so `ledger check` cannot prove them: {lacking}"


def test_derivations_name_real_tables_and_columns():
    for derivation in derivations():
        for table in (*derivation.tables, *derivation.reads):
            name, _hash, columns = table.partition("#")
            model = apps.get_model(name)
            known = {f.attname for f in model._meta.concrete_fields} | {f.name for f in model._meta.concrete_fields}
            assert set(filter(None, columns.split(","))) <= known, f"{derivation.name}: {table}"
