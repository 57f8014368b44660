"""Migrations are named by what they do, follow each other in one line, and say all that the models say."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

NAME = re.compile(r"^\d{4}_[a-z][a-z0-9_]+$")


@pytest.fixture(scope="module")
def loader():
    return MigrationLoader(None, ignore_no_migrations=True)


def our_labels() -> list[str]:
    return [config.label for config in apps.get_app_configs() if config.name.startswith("thenchot.")]


@pytest.mark.parametrize("label", our_labels())
def test_migrations_are_named_and_linear(loader, label):
    names = sorted(name for app, name in loader.disk_migrations if app == label)
    for number, name in enumerate(names, start=1):
        assert NAME.match(name), f"{label}/{name}: a migration is called NNNN_what_it_does"
        assert "_auto_" not in name, f"{label}/{name}: give the migration a telling name"
        assert int(name[:4]) == number, f"{label}/{name}: expected number {number:04d}"
        before = [app_name for app_name in loader.disk_migrations[label, name].dependencies if app_name[0] == label]
        expected = [(label, names[number - 2])] if number > 1 else []
        assert before == expected, f"{label}/{name} follows {before}, expected {expected}"


def test_every_app_with_tables_has_migrations(loader):
    lacking = [
        config.label
        for config in apps.get_app_configs()
        if config.label in our_labels() and list(config.get_models()) and config.label not in loader.migrated_apps
    ]
    assert not lacking


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail("run makemigrations -n what_it_does for:\n" + capsys.readouterr().out)
