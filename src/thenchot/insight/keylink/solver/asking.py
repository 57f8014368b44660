"""From a question in the planner's words to the solver's numbers, and back to a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.decide import Found
from thenchot.insight.keylink.solver.faults import check
from thenchot.insight.keylink.solver.general import least, most
from thenchot.insight.keylink.solver.mixed import Cap, Demand, Mixed
from thenchot.insight.keylink.solver.order import finish_days
from thenchot.insight.keylink.solver.plan import Plan, Question, Verdict, measure_of, price_of, standings
from thenchot.insight.keylink.solver.problem import Fix, Problem, Record
from thenchot.insight.keylink.solver.reduce import (
    bundle_usage,
    chosen_fixes,
    critical_days,
    group_weights,
    groups_won,
    reduce,
)


def answer(problem: Problem, question: Question, clock: Clock) -> Plan:
    """The plan for a question; raises Refusal when problem or question make no sense."""
    if clock.seconds <= 0:
        raise Refusal("The time allowed is {seconds} seconds; it must be above zero", seconds=clock.seconds)
    check(problem, question.limits)
    asked = _Asked(problem, question)
    if question.toward is not None:
        return asked.plan(Verdict.BEST_USE, asked.most(clock), clock)
    demands = asked.demands()
    found = None if demands is None else least(replace(asked.mixed, demands=demands), clock)
    if found is None:
        return asked.plan(Verdict.MOST_POSSIBLE, asked.most(clock), clock)
    nothing = not question.avoid and all(demand.need <= 0 for demand in demands or ())
    return asked.plan(Verdict.MET_ALREADY if nothing and not asked.core.done else Verdict.REACHES, found, clock)


class _Asked:
    """A question with the core it is asked of."""

    def __init__(self, problem: Problem, question: Question) -> None:
        self.problem = problem
        self.question = question
        self.prices = price_of(problem)
        self.core = reduce(problem, _too_late(problem, question.limits.within))
        self.mixed = Mixed(
            groups=tuple(group.bundles for group in self.core.groups),
            prices=tuple(bundle_usage(self.core, self.prices)),
            caps=tuple(self._caps()),
            avoid=frozenset(n for n, b in enumerate(self.core.bundles) if question.avoid.issuperset(b.fixes)),
        )

    def weights(self, worth: Callable[[Record], int]) -> tuple[int, ...]:
        """What winning each group adds, from what winning a record adds."""
        return tuple(group_weights(self.core, [worth(record) for record in self.core.records]))

    def already(self, worth: Callable[[Record], int]) -> int:
        """What is won by the fixes that are done in any case."""
        return sum(worth(self.core.records[index]) for index in self.core.free)

    def demands(self) -> tuple[Demand, ...] | None:
        """What the targets and quotas ask for; None when some target no figure can meet."""
        wishes: list[tuple[Callable[[Record], bool], int | None]] = [
            (t.counts, t.short()) for t in self.question.targets
        ]
        wishes += [(quota.counts, quota.need) for quota in self.question.quotas]
        found: list[Demand] = []
        for counts, need in wishes:
            if need is None:
                return None
            worth = _worth(counts)
            found.append(Demand(self.weights(worth), need - self.already(worth)))
        return tuple(found)

    def most(self, clock: Clock) -> Found:
        """The most weight within the limits, and of such plans the cheapest that the time left allows."""
        gains = self.weights(self.question.gain)
        found = most(replace(self.mixed, gains=gains), clock)
        if found is None:
            raise Refusal("No plan keeps to these limits")
        reached = sum(gains[group] for group in found.groups)
        by_budget_only = [cap.usage for cap in self.mixed.caps] == [self.mixed.prices]
        caps = () if by_budget_only else self.mixed.caps
        thrifty = replace(self.mixed, demands=(Demand(gains, reached),), caps=caps)
        cheaper = least(thrifty, clock.part(0.3)) if reached and self.mixed.caps else None
        if cheaper is None or self._price(cheaper) >= self._price(found):
            return found
        return replace(found, groups=cheaper.groups)

    def _price(self, found: Found) -> int:
        bundles = {bundle for group in found.groups for bundle in self.mixed.groups[group]}
        return sum(self.mixed.prices[bundle] for bundle in bundles)

    def _caps(self) -> list[Cap]:
        """The limits as caps on bundles, less what the fixes to be done in any case use up."""
        limits = self.question.limits
        wanted: list[tuple[str, int | None, Mapping[str, int]]] = [
            ("budget", limits.budget, self.prices),
            ("days", limits.days, self._usage(lambda fix: fix.days)),
            ("fixes", limits.fixes, dict.fromkeys(self.problem.fix_of, 1)),
        ]
        benches = dict(limits.resources)
        if limits.within is not None:
            for name in sorted({fix.resource for fix in self.problem.fixes if fix.resource is not None}):
                benches[name] = min(limits.within, benches.get(name, limits.within))
        for name, cap in benches.items():
            wanted.append((name, cap, self._bench_usage(name)))
        return [self._cap(name, cap, usage) for name, cap, usage in wanted if cap is not None]

    def _usage(self, use: Callable[[Fix], int]) -> dict[str, int]:
        return {fix.key: use(fix) for fix in self.problem.fixes}

    def _bench_usage(self, name: str) -> dict[str, int]:
        return self._usage(lambda fix: fix.days if fix.resource == name else 0)

    def _cap(self, name: str, cap: int, usage: Mapping[str, int]) -> Cap:
        taken = sum(usage[key] for key in self.core.done)
        if taken > cap:
            raise Refusal(
                "What is to be done in any case uses {taken} of {name}; the limit is {cap}",
                taken=taken,
                name=name,
                cap=cap,
            )
        return Cap(tuple(bundle_usage(self.core, dict(usage))), cap - taken)

    def plan(self, verdict: Verdict, found: Found, clock: Clock) -> Plan:
        """The plan that a choice of groups amounts to."""
        core, problem = self.core, self.problem
        keys = chosen_fixes(core, found.groups)
        indices = [*core.free, *(index for group in groups_won(core, keys) for index in core.groups[group].records)]
        won = tuple(core.records[index] for index in sorted(indices))
        fixes = tuple(problem.fix_of[key] for key in sorted(keys))
        cost = sum(self.prices[key] for key in keys)
        sunk = sum(self.prices[key] for key in core.done)
        by_weight = verdict in (Verdict.BEST_USE, Verdict.MOST_POSSIBLE)
        value = sum(self.question.gain(record) for record in won) if by_weight else cost
        bound = found.bound + (self.already(self.question.gain) if by_weight else sunk)
        return Plan(
            verdict=verdict,
            fixes=fixes,
            records=won,
            won=sum(record.weight for record in won),
            cost=cost,
            measure=measure_of(problem),
            days=sum(fix.days for fix in fixes),
            elapsed=max(finish_days(problem, keys).values(), default=0),
            standings=standings(self.question.targets, won),
            value=value,
            bound=bound,
            method=found.method,
            problem=problem,
            question=self.question,
            seconds=clock.spent,
        )


def _worth(counts: Callable[[Record], bool]) -> Callable[[Record], int]:
    return lambda record: record.weight if counts(record) else 0


def _too_late(problem: Problem, within: int | None) -> list[str]:
    """Fixes that cannot be finished in time even if they and all that precedes them start at once."""
    if within is None:
        return []
    late = sorted(key for key, day in critical_days(problem).items() if day > within)
    for key in late:
        if key in problem.with_requirements(problem.must_do):
            raise Refusal(
                "Fix {fix} is to be done in any case, but cannot be done within {days} days", fix=key, days=within
            )
    return late
