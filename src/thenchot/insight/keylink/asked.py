"""What is asked of the key link, in the planner's words: of which figures, where, when, to what end and within which limits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.models import Unit

SECONDS = 10.0


# Answers by name, as an address, a form or the command line gives them.
Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question. `figures` are (indicator, slice); the targets in force are asked for unless `target` (percent) is given.

    With a limit and no `target` the best use of what there is is asked for, else the least cost. `budget` is in đồng,
    `within` days until all is done, `work` days of work in all, `benches` days of each bench, `fixes` how many.
    `order` holds pairs of fixes of which the first is done before the second.
    """

    figures: tuple[tuple[str, str], ...]
    unit: Unit
    on: date
    target: Decimal | None = None
    budget: Decimal | None = None
    within: int | None = None
    work: int | None = None
    fixes: int | None = None
    benches: tuple[tuple[str, int], ...] = ()
    must: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    fair: bool = False
    reach: bool = False
    seconds: float = SECONDS

    @property
    def is_plain(self) -> bool:
        """Whether it is the board's own question: this figure, its own target, no wish."""
        return len(self.figures) == 1 and not self.wishes

    @property
    def is_limited(self) -> bool:
        """Whether what may be used up is limited."""
        return any(value is not None for value in (self.budget, self.within, self.work, self.fixes)) or bool(
            self.benches
        )

    @property
    def best_use(self) -> bool:
        """Whether the most is asked for, not the least cost: there is a limit and no target named."""
        return self.is_limited and self.target is None and not self.reach

    @property
    def wishes(self) -> list[tuple[str, str]]:
        """What was wished beyond the figure's own target, as names and texts of an address."""
        plain = {
            "target": self.target,
            "budget": self.budget,
            "within": self.within,
            "work": self.work,
            "fixes": self.fixes,
        }
        found = [
            (name, format(value, "f") if isinstance(value, Decimal) else str(value))
            for name, value in plain.items()
            if value is not None
        ]
        found += [("bench", f"{name}={days}") for name, days in self.benches]
        found += [("must", key) for key in self.must] + [("leave", key) for key in self.leave]
        found += [("order", f"{first} > {later}") for first, later in self.order]
        found += [("fair", "1")] if self.fair else []
        return found + ([("reach", "1")] if self.reach else [])

    def query(self, *more: tuple[str, str], without: Iterable[str] = ()) -> str:
        """The address's query of this question."""
        pairs = [("unit", self.unit.code), ("on", self.on.isoformat())]
        pairs += [("figure", f"{indicator}.{part}") for indicator, part in self.figures]
        return "?" + urlencode([*(pair for pair in [*pairs, *self.wishes] if pair[0] not in set(without)), *more])

    @property
    def name(self) -> str:
        """The name under which its answer is kept; the time allowed is no part of the question."""
        words = repr((self.figures, self.wishes))
        return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()


def wished(given: Given, figures: Sequence[tuple[str, str]], unit: Unit, on: date, seconds: float = SECONDS) -> Asked:
    """The question that an address, a form or the command line asks; refuses what cannot be read."""
    return Asked(
        figures=tuple(dict.fromkeys(figures)),
        unit=unit,
        on=on,
        seconds=seconds,
        target=_percent(_one(given, "target")),
        budget=_amount("budget", _one(given, "budget")),
        within=_whole("within", _one(given, "within")),
        work=_whole("work", _one(given, "work")),
        fixes=_whole("fixes", _one(given, "fixes")),
        benches=tuple(sorted(_bench(text) for text in given.get("bench", ()) if text.strip())),
        must=tuple(sorted(set(given.get("must", ())))),
        leave=tuple(sorted(set(given.get("leave", ())))),
        order=tuple(sorted({_pair(text) for text in given.get("order", ()) if text.strip()})),
        fair=bool(_one(given, "fair")),
        reach=bool(_one(given, "reach")),
    )


def _one(given: Given, name: str) -> str:
    """The last answer of this name; nothing where there is none."""
    found = given.get(name, ())
    return found[-1].strip() if found else ""


def figure_named(text: str) -> tuple[str, str]:
    """An indicator and a slice as "indicator.slice"."""
    indicator, _dot, part = text.strip().partition(".")
    return indicator, part


def _decimal(text: str) -> Decimal | None:
    """A number with a decimal comma or point; a point or space between groups of three digits is no decimal."""
    plain = text.strip().replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    if plain.count(".") > 1 or ("," in plain and "." in plain.partition(",")[0]):
        plain = plain.replace(".", "")
    elif plain.count(",") > 1:
        plain = plain.replace(",", "")
    try:
        found = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _percent(text: str) -> Decimal | None:
    if not text:
        return None
    found = _decimal(text.replace("%", ""))
    if found is None or not 0 <= found <= 100:
        raise Refusal("“{found}” is no target; a target is a percentage from 0 to 100", field="target", found=text)
    return found.normalize() + 0


def _amount(name: str, text: str) -> Decimal | None:
    if not text:
        return None
    found = _money(text)
    if found is None or found != round(found, 2):
        raise Refusal("“{found}” is no amount of money; write it like 240.000.000", field=name, found=text)
    if found < 0:
        raise Refusal("The budget is {found}; it cannot be below zero", field=name, found=text)
    return found


def _money(text: str) -> Decimal | None:
    """An amount in đồng: groups of three digits, with points, commas or spaces between them, or none."""
    plain = text.strip().lower().removesuffix("đồng").removesuffix("đ").strip()
    groups = plain.replace("\N{NO-BREAK SPACE}", " ").replace(",", ".").replace(" ", ".").split(".")
    if len(groups) > 1 and all(len(group) == 3 and group.isdigit() for group in groups[1:]):
        plain = "".join(groups)
    return _decimal(plain)


def _whole(name: str, text: str) -> int | None:
    plain = text.strip()
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        raise Refusal("“{found}” is no whole number from 0 up", field=name, found=plain)
    return int(plain)


def _pair(text: str) -> tuple[str, str]:
    first, sign, later = text.partition(" > ")
    if not sign or not first.strip() or not later.strip():
        raise Refusal("“{found}” is no order of two fixes; write it like KEY > KEY", field="order", found=text.strip())
    return first.strip(), later.strip()


def _bench(text: str) -> tuple[str, int]:
    name, _sign, days = text.rpartition("=")
    if not name.strip():
        raise Refusal("“{found}” is no bench with its days; write it like Name=30", field="bench", found=text.strip())
    return name.strip(), _whole("bench", days) or 0
