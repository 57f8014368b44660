"""Draws the invented tree: commands, depots, works and field units, and what was re-formed in past years."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from typing import TYPE_CHECKING

from thenchot.edges.cli.demo import names
from thenchot.edges.cli.demo.chance import days_before, stream
from thenchot.edges.cli.demo.plan import Move, Plan, Planned, Reform
from thenchot.foundation.kernel.months import add_months

if TYPE_CHECKING:
    from random import Random

    from thenchot.edges.cli.demo.sizes import Sizes

AGENCIES = ("Phòng Kế hoạch - Tổng hợp", "Phòng Quản lý kho", "Phòng Công nghệ sửa chữa")
_TITLES = ("Lữ đoàn", "Trung đoàn", "Tiểu đoàn", "Đại đội", "Trung đội", "Tiểu đội", "Tổ", "Nhóm", "Ca", "Kíp")
_LETTERS = "LEDCBATNKP"
_MERGED = 2


def draw(sizes: Sizes, seed: int, on: date) -> Plan:
    """The plan of a size, from a seed, as of a day: the reforms lie before it, at fixed distances."""
    chance = stream(seed, "tree")
    plan = Plan(founding=date(on.year - 26, 1, 1))
    pool = names.series(names.SITES)
    commands = _commands(plan, sizes, on)
    _head_office(plan, sizes, list(islice(pool, (sizes.strategic + 1) // 2)))
    sites = {command: list(islice(pool, 3)) for command in sorted({unit.command for unit in commands})}
    _campaign(plan, sizes, commands, sites)
    layers = _field_units(plan, sizes, commands, chance)
    _tactical(plan, sizes, layers[0], sites)
    _merge_commands(plan, on)
    _small_moves(plan, layers, on)
    return plan


def _commands(plan: Plan, sizes: Sizes, on: date) -> list[Planned]:
    """The commands as founded, one more than today: the last two became one. Their children name today's command."""
    plan.units.append(
        Planned(names.ROOT_CODE, names.ROOT, "headquarters", None, "staff", plan.founding, names.ROOT_CODE)
    )
    birds = list(islice(names.series(names.BIRDS), sizes.commands + 2))
    made = [
        Planned(
            f"V{n}", f"Vùng Kỹ thuật {birds[n - 1]}", "command", names.ROOT_CODE, "staff", plan.founding, f"V{n}", "", 1
        )
        for n in range(1, sizes.commands + 2)
    ]
    successor = f"V{sizes.commands + 2}"
    made[-_MERGED:] = [replace(unit, command=successor) for unit in made[-_MERGED:]]
    plan.merged = {unit.code: successor for unit in made[-_MERGED:]}
    plan.units += made
    day = add_months(on.replace(day=1), -22)
    plan.reforms.append(
        Reform(
            reason="Quyết định sáp nhập hai vùng (giả định)",
            on=day,
            founded=(
                replace(made[-1], code=successor, name=f"Vùng Kỹ thuật {birds[-1]}", founded_on=day, command=successor),
            ),
            closed=tuple(plan.merged),
            aliases=tuple((successor, unit.name) for unit in made[-_MERGED:]),
        )
    )
    return made


