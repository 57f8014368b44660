"""Reads the few environment variables Thenchot obeys; each has a default that works on one PC without a network."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def text(name: str, default: str) -> str:
    """The variable's text, or the default where it is unset or empty."""
    return os.environ.get(name) or default


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes, on (any case); anything else that is set is False."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def folder(name: str, default: str) -> Path:
    """A folder, made if it is not there, as an absolute path."""
    path = Path(text(name, default)).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret(name: str, keep_in: Path) -> str:
    """The variable's text; without one, a secret made once and kept in a file only its owner can read."""
    if value := os.environ.get(name):
        return value
    if not keep_in.exists():
        descriptor = os.open(keep_in, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return keep_in.read_text(encoding="ascii").strip()
