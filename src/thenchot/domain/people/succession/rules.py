"""The limits of succession planning: how many for a post and for a person, age bands, shares. Pure functions.

At most three for a post, three posts for a person, three age bands five years apart: 377-QĐ/TW of 2025; shares of young and of
women: 50-QĐ/TW before it. All of them are values of a dated rule, and examples until an official text is entered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thenchot.foundation.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Limits:
    """The rule's values."""

    most_per_post: int = 3
    most_per_person: int = 3
    band_years: int = 5
    bands: int = 3
    young_below: int = 42
    young_percent: int = 15
    women_percent: int = 25


@dataclass(frozen=True, slots=True)
class Planned:
    """One person planned, as the shares count them; None is not written down."""

    age: int | None
    is_woman: bool | None


@dataclass(frozen=True, slots=True)
class Shares:
    """How the plan stands against its least shares; whoever's age or sex is unknown is named apart, never counted as no."""

    young: int
    of_known_age: int
    women: int
    of_known_sex: int
    unknown_age: int
    unknown_sex: int
    enough_young: bool
    enough_women: bool


def check_nomination(limits: Limits, *, for_post: int, for_person: int) -> None:
    """Refuse one more than the rule allows, for the post or for the person."""
    if for_post + 1 > limits.most_per_post:
        raise Refusal("{most} persons are planned for this post already, the most allowed", most=limits.most_per_post)
    if for_person + 1 > limits.most_per_person:
        raise Refusal("The person is planned for {most} posts already, the most allowed", most=limits.most_per_person)


def band(limits: Limits, age: int) -> int:
    """The age band, 1 for the youngest: each `band_years` wide, the lowest and highest open.

    >>> [band(Limits(), age) for age in (30, 41, 42, 46, 47, 60)]
    [1, 1, 2, 2, 3, 3]
    """
    step = 1 if age < limits.young_below else 2 + (age - limits.young_below) // limits.band_years
    return min(step, limits.bands)


def shares(limits: Limits, planned: Iterable[Planned]) -> Shares:
    """The shares of young and of women among those whose age and sex are known."""
    found = list(planned)
    ages = [one.age for one in found if one.age is not None]
    sexes = [one.is_woman for one in found if one.is_woman is not None]
    young, women = sum(age < limits.young_below for age in ages), sum(sexes)
    return Shares(
        young=young,
        of_known_age=len(ages),
        women=women,
        of_known_sex=len(sexes),
        unknown_age=len(found) - len(ages),
        unknown_sex=len(found) - len(sexes),
        enough_young=young * 100 >= limits.young_percent * len(ages),
        enough_women=women * 100 >= limits.women_percent * len(sexes),
    )


def band_ages(limits: Limits, number: int) -> tuple[int | None, int | None]:
    """The first age of a band and the first beyond it; None where it is open.

    >>> [band_ages(Limits(), number) for number in (1, 2, 3)]
    [(None, 42), (42, 47), (47, None)]
    """
    low = limits.young_below + (number - 2) * limits.band_years
    return (low if number > 1 else None, low + limits.band_years if number < limits.bands else None)
