"""Real registers beside the project, and the skip where they are absent."""

from pathlib import Path

import pytest

REGISTERS = Path(__file__).resolve().parents[7] / "shared" / "registers"


def register(name: str) -> Path:
    """Return the path of a real register; skip the test where the file is absent."""
    path = REGISTERS / name
    if not path.exists():
        pytest.skip(f"real register {name} is not beside the project")
    return path
