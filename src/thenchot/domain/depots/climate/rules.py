"""When a store was out of its limits, and when nobody knows. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from thenchot.foundation.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Limit:
    """Between what values; None is no limit. The limits themselves are inside."""

    temperature_min: Decimal | None = None
    temperature_max: Decimal | None = None
    humidity_min: Decimal | None = None
    humidity_max: Decimal | None = None
    longest_gap: timedelta = timedelta(hours=24)

    def excess(self, reading: Reading) -> tuple[Decimal, Decimal]:
        """How far temperature and humidity are outside, signed: above positive, below negative, 0 inside or not measured."""
        return (
            _outside(reading.temperature, self.temperature_min, self.temperature_max),
            _outside(reading.humidity, self.humidity_min, self.humidity_max),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured at an instant."""

    at: datetime
    temperature: Decimal | None = None
    humidity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Excursion:
    """A run of readings outside the limits, from the first of them until the next reading inside (None: still outside).

    A gap in the log ends a run at its last reading: what came after it is not known.
    """

    start: datetime
    end: datetime | None
    readings: int
    temperature: Decimal | None
    humidity: Decimal | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A time longer than allowed with no reading."""

    start: datetime
    end: datetime | None


def excursions(readings: Iterable[Reading], limit: Limit) -> list[Excursion]:
    """The runs outside the limits, oldest first; `temperature` and `humidity` are the values furthest outside, if any were."""
    found: list[Excursion] = []
    run: list[Reading] = []
    ordered = sorted(readings, key=lambda reading: reading.at)
    for place, reading in enumerate(ordered):
        if run and reading.at - run[-1].at > limit.longest_gap:
            found.append(_excursion(run, run[-1].at, limit))
            run = []
        if any(limit.excess(reading)):
            run.append(reading)
        elif run:
            found.append(_excursion(run, reading.at, limit))
            run = []
        if run and place == len(ordered) - 1:
            found.append(_excursion(run, None, limit))
    return found


def gaps(readings: Iterable[Reading], limit: Limit, until: datetime) -> list[Gap]:
    """Times longer than allowed without a reading, the last one up to `until` (open-ended)."""
    instants = sorted(reading.at for reading in readings)
    found = [Gap(one, other) for one, other in pairwise(instants) if other - one > limit.longest_gap]
    if instants and until - instants[-1] > limit.longest_gap:
        found.append(Gap(instants[-1], None))
    return found


def check_reading(temperature: Decimal | None, humidity: Decimal | None) -> None:
    """A reading says something, and something possible on earth."""
    if temperature is None and humidity is None:
        raise Refusal("Write the temperature, the humidity or both", field="temperature")
    if temperature is not None and not -90 <= temperature <= 100:
        raise Refusal("{value} °C cannot be in a store", field="temperature", value=f"{temperature:f}")
    if humidity is not None and not 0 <= humidity <= 100:
        raise Refusal("Relative humidity is from 0 to 100 %, not {value}", field="humidity", value=f"{humidity:f}")


def _outside(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> Decimal:
    if value is None:
        return Decimal(0)
    if high is not None and value > high:
        return value - high
    if low is not None and value < low:
        return value - low
    return Decimal(0)


def _excursion(run: Sequence[Reading], end: datetime | None, limit: Limit) -> Excursion:
    hottest = max(run, key=lambda r: abs(limit.excess(r)[0]))
    dampest = max(run, key=lambda r: abs(limit.excess(r)[1]))
    return Excursion(
        run[0].at,
        end,
        len(run),
        hottest.temperature if limit.excess(hottest)[0] else None,
        dampest.humidity if limit.excess(dampest)[1] else None,
    )
