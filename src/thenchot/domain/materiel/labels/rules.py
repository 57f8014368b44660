"""The code of an item's label, and what a scanner delivers. Pure functions; codes are text from end to end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from thenchot.foundation.kernel.refusal import Refusal

# Crockford's base 32: no I, L, O, U, so a code read aloud or typed by hand is not mistaken.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS = _DIGITS + "*~$=U"
_READ_AS = str.maketrans("OIL", "011")
PREFIX = "TCE"
_LENGTH = 26


def label_code(key: UUID) -> str:
    """What the label of a record carries: a prefix, its key in base 32, and a check character (modulo 37).

    >>> key_of(label_code(UUID(int=12345)))
    UUID('00000000-0000-0000-0000-000000003039')
    """
    number, digits = key.int, ""
    for _place in range(_LENGTH):
        number, digit = divmod(number, 32)
        digits = _DIGITS[digit] + digits
    return PREFIX + digits + _CHECKS[key.int % 37]


def key_of(text: str) -> UUID | None:
    """The key in a label's text; None when it is no label of ours. Letter case, blanks and O, I, L typed for 0, 1 do not matter.

    Refuses a label of ours with a wrong character.
    """
    code = "".join(text.split()).upper()
    if not code.startswith(PREFIX) or len(code) != len(PREFIX) + _LENGTH + 1:
        return None
    digits = code[len(PREFIX) : -1].translate(_READ_AS)
    number = 0
    for digit in digits:
        if digit not in _DIGITS:
            raise Refusal("The label was misread; scan it again", field="code")
        number = number * 32 + _DIGITS.index(digit)
    if number >= 1 << 128 or _CHECKS[number % 37] != code[-1]:
        raise Refusal("The label was misread; scan it again", field="code")
    return UUID(int=number)


GROUP_SEPARATOR = "\x1d"
_SYMBOLOGY = re.compile(r"^\](?:C1|d2|Q3|e0)")
# Application identifiers of the GS1 General Specifications that a store meets: how many characters, fixed or at most.
_FIXED: Mapping[str, int] = {"00": 18, "01": 14, "02": 14, "11": 6, "13": 6, "15": 6, "17": 6, "20": 2}
_AT_MOST: Mapping[str, int] = {"10": 20, "21": 20, "22": 20, "30": 8, "37": 8, "240": 30, "241": 30, "400": 30}
_LONGEST = 90  # Characters of a GS1-128 symbol and its identifiers, with room to spare.
_MOST_READINGS = 20  # Enough to ask about; a text made to be read in thousands of ways does not hold the page up.


@dataclass(frozen=True, slots=True)
class Reading:
    """What a scan may mean: one way of reading it, or several to ask about."""

    readings: tuple[Mapping[str, str], ...]

    @property
    def is_certain(self) -> bool:
        """Exactly one way."""
        return len(self.readings) == 1


def read_gs1(text: str, *, separators: str = GROUP_SEPARATOR) -> Reading:
    """The element string of a GS1 label as identifier -> value. `separators` are the characters this scanner sends for FNC1.

    A variable field runs to the next separator. Where a scanner swallowed the separators, every way to cut the text is
    tried; more than one means that a person must be asked. No way at all gives no reading.

    >>> read_gs1("10AB" + GROUP_SEPARATOR + "21A7").readings
    ({'10': 'AB', '21': 'A7'},)
    >>> len(read_gs1("10AB21A7").readings)
    2
    """
    cleaned = _SYMBOLOGY.sub("", text)
    for separator in separators:
        cleaned = cleaned.replace(separator, GROUP_SEPARATOR)
    cleaned = cleaned.strip(GROUP_SEPARATOR)
    if len(cleaned) > _LONGEST:
        return Reading(())
    ways = islice(_elements(cleaned, {}, cut=GROUP_SEPARATOR in cleaned), _MOST_READINGS)
    found = {tuple(sorted(reading.items())): reading for reading in ways}
    return Reading(tuple(found.values()))


def _elements(rest: str, so_far: dict[str, str], *, cut: bool) -> Iterator[dict[str, str]]:
    if not rest:
        if so_far:
            yield so_far
        return
    for identifier in (*_FIXED, *_AT_MOST):
        if rest.startswith(identifier) and identifier not in so_far:
            after = rest[len(identifier) :]
            for length in _lengths(identifier, after, cut=cut):
                value, more = after[:length], after[length:].removeprefix(GROUP_SEPARATOR)
                yield from _elements(more, {**so_far, identifier: value}, cut=cut)


def _lengths(identifier: str, after: str, *, cut: bool) -> Iterator[int]:
    if (fixed := _FIXED.get(identifier)) is not None:
        if len(after) >= fixed and after[:fixed].isdigit():
            yield fixed
        return
    end = after.find(GROUP_SEPARATOR)
    end = len(after) if end < 0 else end
    most = min(end, _AT_MOST[identifier])
    if cut:
        # The scanner sends separators, so a variable field ends at one, or at the end.
        if 1 <= end <= most:
            yield end
        return
    yield from range(1, most + 1)


_ENVELOPE = re.compile(r"^\[\)>.?06.", re.DOTALL)
_IDENTIFIERS = re.compile(r"^(1P|1T|Q|P|S|T|K|D)(.+)$", re.DOTALL)


def read_fields(text: str, *, separators: str = GROUP_SEPARATOR) -> dict[str, str]:
    """The fields of a two-dimensional label with data identifiers (ISO/IEC 15434, format 06): `P`, `1P`, `Q`, `S`, `1T` ...

    `separators` are the characters this scanner sends between fields: profiles differ, the meaning does not.

    >>> read_fields("[)>@06@PABC@1P77@Q5@@", separators="@")
    {'P': 'ABC', '1P': '77', 'Q': '5'}
    """
    for separator in separators + "\x1e\x04":
        text = text.replace(separator, GROUP_SEPARATOR)
    body = _ENVELOPE.sub("", text)
    parts = [part for part in body.split(GROUP_SEPARATOR) if part]
    return {match[1]: match[2] for part in parts if (match := _IDENTIFIERS.match(part))}


def bytes_received(text: str) -> list[tuple[str, str]]:
    """Each character a scanner sent with its code point, so that its profile can be set: control characters by name."""
    names = {"\x1d": "GS", "\x1e": "RS", "\x04": "EOT", "\x1c": "FS", "\t": "TAB", " ": "SP"}
    return [(names.get(c, c if c.isprintable() else "?"), f"{ord(c):02X}") for c in text]
