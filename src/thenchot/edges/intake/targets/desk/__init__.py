"""Any resource of the desk as a target: its form and its action for adding say what is right, as they do on the page."""

from __future__ import annotations
