"""`thenchot user`: adds users, sets passwords, disables those who leave."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from thenchot.edges.cli import house

if TYPE_CHECKING:
    from thenchot.foundation.access.models import User
    from thenchot.foundation.ledger.acts import Program


@click.group()
def command() -> None:
    """Users: add, password, reset-password, unlock, reset-second-step, end-sessions, disable, enable, list.

    A password is read from the terminal or from standard input.
    """


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="Name to show in the history.")
@click.option("--unit", "unit_code", help="Code of the unit the user belongs to, and of the grant.")
@click.option("--role", "role_code", help="Code of a role to grant at the unit from today.")
@click.option("--administrator", is_flag=True, help="Grant the administrator's role at every root unit.")
@click.option("--root-unit", nargs=2, metavar="CODE NAME", help="Found this unit first, where there is none yet.")
@house.with_database
@house.acting
def add(
    username: str,
    name: str,
    unit_code: str | None,
    role_code: str | None,
    administrator: bool,
    root_unit: tuple[str, str] | None,
    by: User | Program,
) -> None:
    """Add the user USERNAME; their role and unit may follow later on the pages.

    The first user of an empty installation: thenchot user add nam --name "Nam" --administrator --root-unit PKT "Phòng Kỹ thuật"
    """
    from thenchot.foundation.access import accounts
    from thenchot.foundation.ledger.acts import act
    from thenchot.foundation.organisation import queries

    unit = queries.by_code(unit_code) if unit_code else None
    password = _password()
    with act("access.add_user", by=by):
        if root_unit:
            _found_root(*root_unit)
        user = accounts.add(username, name, password=password, unit=unit)
        if role_code:
            accounts.grant(user, accounts.role(role_code), at=unit)
        if administrator:
            accounts.make_administrator(user)
    house.note(f"Added {user.username}.")


@command.command()
@click.argument("username")
@house.with_database
def password(username: str) -> None:
    """Set the password of USERNAME."""
    from thenchot.foundation.access import accounts

    accounts.set_password(accounts.by_name(username), _password())
    house.note("The password is set.")


@command.command()
@click.argument("username")
@click.option("--reason", default="", help="Why, for the history.")
@house.with_database
@house.acting
def disable(username: str, reason: str, by: User | Program) -> None:
    """Refuse log-in to USERNAME from now on; the history keeps the name."""
    _switch(username, active=False, by=by, reason=reason)


@command.command()
@click.argument("username")
@click.option("--reason", default="", help="Why, for the history.")
@house.with_database
@house.acting
def enable(username: str, reason: str, by: User | Program) -> None:
    """Let USERNAME log in again."""
    _switch(username, active=True, by=by, reason=reason)


@command.command("reset-password")
@click.argument("username")
@click.option("--reason", required=True, help="Why, for the history.")
@house.with_database
@house.acting
def reset_password(username: str, reason: str, by: User | Program) -> None:
    """Give USERNAME a password for one log-in within three days; it is printed once and must be replaced there."""
    from thenchot.foundation.access import accounts
    from thenchot.foundation.ledger.acts import act

    with act("access.reset_password", by=by, reason=reason):
        secret = accounts.reset_password(accounts.by_name(username))
    click.echo(secret)


@command.command()
@click.argument("username")
@click.option("--reason", required=True, help="Why, for the history.")
@house.with_database
@house.acting
def unlock(username: str, reason: str, by: User | Program) -> None:
    """Let USERNAME log in again after too many failures, before the time is over."""
    from thenchot.foundation.access import accounts
    from thenchot.foundation.ledger.acts import act

    with act("access.unlock", by=by, reason=reason):
        accounts.unlock(accounts.by_name(username))
    house.note(f"{username} may try again.")


@command.command("reset-second-step")
@click.argument("username")
@click.option("--reason", required=True, help="Why, for the history.")
@house.with_database
@house.acting
def reset_second_step(username: str, reason: str, by: User | Program) -> None:
    """Forget the authenticator app and the recovery codes of USERNAME."""
    from thenchot.foundation.access import accounts
    from thenchot.foundation.ledger.acts import act

    with act("access.reset_second_step", by=by, reason=reason):
        accounts.reset_second_step(accounts.by_name(username))
    house.note(f"{username} logs in with the password alone, until a second step is set up again.")


@command.command("end-sessions")
@click.argument("username")
@click.option("--reason", required=True, help="Why, for the history.")
@house.with_database
@house.acting
def end_sessions(username: str, reason: str, by: User | Program) -> None:
    """Log USERNAME out in every browser."""
    from thenchot.foundation.access import accounts
    from thenchot.foundation.ledger.acts import act

    with act("access.end_sessions", by=by, reason=reason):
        ended = accounts.end_sessions(accounts.by_name(username))
    house.note(f"Sessions ended: {ended}.")


@command.command("list")
@house.as_json
@house.with_database
def show(as_json: bool) -> None:
    """List all users."""
    from thenchot.foundation.access.models import User

    users = User.objects.select_related("unit")
    if as_json:
        house.show_json(
            [
                {"username": u.username, "name": u.display_name, "unit": u.unit and u.unit.code, "active": u.is_active}
                for u in users
            ]
        )
        return
    rows = [(u.username, u.display_name, u.unit.code if u.unit else "", "yes" if u.is_active else "no") for u in users]
    house.show_table(("Log-in name", "Name", "Unit", "Active"), rows)


def _found_root(code: str, name: str) -> None:
    from thenchot.foundation.access.reach import today
    from thenchot.foundation.kernel.refusal import Refusal
    from thenchot.foundation.organisation import actions, queries

    if there := queries.roots(today()).first():
        raise Refusal("There is a root unit already: {unit}", unit=str(there))
    actions.found(code, name, parent=None, on=today())


def _switch(username: str, *, active: bool, by: User | Program, reason: str) -> None:
    from thenchot.foundation.access import accounts
    from thenchot.foundation.ledger.acts import act

    with act("access.enable_user" if active else "access.disable_user", by=by, reason=reason):
        accounts.set_active(accounts.by_name(username), active)
    house.note(f"{username} can {'log in again' if active else 'no longer log in'}.")


def _password() -> str:
    """Typed twice on a terminal; the first line of standard input otherwise."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
