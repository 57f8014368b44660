"""Chance that comes out exactly: so many of a number, which ones is open."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal
    from random import Random

BLOCK = 1000


def part_of(total: int, share: Decimal) -> int:
    """The least number that is at least the share of the total."""
    return math.ceil(share * total)


def allotted(total: int, count: int, chance: Random) -> Iterator[bool]:
    """`total` answers of which exactly `count` are yes, shuffled in blocks so that a long row needs no memory.

    >>> from random import Random
    >>> sum(allotted(2500, 243, Random(1)))
    243
    """
    done = given = 0
    while done < total:
        size = min(BLOCK, total - done)
        done += size
        due = -(-count * done // total) - given
        given += due
        block = [True] * due + [False] * (size - due)
        chance.shuffle(block)
        yield from block


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts in proportion to the weights that add up to `total`: largest remainders first, ties to the earlier.

    >>> shared_out(10, [1, 1, 1])
    [4, 3, 3]
    """
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(exact)), key=lambda n: (parts[n] - exact[n], n))
    for number in order[: total - sum(parts)]:
        parts[number] += 1
    return parts
