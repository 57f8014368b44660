"""`python -m thenchot.edges.cli` is the command `thenchot`."""

from __future__ import annotations

from thenchot.edges.cli.main import main

main()
