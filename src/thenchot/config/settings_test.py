"""Settings for tests: quick password hashing and databases that may be lost; everything else as in earnest."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "THENCHOT_VAR" not in os.environ:
    os.environ["THENCHOT_VAR"] = tempfile.mkdtemp(prefix="thenchot-test-")
    atexit.register(shutil.rmtree, os.environ["THENCHOT_VAR"], ignore_errors=True)
# tests/databases.py chooses the database; what the machine uses in earnest is not touched.
os.environ.pop("DATABASE_URL", None)

from thenchot.config.settings import *  # noqa: F403
from thenchot.config.settings import DATABASES, VAR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# In a file, so that a second connection or thread sees it as in earnest; without waiting for the disk.
DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR) / "test.sqlite3")}
DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
