"""The objectives in order (docs/formats.md 3.6), each as something to minimise."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from jiugai.allocation.expressions import Expression
from jiugai.allocation.money_rules.base import MoneyRule, scale
from jiugai.allocation.problem import Problem
from jiugai.allocation.running_cost import running_of_the_plan
from jiugai.allocation.settled import Settled
from jiugai.frames import each_row
from jiugai.inputs.carry import UPPER_KINDS
from jiugai.menu.benefit import need_score
from jiugai.money import to_wan


@dataclass(frozen=True)
class Stage:
    """One objective: minimise `sign` · value. `whole`: the value is a whole number for every plan."""

    name: str
    unit: str
    sense: str
    whole: bool
    expression: Expression

    @property
    def sign(self) -> int:
        return 1 if self.sense == "min" else -1


def stage(problem: Problem, name: str) -> Stage:
    """The objective `name` over the variables of `problem`."""
    return _BUILDERS[name](problem)


def _households(problem: Problem, name: str, column: str, unit: str) -> Stage:
    points = problem.menu.options[column].to_numpy(dtype=np.float64)
    return Stage(name, unit, "max", True, -1 * problem.chosen(points))


def _upper_lapse(problem: Problem) -> Stage:
    """Allotments of central and provincial pooled funds that expire within the plan, less what is taken of them."""
    kind = problem.study.case.table("funds")["kind"]
    expression = problem.constant(0.0)
    terms = []
    for row in each_row(problem.funds.allotments):
        if kind.iloc[int(row.fund)] in UPPER_KINDS and row.last <= problem.study.case.last_year:
            expression += to_wan(int(row.yuan))
            terms += [(take, -1.0) for key, take in problem.take.items() if key[:2] == (row.fund, row.year)]
    return Stage("upper_lapse", "万元", "min", False, expression + problem.linear(terms))


def _soft_broken(problem: Problem) -> Stage:
    """Σ over the soft rules in force: weight × what is broken of the rule, its rows and whatever else it counts."""
    expression = problem.constant(0.0)
    weights = {rule.id: problem.study.soft_weight(rule.id) for rule in problem.rules if rule.soft}
    for rule in problem.rules:
        if rule.soft:
            expression += float(weights[rule.id]) * rule.broken(problem)
    short = problem.linear(
        (variable, float(weights[rule] * (row.soft or 0))) for rule, row, variable in problem.shortfalls
    )
    return Stage("soft_broken", "points", "min", False, expression + short)


def present_value_factors(problem: Problem, fund: int) -> dict[int, float]:
    """Draw year → present value of the debt service of one yuan drawn, at the start of the first plan year."""
    payment, _ = problem.funds.factors(fund)
    rate = 1 + float(problem.study.scenario.discount_rate)
    first = problem.study.case.first_year
    return {
        year: sum(float(paid) * rate ** -(year - first + j + 1) for j, paid in enumerate(payment))
        for year in problem.study.years
    }


def _county_money(problem: Problem) -> Stage:
    """County grants, running subsidies, and the present value of what the county pays for its debt.

    Without the last two all would move into bonds, or into what is cheap to build and dear to run.
    """
    grants = [fund for fund, _ in problem.by_fund(level="county", instrument="grant")]
    terms = [term for fund in grants for year in problem.study.years for term in problem.spent([fund], year)]
    for fund, _ in problem.by_fund(channel="general_bond"):
        factors = present_value_factors(problem, fund)
        terms += [
            (problem.use[fund, year], factors[year]) for year in problem.study.years if (fund, year) in problem.use
        ]
    first, rate = problem.study.case.first_year, 1 + float(problem.study.scenario.discount_rate)
    for year in problem.study.years:
        terms += [(gap, rate ** -(year - first + 1)) for gap in problem.pledges.county_gaps(year)]
    given = problem.linear(terms) + running_of_the_plan(problem)
    return Stage("county_money", "万元", "min", False, given)


def _completion(problem: Problem) -> Stage:
    options = problem.menu.options
    late = options["households"] * (options["completion"] - problem.study.case.first_year)
    return Stage("completion", "household-years", "min", True, problem.chosen(late.to_numpy(dtype=np.float64)))


def _tie_break(problem: Problem) -> Stage:
    """The place of a site in the stated order: need score (high first), then community id; a later place costs more."""
    options = problem.menu.options
    order = options.assign(need=need_score(problem.study, options)).drop_duplicates("community_id")
    order = order.sort_values(["need", "community_id"], ascending=[False, True])
    place = {community: position for position, community in enumerate(order["community_id"])}
    ranks = np.array([float(place[community]) for community in options["community_id"]])
    return Stage("tie_break", "rank", "min", True, problem.chosen(ranks))


_BUILDERS = {
    "upper_lapse": _upper_lapse,
    "soft_broken": _soft_broken,
    "hazard_households": lambda p: _households(p, "hazard_households", "hazard_households", "households"),
    "basic_households": lambda p: _households(p, "basic_households", "basic_households", "households"),
    "score": lambda p: _households(p, "score", "benefit", "points"),
    "county_money": _county_money,
    "completion": _completion,
    "tie_break": _tie_break,
}


def broken_points(rule: MoneyRule, settled: Settled) -> Fraction:
    """What a soft rule adds to `soft_broken` on the finished plan, exact."""
    problem = settled.problem
    broken = settled.evaluate(rule.broken(problem))
    for row in problem.rows[rule.id]:
        if row.soft is not None:
            broken += row.soft * Fraction(settled.line(row).short) / scale(row.unit)
    return problem.study.soft_weight(rule.id) * broken


def settled_value(stage_now: Stage, settled: Settled) -> Fraction:
    """The value of an objective on the finished plan, in its unit."""
    if stage_now.name == "soft_broken":
        return sum((broken_points(rule, settled) for rule in settled.problem.rules if rule.soft), Fraction(0))
    return settled.evaluate(stage_now.expression) * stage_now.sign
