"""What files can feed: each target knows its fields, checks lines and turns them into records."""

from __future__ import annotations
