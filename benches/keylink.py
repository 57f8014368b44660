"""Key link at size: 2,000 depots x 30 criteria, 20,000 obstacles, 5 % shared: plan and curve, beside one plain HiGHS model.

`python -m thenchot.insight.keylink.solver.bench` prints more: several targets, odd prices, greedy, and ten times the size.
"""

from __future__ import annotations

from benches.bench import Bench, scaled
from thenchot.insight.keylink.solver.bench import depots
from thenchot.insight.keylink.solver.curve import curve
from thenchot.insight.keylink.solver.floors import plain_milp
from thenchot.insight.keylink.solver.plans import cheapest
from thenchot.insight.keylink.solver.problem import Problem

SECONDS = 60


def problem() -> Problem:
    """A made-up register to 80 %, shared obstacles within regions, prices to the đồng."""
    return depots(scaled(2_000), odd_prices=True)


def plan_and_curve(asked: Problem) -> int:
    """The cheapest plan and a curve of 50 points; the plan must be proved or within 1 % of its bound."""
    plan = cheapest(asked, seconds=SECONDS)
    if plan.gap > 0.01:
        raise AssertionError(f"the plan is {plan.gap:.2%} from its bound")
    curve(asked, 50, seconds=SECONDS)
    return 1


def one_model(asked: Problem) -> int:
    """The plan alone, as one model."""
    plain_milp(asked)
    return 1


BENCHES = (
    Bench(
        name="key link: 2,000 depots, 20,000 obstacles, 5 % shared: plan and curve of 50 points",
        unit="plans",
        prepare=problem,
        ours=plan_and_curve,
        floor=one_model,
        floor_is="one plain HiGHS model of the plan alone",
        databases=("sqlite",),
        repeat=1,
    ),
)
