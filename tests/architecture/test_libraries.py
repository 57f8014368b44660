"""Every library the code imports is declared and locked, so that a fresh machine has it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tools.house import PACKAGE, ROOT, our_files

NAME = re.compile(r"^[A-Za-z0-9._-]+")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> tuple[set[str], set[str]]:
    """Names of the libraries of the program, and of those for development."""
    written = tomllib.loads((ROOT / "pyproject.toml").read_text())
    program, development = written["project"]["dependencies"], written["dependency-groups"]["dev"]
    return tuple({canonical(NAME.match(line)[0]) for line in lines} for lines in (program, development))


def optional() -> set[str]:
    """Libraries of an extra: imported only where the extra was installed, and said so where it was not."""
    written = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = written["project"].get("optional-dependencies", {})
    return {canonical(NAME.match(line)[0]) for lines in extras.values() for line in lines}


def locked(name: str) -> set[str]:
    lines = (ROOT / "requirements" / name).read_text().splitlines()
    return {canonical(line.partition("==")[0]) for line in lines if "==" in line and not line.startswith(" ")}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_every_imported_library_is_declared():
    program, development = declared()
    program |= optional()
    known = packages_distributions()
    lacking = set()
    for path in our_files(".py"):
        of_program = PACKAGE in path.parents and "tests" not in path.parts
        allowed = program if of_program else program | development
        for module in set(imported(path)) - {"thenchot", "tests", "tools", "benches"} - sys.stdlib_module_names:
            if not {canonical(name) for name in known.get(module, [module])} & allowed:
                lacking.add(f"{module} in {path.relative_to(ROOT)}")
    assert not lacking, "declare these in pyproject.toml, then `make lock`:\n" + "\n".join(sorted(lacking))


def test_every_declared_library_is_locked():
    program, development = declared()
    assert program <= locked("base.txt"), "run `make lock`"
    assert program | development <= locked("dev.txt"), "run `make lock`"
