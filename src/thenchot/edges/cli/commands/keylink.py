"""`thenchot keylink`: which few fixes, where, close the gap of a figure at the least cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from thenchot.edges.cli import house

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@click.command()
@click.option(
    "--indicator",
    "indicators",
    metavar="NAME[.SLICE]",
    required=True,
    multiple=True,
    help="Indicator, with its slice after a dot where it has several; repeat it for several at once.",
)
@click.option("--unit", "unit_code", metavar="CODE", help="Code of the unit; default the root of the day.")
@click.option("--on", "day", type=house.DAY, default=None, help="Day, YYYY-MM-DD; default today.")
@click.option("--target", metavar="PERCENT", help="Target in percent; default the one in force.")
@click.option("--budget", metavar="DONG", help="Money there is: the best use of it, or with --reach a limit.")
@click.option("--days", "within", metavar="N", help="Days until all is done.")
@click.option("--work", metavar="N", help="Days of work in all.")
@click.option("--fixes", metavar="N", help="How many fixes at most.")
@click.option("--bench", "bench", metavar="NAME=DAYS", multiple=True, help="Days of one bench or team; repeatable.")
@click.option("--must", metavar="KEY", multiple=True, help="A fix to be done in any case; repeatable.")
@click.option("--leave", metavar="KEY", multiple=True, help="A fix not to be done; repeatable.")
@click.option("--order", metavar="'KEY > KEY'", multiple=True, help="The first is done before the second; repeatable.")
@click.option("--fair", is_flag=True, help="Fair to the units below: each wins its share.")
@click.option("--reach", is_flag=True, help="Reach the target within the limits, instead of their best use.")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), default=10, help="Time allowed; default 10.")
@house.as_json
@house.with_database
def command(*, as_json: bool, unit_code: str | None, day: date | None, seconds: float, **given: Any) -> None:
    """Print the cheapest fixes that bring a figure to its target, or the best use of a budget, of days, of a bench.

    With --json one object, the same as the page and the API give: figures with their gap by unit and cause, the plan with its
    proof or gap, second best, what the next percent costs, the curve.
    """
    from thenchot.foundation.access.reach import today
    from thenchot.foundation.organisation import queries
    from thenchot.insight.keylink.answers import answer
    from thenchot.insight.keylink.asked import wished

    on = day or today()
    unit = queries.by_code(unit_code) if unit_code else queries.root(on)
    figures = _figures(given.pop("indicators"))
    wishes = {name: _texts(value) for name, value in given.items()}
    found = answer(wished(wishes, figures, unit, on, seconds))
    if as_json:
        house.show_json(found)
    else:
        _show(found)


def _figures(named: tuple[str, ...]) -> list[tuple[str, str]]:
    """The figures named; an indicator without a slice stands for all its slices that have a target."""
    from thenchot.foundation.indicators.registry import by_name
    from thenchot.insight.keylink.asked import figure_named

    found: list[tuple[str, str]] = []
    for text in named:
        name, part = figure_named(text)
        slices = by_name(name).slices
        if "." in text or len(slices) == 1:
            found.append((name, part))
        else:
            found += [(name, each.code) for each in slices if each.targets]
    return found


def _texts(value: Any) -> list[str]:
    """What was given for an option, as an address would carry it."""
    if value is None or value is False:
        return []
    return ["1"] if value is True else [value] if isinstance(value, str) else list(value)


def _show(found: Mapping[str, Any]) -> None:
    from thenchot.insight.keylink import wording
    from thenchot.insight.keylink.answers import units_named

    plan, units = found["plan"], units_named(found)
    if len(found["figures"]) == 1 and (sentence := wording.sentence(found)):
        click.echo(sentence)
    if plan is None:
        click.echo(wording.without_plan(found))
        return
    click.echo(f"{wording.verdict(found)}: {wording.fixes(plan['count'])}, {wording.price(plan)}, ", nl=False)
    click.echo(f"{wording.days(plan['elapsed'])}; {wording.certainty(plan)}.")
    house.show_table(
        ("Key", "Fix", "Unit", "Cost", "Days", "Due"),
        [
            (
                line["key"],
                wording.label(line)[:60],
                units[line["unit"]].code if line["unit"] in units else "-",
                wording.money(line["cost"]),
                line["days"],
                line["due_on"],
            )
            for line in plan["fixes"]
        ],
    )
