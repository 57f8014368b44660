"""Tasks as an iCalendar file (RFC 5545), for the calendar on anybody's own machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_LINE = 75  # RFC 5545, 3.1: octets a line, the break not counted.


@dataclass(frozen=True, slots=True)
class Entry:
    """A day in the calendar."""

    key: str
    day: date
    title: str
    note: str = ""


def calendar(entries: Iterable[Entry], now: datetime) -> str:
    """The file's text, each entry an event of a whole day with a reminder one day before."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Then chot//Directives//VI", "CALSCALE:GREGORIAN"]
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.key}@thenchot",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(entry.title)}",
            *([f"DESCRIPTION:{_escaped(entry.note)}"] if entry.note else []),
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(entry.title)}",
            "TRIGGER:-P1D",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> list[str]:
    """Cut at 75 octets without cutting a letter; further parts begin with a blank."""
    parts, here, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LINE:
            parts.append(here)
            here, size = " ", 1
        here += letter
        size += octets
    return [*parts, here]
