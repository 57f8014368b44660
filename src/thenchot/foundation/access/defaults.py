"""The roles an installation starts with, from `roles.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thenchot.foundation.access.models import Role


@dataclass(frozen=True, slots=True)
class DefaultRole:
    """A role as the file states it."""

    code: str
    name: str
    permissions: tuple[str, ...]
    needs_second_step: bool = False


@cache
def default_roles() -> tuple[DefaultRole, ...]:
    """The roles of the file, in its order: from the one who may least to the one who may most."""
    stated = tomllib.loads(Path(__file__).with_name("roles.toml").read_text(encoding="utf-8"))
    return tuple(
        DefaultRole(code, row["name"], tuple(row["permissions"]), row.get("second_step", False))
        for code, row in stated.items()
    )


def ensure_roles(*, second_step: bool = True) -> dict[str, Role]:
    """Make the default roles that are missing and return all of them by code. Called inside an act; safe to call again.

    A role that is there already stays as the installation has it. Without `second_step` none of those made asks for one.
    """
    known: dict[str, Role] = {role.code: role for role in Role.objects.all()}
    for role in default_roles():
        if role.code not in known:
            asks = second_step and role.needs_second_step
            made = Role(code=role.code, name=role.name, permissions=list(role.permissions), needs_second_step=asks)
            made.save()
            known[role.code] = made
    return {role.code: known[role.code] for role in default_roles()}
