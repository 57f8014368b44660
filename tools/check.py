"""`make check`: form, lint, types, layers, migrations, templates and links, all of them, then what failed.

`make check ONLY="types layers"` runs some.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.house import ROOT

BIN = Path(sys.executable).parent
STEPS: dict[str, tuple[str, ...]] = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "layers": ("lint-imports", "--no-cache"),
    "migrations": ("django-admin", "makemigrations", "--check", "--dry-run"),
    "templates": ("djlint", "src", "--lint", "--quiet"),
    "links": ("python", "-m", "tools.links"),
}


def main() -> int:
    """Run the steps named on the command line, or all; 1 when one failed."""
    wanted = sys.argv[1:] or list(STEPS)
    if unknown := [name for name in wanted if name not in STEPS]:
        print(f"no such check: {' '.join(unknown)}; there are {' '.join(STEPS)}", file=sys.stderr)
        return 2
    failed = [name for name in wanted if not _passes(name)]
    print(f"Failed: {' '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def _passes(name: str) -> bool:
    program, *arguments = STEPS[name]
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "thenchot.config.settings", "THENCHOT_VAR": var}
        environment.pop("DATABASE_URL", None)
        done = subprocess.run(
            [BIN / program, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    passed = done.returncode == 0
    print(f"{name:<12}{'passed' if passed else 'FAILED'}  {time.monotonic() - started:.1f} s", flush=True)
    if not passed:
        print(done.stdout + done.stderr, flush=True)
    return passed


if __name__ == "__main__":
    raise SystemExit(main())
