"""Where things lie in the repository, for the tools and the architecture tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "thenchot"
FLOORS = ("edges", "insight", "domain", "foundation")
# Made by tools or by use; never ours.
NOT_OURS = frozenset({".git", ".venv", "var", "build", "dist", "node_modules", "__pycache__"})


def app_folders() -> list[Path]:
    """Every app of the house, and config, which speaks to people too."""
    apps = [
        app
        for floor in FLOORS
        for app in sorted((PACKAGE / floor).iterdir())
        if app.is_dir() and (app / "__init__.py").exists()
    ]
    return [PACKAGE / "config", *apps]


def our_files(*endings: str) -> Iterator[Path]:
    """Every file of the repository with one of these endings, or every file at all."""
    waiting = [ROOT]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            if path.is_dir():
                if path.name not in NOT_OURS and not path.name.endswith(("_cache", ".egg-info", ".hypothesis")):
                    waiting.append(path)
            elif not endings or path.suffix in endings:
                yield path
