"""Does a number format show a date, a time, a duration or a plain number?

Built-in format numbers and the letters of custom formats: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from typing import Literal

NumberKind = Literal["number", "date", "time", "datetime", "duration"]

_BUILT_IN: dict[int, NumberKind] = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 34, 35, 36, *range(50, 59)), "date"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 47), "time"),
    22: "datetime",
    46: "duration",
}
_not_shown = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hmsHMS]+\])[^\]]*\]')
_elapsed = re.compile(r"\[[hms]+\]")


def number_kind(format_id: int, code: str | None) -> NumberKind:
    """Return what a number in this format stands for; `code` is the custom format text, if there is one."""
    if code is None:
        return _BUILT_IN.get(format_id, "number")
    shown = _not_shown.sub("", code.split(";")[0]).lower()
    if _elapsed.search(shown):
        return "duration"
    if "general" in shown:
        return "number"
    shown = shown.replace("am/pm", "h").replace("a/p", "h")
    clock = "h" in shown or "s" in shown
    calendar = "y" in shown or "d" in shown or ("m" in shown and not clock) or "mmm" in shown
    if calendar:
        return "datetime" if clock else "date"
    return "time" if clock else "number"
