"""What commands share: Django on demand, a database that is ready, who acts, and how answers are printed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from unicodedata import combining, east_asian_width, normalize

import click

from thenchot.foundation.kernel.refusal import Refusal

if TYPE_CHECKING:
    from thenchot.foundation.access.models import User
    from thenchot.foundation.ledger.acts import Program

P = ParamSpec("P")
R = TypeVar("R")
Command = Callable[P, R]


class _Day(click.ParamType[date]):
    """A calendar day written 2026-12-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or click's usage error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it like 2026-12-31", param, ctx)


DAY = _Day()
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


def language() -> str:
    """The terminal's language: Vietnamese where LC_ALL, LC_MESSAGES or LANG says so, else English."""
    told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "vi" if told.lower().startswith("vi") else "en"


def set_up_django() -> None:
    """Load the settings and the apps, once, in the terminal's language."""
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thenchot.config.settings")
    django.setup()
    translation.activate(language())


def with_django(command: Command[P, R]) -> Command[P, R]:
    """Load Django before the command runs."""

    @wraps(command)
    def ready(*args: P.args, **kwargs: P.kwargs) -> R:
        set_up_django()
        return command(*args, **kwargs)

    return ready


def with_database(command: Command[P, R]) -> Command[P, R]:
    """Load Django and make sure of the database: a brand-new one is filled with tables, an old one is refused."""

    @wraps(command)
    def ready(*args: P.args, **kwargs: P.kwargs) -> R:
        set_up_django()
        ready_database()
        return command(*args, **kwargs)

    return ready


def ready_database() -> None:
    """Make the tables in a database that has none; raise Refusal when migrations are pending or it cannot be opened."""
    from django.core.management import call_command

    pending = pending_migrations()
    if not pending:
        return
    if not _has_tables():
        note("A new database: making its tables ...")
        call_command("migrate", verbosity=0, interactive=False)
        return
    raise Refusal(
        "The database is older than this program ({count} migrations are pending, first {first}). "
        "Make a copy of it, then run: thenchot migrate",
        count=len(pending),
        first=pending[0],
    )


def pending_migrations() -> list[str]:
    """Migrations not yet applied, in their order; raises Refusal when the database cannot be opened."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise Refusal("The database cannot be opened: {error}", error=str(error).strip()) from error
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _has_tables() -> bool:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return bool(MigrationRecorder(connection).applied_migrations())


def acting(command: Callable[..., R]) -> Callable[..., R]:
    """Add `--as USERNAME`; the command gets `by`: that user, or the program itself when none is named."""

    @click.option("--as", "as_user", metavar="USERNAME", help="Act as this user; without it, as the program.")
    @wraps(command)
    def known(*args: Any, as_user: str | None, **kwargs: Any) -> R:
        return command(*args, by=actor(as_user), **kwargs)

    return known


def actor(username: str | None) -> User | Program:
    """The user of this log-in name, or the running command as a program."""
    from thenchot.foundation.access.models import User
    from thenchot.foundation.ledger.acts import Program

    if username is None:
        context = click.get_current_context(silent=True)
        return Program(context.command_path if context else "thenchot")
    found: User | None = User.objects.filter(username__iexact=username, is_active=True).first()
    if found is None:
        raise Refusal("No active user has the log-in name {name}", name=username)
    return found


def note(text: str) -> None:
    """A remark about progress, on stderr so that stdout holds the answer alone."""
    print(text, file=sys.stderr, flush=True)


def show_json(value: object) -> None:
    """One JSON document on stdout, UTF-8, indented; decimals as text, since a float would not be exact."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.buffer.write(text.encode() + b"\n") if hasattr(sys.stdout, "buffer") else print(text)
    sys.stdout.flush()


def _plain(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
    return str(value)


def show_table(headers: Sequence[object], rows: Iterable[Sequence[object]]) -> None:
    """A plain table on stdout; columns of numbers stand to the right."""
    body = [list(row) for row in rows]
    texts = [[_cell(value) for value in line] for line in (list(headers), *body)]
    widths = [max(map(_width, column)) for column in zip(*texts, strict=True)]
    numeric = [all(isinstance(value, int | Decimal | None) for value in column) for column in zip(*body, strict=True)]
    for number, line in enumerate(texts):
        cells = [
            _padded(text, width, right=number > 0 and right)
            for text, width, right in zip(line, widths, numeric or [False] * len(widths), strict=True)
        ]
        click.echo("  ".join(cells).rstrip())
        if number == 0:
            click.echo("  ".join("-" * width for width in widths))


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _width(text: str) -> int:
    """Columns the text takes on a terminal; marks that combine take none, wide letters two."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in normalize("NFC", text))


def _padded(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - _width(text))
    return blank + text if right else text + blank
