"""Serial numbers as people write them: when two spellings name one item, and what a range such as `10-15, 10+3, ~` lists.

Pure functions. The spelling is kept as it was given; only the key is compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from thenchot.foundation.kernel.refusal import Refusal

MOST_AT_ONCE = 20_000

# Cyrillic and Greek letters with a Latin twin: plates of Soviet make are typed in either alphabet. Ð (eth) is typed for Đ.
_TWINS = str.maketrans("АВЕІЈКМНОРСТУХЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧЗÐ", "ABEIJKMHOPCTYXSABEZHIKMNOPTYX3Đ")
_LOOK_ALIKES = str.maketrans("OIL", "011")
_DASHES = re.compile(r"[\u002D\u00AD\u058A\u2010-\u2015\u2043\u2212\uFE58\uFE63\uFF0D]")
# A dash between two digits tells 12-3 from 1-23; anywhere else it is only a way of writing.
_IDLE_DASH = re.compile(r"(?<![0-9])-+|-+(?![0-9])")


def plain_key(text: str) -> str:
    r"""Case, blanks, alphabets and idle dashes made one; O and 0, I and 1 stay apart.

    >>> plain_key(" ak-47 \u043e 12\u20133 ")
    'AK47O12-3'
    """
    upper = unicodedata.normalize("NFKC", text).upper().translate(_TWINS)
    joined = "".join(_DASHES.sub("-", upper).split())
    return _IDLE_DASH.sub("", re.sub(r"-{2,}", "-", joined))


def serial_key(text: str) -> str:
    """What decides that two serial numbers are the same: the plain key with O read as 0, I and L as 1.

    >>> serial_key("A7l-O5") == serial_key(" a71 05")
    True
    """
    return plain_key(text).translate(_LOOK_ALIKES)


def expand(text: str, *, following: int = 1, most: int = MOST_AT_ONCE) -> list[str]:
    """The serial numbers a line lists, in its order: single ones, `10-15`, `10+3` (three from 10), `~` (the next free one).

    Parts are separated by commas, semicolons or line ends. A common beginning and leading zeros are kept (`A008-A010`,
    `A008-010`); a serial that holds a dash of its own stands in quotes. `following` is the number the first `~` stands for.
    Refuses an empty line, a range that runs backwards, a serial listed twice (by key) and more than `most` at once.

    >>> expand('10-12, A08+3, "12-3", ~', following=40)
    ['10', '11', '12', 'A08', 'A09', 'A10', '12-3', '40']
    """
    listed: list[str] = []
    seen: dict[str, str] = {}
    for serial in _each(text, following, most):
        if (twin := seen.setdefault(serial_key(serial), serial)) is not serial:
            raise Refusal(
                "{serial} and {twin} are the same serial number", field="serial_numbers", serial=serial, twin=twin
            )
        listed.append(serial)
        if len(listed) > most:
            raise Refusal("More than {most} serial numbers at once", field="serial_numbers", most=most)
    if not listed:
        raise Refusal("Write at least one serial number", field="serial_numbers")
    return listed


_PARTS = re.compile(r'[\s,;]*(?:"(?P<quoted>[^"\n]+)"|(?P<part>[^,;\n"]+))\s*(?:[,;\n]|$)')
_RANGE = re.compile(r"(?P<head>.*?)(?P<first>[0-9]+)\s*-\s*(?P<head_again>.*?)(?P<last>[0-9]+)$")
_COUNTED = re.compile(r"(?P<head>.*?)(?P<first>[0-9]+)\s*\+\s*(?P<count>[0-9]+)$")


def _each(text: str, following: int, most: int) -> Iterator[str]:
    for quoted, part in _parts(_DASHES.sub("-", unicodedata.normalize("NFC", text))):
        if quoted:
            yield quoted
        elif part == "~":
            yield str(following)
            following += 1
        elif counted := _COUNTED.fullmatch(part):
            yield from _run(part, counted["head"], counted["first"], int(counted["count"]), most)
        elif (spread := _RANGE.fullmatch(part)) and spread["head_again"] in ("", spread["head"]):
            count = int(spread["last"]) - int(spread["first"]) + 1
            yield from _run(part, spread["head"], spread["first"], count, most)
        else:
            yield part


def _parts(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text):
        if not text[position:].strip(" \t\r\n,;"):
            return
        found = _PARTS.match(text, position)
        if found is None:
            raise Refusal(
                "Cannot read {text} as serial numbers", field="serial_numbers", text=text[position:].strip()[:40]
            )
        position = found.end()
        part = " ".join((found["part"] or "").split())
        if found["quoted"] or part:
            yield (found["quoted"] or "").strip(), part


def _run(part: str, head: str, first: str, count: int, most: int) -> Iterator[str]:
    if count < 1:
        raise Refusal("The range {part} runs backwards", field="serial_numbers", part=part)
    if count > most:
        raise Refusal("More than {most} serial numbers at once", field="serial_numbers", most=most)
    for number in range(int(first), int(first) + count):
        yield f"{head}{number:0{len(first)}d}"
