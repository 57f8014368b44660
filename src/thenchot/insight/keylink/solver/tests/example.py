"""The example of the guide: twenty strategic depots, sixteen at standard, five criteria at four depots in the way."""

from __future__ import annotations

from dataclasses import replace

from thenchot.insight.keylink.solver.problem import Fix, Problem, Ratio, Record, Target

TARGET = Target(won=16, total=20, goal=Ratio(90, 100))

FIXES = (
    Fix(key="fire-water", cost=150, days=45, label="Fire-water line for A and B", unit="north"),
    Fix(key="roof-a", cost=60, days=20, resource="builders", label="Roof of A", unit="north"),
    Fix(key="rods-b", cost=30, days=10, resource="builders", label="Lightning rods of B", unit="north"),
    Fix(key="pumps-c", cost=260, days=30, label="Pumps of C", unit="south"),
    Fix(key="road-d", cost=310, days=60, resource="builders", label="Road to D", unit="south"),
)

RECORDS = (
    Record(key="A", needs=frozenset({"fire-water", "roof-a"}), unit="north", cause="fire"),
    Record(key="B", needs=frozenset({"fire-water", "rods-b"}), unit="north", cause="fire"),
    Record(key="C", needs=frozenset({"pumps-c"}), unit="south", cause="water"),
    Record(key="D", needs=frozenset({"road-d"}), unit="south", cause="access"),
)

PROBLEM = Problem(RECORDS, FIXES, (TARGET,))


def with_goal(percent: int) -> Problem:
    return replace(PROBLEM, targets=(replace(TARGET, goal=Ratio(percent, 100)),))
