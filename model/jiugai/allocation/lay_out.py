"""The money of a chosen plan, laid out site by site in whole yuan, with everything that the stages reached held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from jiugai.allocation.classes import build_classes
from jiugai.allocation.money_rules.base import MoneyRule
from jiugai.allocation.money_rules.loans import BankLoans
from jiugai.allocation.money_rules.windows import TwoWindows
from jiugai.allocation.objectives import Stage, stage
from jiugai.allocation.problem import OWN, LoanYear, Problem
from jiugai.allocation.rounding import round_flows
from jiugai.allocation.settled import Settled
from jiugai.allocation.sides import window_of_works
from jiugai.allocation.solver import INFEASIBLE, OPTIMAL, Outcome, Request, minimise, refusal
from jiugai.menu.options import Menu

Held = Sequence[tuple[Stage, float]]

#: 万元 (and points of soft rules) that stages give back in turn, where a loan must be smaller by what rounding moved
_GIVE = (0.0, 0.01, 0.05, 0.25)
#: times that the schedules are covered anew at each of these: a smaller loan is rounded otherwise
_AGAIN = 2


class Failed(Enum):
    """Which relaxation was too wide for the chosen options."""

    #: money tied to sites
    MONEY = "money"
    #: both windows of the centre open for a work (F3)
    WINDOWS = "windows"


def lay_out(problem: Problem, chosen: NDArray[np.bool_], held: Held, solver: str) -> Settled | Failed:
    """The money of the chosen options by site, every money stage held at its limit.

    The solution is basic, so few funds pay a work; among equals the earlier fund of the table pays. Where the schedule
    of a loan then misses its cover through rounding, it is laid out again with that much revenue of that year left
    unpledged, and the stages in money may give back the few yuan that others pay instead.
    """
    settled = _laid_out(problem, chosen, held, solver, {})
    kept = _missed(settled)
    for give in _GIVE if kept else ():
        loosened = [(now, limit + give) for now, limit in held]
        for _ in range(_AGAIN):
            again = _laid_out(problem, chosen, loosened, solver, kept)
            if isinstance(again, Failed):
                break
            missed = _missed(again)
            if not missed:
                return again
            kept = {line: kept.get(line, 0) + missed.get(line, 0) for line in kept | missed}
    return settled


def _missed(settled: Settled | Failed) -> dict[LoanYear, int]:
    """Yuan, and one more, by which schedules in whole yuan miss the cover of loans, beyond what rounding may."""
    if isinstance(settled, Failed):
        return {}
    loans = [rule for rule in settled.problem.rules if isinstance(rule, BankLoans)]
    return {line: yuan + 1 for rule in loans for line, yuan in rule.missed(settled).items()}


def _laid_out(
    problem: Problem, chosen: NDArray[np.bool_], held: Held, solver: str, kept: Mapping[LoanYear, int]
) -> Settled | Failed:
    """`kept`: yuan of revenue that a loan may not pledge."""
    menu, rules = problem.menu.keep(chosen), problem.rules
    exact = _exact(problem, menu, rules, held, kept)
    windows = next((rule for rule in rules if isinstance(rule, TwoWindows)), None)
    if windows is not None:
        sides = window_of_works(exact, windows, solver)
        if sides is None:
            open_ = _solved(_exact(problem, menu, rules, held, kept), solver)
            return Failed.MONEY if open_ is None else Failed.WINDOWS
        if sides:
            assigned = windows.assigned(sides)
            of_sides = [assigned if rule is windows else rule for rule in rules]
            exact = _exact(problem, menu, of_sides, held, kept)
    outcome = _solved(exact, solver)
    if outcome is None:
        return Failed.MONEY
    everything = np.ones(len(exact.choose), dtype=np.bool_)
    pay = np.array([outcome.values.get(variable.name, 0.0) for variable in exact.pay])
    take = {key: outcome.values.get(variable.name, 0.0) for key, variable in exact.take.items()}
    return Settled(exact, everything, round_flows(exact, everything, pay, take))


def _exact(
    problem: Problem, menu: Menu, rules: Sequence[MoneyRule], held: Held, kept: Mapping[LoanYear, int]
) -> Problem:
    """The programme of the chosen options, own money by site, every option taken."""
    exact = Problem(problem.study, menu, build_classes(problem.study, menu, rules), rules, OWN)
    exact.kept_of_revenue = kept
    exact.impose()
    for variable in exact.choose:
        variable.bounds(1.0, 1.0)
    for now, limit in held:
        if not now.whole:
            exact.lp += stage(exact, now.name).expression <= limit
    return exact


def _solved(exact: Problem, solver: str) -> Outcome | None:
    """The money, earlier funds first; None where there is none."""
    order = exact.flows["fund"].to_numpy()
    exact.lp.setObjective(
        exact.linear((variable, 1e-3 * (1 + int(fund))) for variable, fund in zip(exact.pay, order, strict=True))
    )
    outcome = minimise(exact.lp, solver, Request())
    if outcome.status == INFEASIBLE:
        return None
    if outcome.status != OPTIMAL:  # no answer is not the answer that there is none
        raise refusal(outcome.status, "lay_out")
    return outcome