def _head_office(plan: Plan, sizes: Sizes, sites: list[str]) -> None:
    """Staff divisions, strategic depots (two to a site) and central works, directly under the root."""
    root, since = names.ROOT_CODE, plan.founding
    for number, name in enumerate(AGENCIES, start=1):
        plan.units.append(Planned(f"P{number}", name, "agency", root, "staff", since, root, level=1))
    stones = names.series(names.STONES)
    for number in range(1, sizes.strategic + 1):
        code, name = f"K-CL{number:02d}", f"Kho chiến lược {next(stones)}"
        plan.units.append(Planned(code, name, "depot", root, "strategic", since, root, sites[(number - 1) // 2], 1))
    for number in (1, 2):
        name = f"Nhà máy sửa chữa {sites[-number]}"
        plan.units.append(Planned(f"X{number:02d}", name, "works", root, "works", since, root, sites[-number], 1))


def _campaign(plan: Plan, sizes: Sizes, commands: list[Planned], sites: dict[str, list[str]]) -> None:
    """Campaign-level depots and works under the commands; today's command that was born of two has twice as many."""
    turn, stones = cycle(commands), islice(names.series(names.STONES), sizes.strategic, None)
    for number in range(1, sizes.campaign + 1):
        command = next(turn)
        site = sites[command.command][(number // len(commands)) % 2]
        code, name = f"K-CD{number:02d}", f"Kho chiến dịch {next(stones)}"
        plan.units.append(
            Planned(code, name, "depot", command.code, "campaign", plan.founding, command.command, site, 2)
        )
    for number, command in enumerate(islice(cycle(commands), sizes.works - 2), start=3):
        name = f"Xưởng sửa chữa {command.name.removeprefix('Vùng Kỹ thuật ')} {(number - 3) // len(commands) or ''}".strip()
        plan.units.append(
            Planned(f"X{number:02d}", name, "works", command.code, "works", plan.founding, command.command, level=2)
        )


def _field_units(plan: Plan, sizes: Sizes, commands: list[Planned], chance: Random) -> list[list[Planned]]:
    """Formations, units and sub-units: each layer wider than the one above, its members unevenly spread over it."""
    left = sizes.units - len(plan.units) - sizes.tactical + _MERGED - 1
    growth = 1 + 1 / (1 + (sizes.field_levels - 3) * 0.27)
    shares = [growth**level for level in range(sizes.field_levels)]
    above, layers = commands, []
    trees, stones = names.series(names.TREES), names.series(names.STONES)
    for level, share in enumerate(shares):
        count = max(len(commands) if level == 0 else 2, round(left * share / sum(shares)))
        parents = sorted(_spread(above, count, chance), key=lambda unit: unit.code)
        numbers: dict[str, int] = defaultdict(int)
        layer = []
        for parent in parents:
            numbers[parent.code] += 1
            named = next(trees) if level == 0 else next(stones) if level == 1 else ""
            layer.append(_field_unit(parent, level, numbers[parent.code], named, plan.founding))
        plan.units += layer
        layers.append(layer)
        above = layer
    return layers


def _spread(above: list[Planned], count: int, chance: Random) -> list[Planned]:
    """One child for each parent while they last, the others by uneven chance."""
    weights = [chance.lognormvariate(0, 0.5) for _unit in above]
    if count <= len(above):
        return above[:count]
    return above + chance.choices(above, weights, k=count - len(above))


def _field_unit(parent: Planned, level: int, number: int, named: str, since: date) -> Planned:
    kind = ("formation", "unit")[level] if level < 2 else "subunit"
    letter = _LETTERS[level]
    code = f"{parent.code}-{letter}{number}" if level < 3 else f"{parent.code}{letter}{number}"
    name = f"{_TITLES[level]} {named or number}"
    if not named:
        name = f"{name}, {parent.name}"
    return Planned(code, name[:200], kind, parent.code, "field", since, parent.command, level=level + 2)


def _tactical(plan: Plan, sizes: Sizes, formations: list[Planned], sites: dict[str, list[str]]) -> None:
    """Tactical depots under the formations; some share a site with a campaign-level depot of their command."""
    turn = cycle(formations)
    for number in range(1, sizes.tactical + 1):
        parent = next(turn)
        pool = sites[parent.command]
        code, name = f"K-CT{number:02d}", f"Kho {parent.name} {(number - 1) // len(formations) + 1}"
        plan.units.append(
            Planned(
                code,
                name,
                "depot",
                parent.code,
                "tactical",
                plan.founding,
                parent.command,
                pool[number % 3],
                parent.level + 1,
            )
        )


def _merge_commands(plan: Plan, on: date) -> None:
    """What stood under the two merged commands comes under their successor on the day of the merger."""
    merger = plan.reforms[0]
    moves = tuple(Move(unit.code, plan.merged[unit.parent]) for unit in plan.units if unit.parent in plan.merged)
    plan.reforms[0] = replace(merger, moves=moves)
    assert merger.on < on


def _small_moves(plan: Plan, layers: list[list[Planned]], on: date) -> None:
    """Two re-subordinations: a unit with all below it two and a half years ago, a sub-unit last spring."""
    for layer, above, days, reason in (
        (layers[1], layers[0], 900, "Điều chỉnh tổ chức, biên chế"),
        (layers[2], layers[1], 200, "Chuyển thuộc theo nhiệm vụ"),
    ):
        moved = layer[-1]
        heirs = [unit for unit in above if unit.code != moved.parent and unit.command == moved.command] or above
        heir = next(unit for unit in heirs if unit.code != moved.parent)
        plan.reforms.append(Reform(reason, days_before(on, days), moves=(Move(moved.code, heir.code),)))
    plan.reforms.sort(key=lambda reform: reform.on)
