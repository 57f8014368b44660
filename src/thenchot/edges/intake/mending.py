"""What people say of refused rows: a value means another, a cell is corrected, something may be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from thenchot.edges.intake.lines import Fixes
from thenchot.edges.intake.profile import Profile
from thenchot.foundation.kernel.vietnamese import tidy

Answers = Mapping[str, Any]


def mended(mapping: Profile, report: Mapping[str, Any], answers: Answers) -> Profile:
    """The mapping with what the answers say: `meant-N` or `other-N` for the N-th kind of fault, `create` for what may be made."""
    meanings = {name: dict(values) for name, values in mapping.replace.items()}
    for number, group in enumerate(report.get("fault_groups", [])):
        meant = tidy(str(answers.get(f"other-{number}") or answers.get(f"meant-{number}") or ""))
        if meant and group.get("field"):
            meanings.setdefault(group["field"], {})[group["found"]] = meant
    creates = mapping.creates | {str(name) for name in _several(answers, "create") if name}
    return replace(mapping, replace=meanings, creates=frozenset(creates))


def fixes(known: Fixes, report: Mapping[str, Any], answers: Answers) -> dict[str, dict[str, str]]:
    """The corrected cells: `fix-LINE-POSITION`, kept only where it says something else than what was found."""
    found = {name: dict(cells) for name, cells in known.items()}
    for fault in report.get("faults", []):
        line, position = fault.get("line"), fault.get("position")
        given = answers.get(f"fix-{line}-{position}")
        if given is not None and position is not None and str(given).strip() not in {"", fault["found"]}:
            found.setdefault(str(line), {})[str(position)] = str(given).strip()
    return found


def _several(answers: Answers, name: str) -> list[Any]:
    read = getattr(answers, "getlist", None)
    return list(read(name)) if read is not None else list(answers.get(name, ()))
